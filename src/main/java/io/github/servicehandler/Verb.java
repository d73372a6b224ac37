package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.internal.systemctl.SystemctlCommands;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Is something to do to a unit, with its options: a verb of systemctl(1). Immutable, with equality.
 *
 * <p>The {@link ServiceHandler} has a method for each; a {@code Verb} is for what those leave out: options, many units at once
 * ({@link Systemd#perform}), and looking at the command without running it ({@link ServiceHandler#command}).
 */
public final class Verb {

    /** How long a verb may take when nothing else is said: two minutes, a little more than systemd's own default for a start. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(2);

    /** Starts the unit. */
    public static final Verb START = new Verb(BaseVerb.START);
    /** Stops the unit. */
    public static final Verb STOP = new Verb(BaseVerb.STOP);
    /** Stops the unit if it is up, and starts it. */
    public static final Verb RESTART = new Verb(BaseVerb.RESTART);
    /** Restarts the unit if it is up. */
    public static final Verb TRY_RESTART = new Verb(BaseVerb.TRY_RESTART);
    /** Makes the service reload its configuration. */
    public static final Verb RELOAD = new Verb(BaseVerb.RELOAD);
    /** Reloads the service if it can, or else restarts it. */
    public static final Verb RELOAD_OR_RESTART = new Verb(BaseVerb.RELOAD_OR_RESTART);
    /** Enables the unit: it will be started as its {@code [Install]} section says. */
    public static final Verb ENABLE = new Verb(BaseVerb.ENABLE);
    /** Disables the unit: it will not be started by itself any more. */
    public static final Verb DISABLE = new Verb(BaseVerb.DISABLE);
    /** Disables and enables the unit, to have its links as its {@code [Install]} section now says. */
    public static final Verb REENABLE = new Verb(BaseVerb.REENABLE);
    /** Masks the unit: nobody can start it. */
    public static final Verb MASK = new Verb(BaseVerb.MASK);
    /** Takes a mask away. */
    public static final Verb UNMASK = new Verb(BaseVerb.UNMASK);
    /** Forgets that the unit failed, how often it was restarted, and that its start limit was hit. */
    public static final Verb RESET_FAILED = new Verb(BaseVerb.RESET_FAILED);
    /** Removes the runtime and cache directories of a service that is down; see {@link #clean(String...)}. */
    public static final Verb CLEAN = new Verb(BaseVerb.CLEAN);
    /** Suspends the unit's processes, from systemd 246. */
    public static final Verb FREEZE = new Verb(BaseVerb.FREEZE);
    /** Lets frozen processes go on. */
    public static final Verb THAW = new Verb(BaseVerb.THAW);

    /** The verbs of systemctl without their options. */
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
     * @param to which of the processes
     * @return the verb
     */
    public static Verb kill(Signal signal, KillTarget to) {
        // the old spelling of --kill-whom: all versions take it
        return new Verb(BaseVerb.KILL)
                .with("--signal=" + Objects.requireNonNull(signal, "signal").longName())
                .with("--kill-who=" + Objects.requireNonNull(to, "to").word());
    }

    /**
     * Returns the verb that removes directories of a service that is down.
     *
     * @param what which ones: {@code configuration}, {@code state}, {@code cache}, {@code logs}, {@code runtime}, {@code fdstore} or
     *     {@code all}; none means runtime and cache
     * @return the verb
     * @throws IllegalArgumentException if a word is none of these
     */
    public static Verb clean(String... what) {
        List<String> known = List.of("configuration", "state", "cache", "logs", "runtime", "fdstore", "all");
        Verb clean = CLEAN;
        for (String word : what) {
            if (!known.contains(word)) {
                throw new IllegalArgumentException("cannot clean \"" + word + "\"; allowed are " + known);
            }
            clean = clean.with("--what=" + word);
        }
        return clean;
    }

    /**
     * Returns this verb without waiting for its end: the outcome then only says that the manager took the order.
     *
     * <p>Needed when a unit handles another one that is ordered against it: waiting would be for ever.
     *
     * @return the changed copy
     */
    public Verb noBlock() {
        return with("--no-block");
    }

    /**
     * Returns this verb with another deadline, after which it throws {@link CommandTimeoutException}. The manager goes on with
     * what it has begun.
     *
     * @param newDeadline how long the verb may take; positive
     * @return the changed copy
     * @throws IllegalArgumentException if the deadline is not positive
     */
    public Verb within(Duration newDeadline) {
        if (Objects.requireNonNull(newDeadline, "newDeadline").isZero() || newDeadline.isNegative()) {
            throw new IllegalArgumentException("the deadline must be positive, not " + newDeadline);
        }
        return new Verb(base, options, newDeadline);
    }

    /**
     * Returns this verb with an effect at once: enabling also starts, disabling and masking also stop, reenabling also restarts
     * (systemd up to 252 leaves a unit that runs alone).
     *
     * @return the changed copy
     * @throws IllegalArgumentException if this is not enable, disable, reenable or mask
     */
    public Verb now() {
        return withIf(base.takesNow(), "--now");
    }

    /**
     * Returns this verb with an effect until the next boot only.
     *
     * @return the changed copy
     * @throws IllegalArgumentException if this is not enable, disable, reenable, mask or unmask
     */
    public Verb runtime() {
        return withIf(base.takesRuntime(), "--runtime");
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

    boolean isNow() {
        return options.contains("--now");
    }

    boolean isTo(KillTarget target) {
        return options.contains("--kill-who=" + target.word());
    }

    boolean sends(Signal signal) {
        return options.contains("--signal=" + signal.longName());
    }

    /** Returns the word with its options, as systemctl takes them. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        arguments.add(base.word);
        arguments.addAll(options);
        return arguments;
    }

    /** Returns the command that does this to units. */
    Command command(SystemctlCommands commands, List<UnitName> units) {
        return commands.verb(arguments(), deadline, units);
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

    /** Returns the verb as it is written on the command line, such as {@code enable --now}. */
    @Override
    public String toString() {
        return String.join(" ", arguments());
    }
}
