package io.github.servicehandler;

import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.internal.systemctl.VerbRequest;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A verb of systemctl(1) with its options: what to do with a unit. Immutable; two verbs are equal if they have the same
 * word, options and deadline.
 *
 * <p>{@link ServiceHandler} has a method for each verb. Use a {@code Verb} for what those methods do not offer:
 * options, several units at once ({@link Systemd#perform}), and a look at the command without running it
 * ({@link ServiceHandler#command}).
 */
public final class Verb {

    /** The default deadline of a verb: two minutes, a little more than systemd's own default for a start. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(2);

    /** Starts the unit. */
    public static final Verb START = new Verb(BaseVerb.START);
    /** Stops the unit. */
    public static final Verb STOP = new Verb(BaseVerb.STOP);
    /** Stops the unit if it is up, and then starts it. */
    public static final Verb RESTART = new Verb(BaseVerb.RESTART);
    /** Restarts the unit if it is up. */
    public static final Verb TRY_RESTART = new Verb(BaseVerb.TRY_RESTART);
    /** Makes the service reload its configuration. */
    public static final Verb RELOAD = new Verb(BaseVerb.RELOAD);
    /** Reloads the service if it can reload, otherwise restarts it. */
    public static final Verb RELOAD_OR_RESTART = new Verb(BaseVerb.RELOAD_OR_RESTART);
    /** Enables the unit: it will be started as its {@code [Install]} section specifies. */
    public static final Verb ENABLE = new Verb(BaseVerb.ENABLE);
    /** Disables the unit: it will no longer be started as its {@code [Install]} section specifies. */
    public static final Verb DISABLE = new Verb(BaseVerb.DISABLE);
    /** Disables the unit and enables it again, so that its links match its present {@code [Install]} section. */
    public static final Verb REENABLE = new Verb(BaseVerb.REENABLE);
    /** Masks the unit: it cannot be started. */
    public static final Verb MASK = new Verb(BaseVerb.MASK);
    /** Removes the unit's mask. */
    public static final Verb UNMASK = new Verb(BaseVerb.UNMASK);
    /** Makes systemd forget that the unit failed, how often it was restarted, and that its start limit was hit. */
    public static final Verb RESET_FAILED = new Verb(BaseVerb.RESET_FAILED);
    /** Removes the runtime and cache directories of a service that is down; see {@link #clean(String...)}. */
    public static final Verb CLEAN = new Verb(BaseVerb.CLEAN);
    /** Suspends the unit's processes; available from systemd 246. */
    public static final Verb FREEZE = new Verb(BaseVerb.FREEZE);
    /** Resumes the unit's suspended processes. */
    public static final Verb THAW = new Verb(BaseVerb.THAW);

    private static final String JOB_MODE = "--job-mode";

    /** The verbs without their options. */
    enum BaseVerb {
        START("start"),
        STOP("stop"),
        RESTART("restart"),
        TRY_RESTART("try-restart"),
        RELOAD("reload"),
        RELOAD_OR_RESTART("reload-or-restart"),
        KILL("kill"),
        ENABLE("enable"),
        DISABLE("disable"),
        REENABLE("reenable"),
        MASK("mask"),
        UNMASK("unmask"),
        RESET_FAILED("reset-failed"),
        CLEAN("clean"),
        FREEZE("freeze"),
        THAW("thaw");

        private final String word;

        BaseVerb(String word) {
            this.word = word;
        }

        boolean startsUnits() {
            return this == START || this == RESTART || this == TRY_RESTART || this == RELOAD_OR_RESTART;
        }

        boolean takesNow() {
            return this == ENABLE || this == DISABLE || this == REENABLE || this == MASK;
        }

        boolean takesRuntime() {
            return takesNow() || this == UNMASK;
        }
    }

    private final BaseVerb base;
    private final List<String> options;
    private final Duration deadline;

    private Verb(BaseVerb base) {
        this(base, List.of(), DEFAULT_DEADLINE);
    }

    private Verb(BaseVerb base, List<String> options, Duration deadline) {
        this.base = base;
        this.options = List.copyOf(options);
        this.deadline = deadline;
    }

    /**
     * Returns the verb that sends a signal to all processes of a unit.
     *
     * @param signal the signal
     * @return the verb
     */
    public static Verb kill(Signal signal) {
        return kill(signal, KillTarget.ALL);
    }

    /**
     * Returns the verb that sends a signal to some processes of a unit.
     *
     * @param signal the signal
     * @param to the processes
     * @return the verb
     */
    public static Verb kill(Signal signal, KillTarget to) {
        // the old spelling of --kill-whom, which all versions accept
        return new Verb(BaseVerb.KILL)
                .with("--signal=" + Objects.requireNonNull(signal, "signal").longName())
                .with("--kill-who=" + Objects.requireNonNull(to, "to").word());
    }

    /**
     * Returns the verb that removes directories of a service that is down.
     *
     * @param what the kinds of directories: {@code configuration}, {@code state}, {@code cache}, {@code logs},
     *     {@code runtime}, {@code fdstore} or {@code all}; runtime and cache if there is none
     * @return the verb
     * @throws IllegalArgumentException if a word is none of these
     */
    public static Verb clean(String... what) {
        List<String> known = List.of("configuration", "state", "cache", "logs", "runtime", "fdstore", "all");
        Verb clean = CLEAN;
        for (String word : what) {
            if (!known.contains(word)) {
                throw new IllegalArgumentException("cannot clean \"" + word + "\"; use one of " + known);
            }
            clean = clean.with("--what=" + word);
        }
        return clean;
    }

    /**
     * Returns this verb without waiting for its completion: the outcome then only shows that the manager accepted the
     * request.
     *
     * <p>Use this if your program itself runs in a unit that is ordered before or after the other unit. Otherwise both
     * could wait for each other forever.
     *
     * @return the changed copy
     */
    public Verb noBlock() {
        return with("--no-block");
    }

    /**
     * Returns this verb with another deadline, after which a {@link CommandTimeoutException} is thrown. The manager
     * continues what it has begun. Reading the status before the verb has the same deadline, if it is shorter than the
     * {@linkplain Systemd#withTimeout timeout} of the manager.
     *
     * @param newDeadline how long the verb may take; positive
     * @return the changed copy
     * @throws IllegalArgumentException if the deadline is not positive
     */
    public Verb within(Duration newDeadline) {
        if (Objects.requireNonNull(newDeadline, "newDeadline").isZero() || newDeadline.isNegative()) {
            throw new IllegalArgumentException("deadline must be positive, but was " + newDeadline);
        }
        return new Verb(base, options, newDeadline);
    }

    /**
     * Returns this verb with an immediate effect on the unit: enable also starts it, disable and mask also stop it, and
     * reenable also restarts it. Up to systemd 252, reenable does not restart a unit that is running.
     *
     * @return the changed copy
     * @throws IllegalArgumentException if this is not enable, disable, reenable or mask
     */
    public Verb now() {
        return withIf(base.takesNow(), "--now");
    }

    /**
     * Returns this verb with an effect only until the next boot.
     *
     * @return the changed copy
     * @throws IllegalArgumentException if this is not enable, disable, reenable, mask or unmask
     */
    public Verb runtime() {
        return withIf(base.takesRuntime(), "--runtime");
    }

    /**
     * Returns this verb with another treatment of other jobs and units, as {@code systemctl --job-mode=} has.
     *
     * @param mode the mode
     * @return the changed copy
     * @throws IllegalArgumentException if this verb runs no job, or if the mode is not for this verb
     */
    public Verb withJobMode(JobMode mode) {
        String option = JOB_MODE + "=" + Objects.requireNonNull(mode, "mode").word();
        boolean allowed = switch (mode) {
            case ISOLATE -> base == BaseVerb.START;
            case TRIGGERING -> base == BaseVerb.STOP;
            default -> isJob();
        };
        List<String> others =
                options.stream().filter(given -> !given.startsWith(JOB_MODE)).toList();
        return new Verb(base, others, deadline).withIf(allowed, option);
    }

    private Verb withIf(boolean allowed, String option) {
        if (!allowed) {
            throw new IllegalArgumentException(base.word + " does not take " + option);
        }
        return with(option);
    }

    private Verb with(String option) {
        if (options.contains(option)) {
            return this;
        }
        List<String> more = new ArrayList<>(options);
        more.add(option);
        return new Verb(base, more, deadline);
    }

    BaseVerb base() {
        return base;
    }

    Duration deadline() {
        return deadline;
    }

    boolean isNoBlock() {
        return options.contains("--no-block");
    }

    /** Returns whether the unit should be up after this verb has completed. */
    boolean waitsForStart() {
        boolean isEnable = base == BaseVerb.ENABLE || base == BaseVerb.REENABLE;
        return !isNoBlock() && (base.startsUnits() || (isEnable && isNow()));
    }

    boolean isNow() {
        return options.contains("--now");
    }

    /** Returns whether systemd runs a job for the unit, which starts, stops or reloads it. */
    boolean runsJob() {
        return isJob() || isNow();
    }

    /** Returns whether the verb only runs a job, and changes no unit file. */
    boolean isJob() {
        return base.startsUnits() || base == BaseVerb.STOP || base == BaseVerb.RELOAD;
    }

    boolean stopsUnits() {
        return base == BaseVerb.STOP || (isNow() && (base == BaseVerb.DISABLE || base == BaseVerb.MASK));
    }

    boolean isRuntime() {
        return options.contains("--runtime");
    }

    boolean isTo(KillTarget target) {
        return options.contains("--kill-who=" + target.word());
    }

    boolean sends(Signal signal) {
        return options.contains("--signal=" + signal.longName());
    }

    /** Returns the word and the options, as arguments of systemctl. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        arguments.add(base.word);
        arguments.addAll(options);
        return arguments;
    }

    /** Returns the request to apply this verb to units. */
    VerbRequest request(List<UnitName> units) {
        return new VerbRequest(base.word, options, deadline, units);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Verb that
                && base == that.base
                && options.equals(that.options)
                && deadline.equals(that.deadline);
    }

    @Override
    public int hashCode() {
        return Objects.hash(base, options, deadline);
    }

    /** Returns the verb as on the command line, such as {@code enable --now}. */
    @Override
    public String toString() {
        return String.join(" ", arguments());
    }
}
