package io.github.servicehandler;

import io.github.servicehandler.command.AccessDeniedException;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.command.ManagerUnavailableException;
import io.github.servicehandler.command.UnitNotFoundException;
import io.github.servicehandler.files.ServiceFile;
import io.github.servicehandler.files.UnitFileText;
import io.github.servicehandler.journal.JournalQuery;
import io.github.servicehandler.unit.UnitFile;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A handle on one systemd unit, usually a service: starts and stops it, and reads its state, its log and its files. A
 * method that queries or changes the unit runs commands, and waits until they end. To let another thread wait, use
 * {@link #async}.
 *
 * <p>If the service fails, the {@link Outcome} reports that, with the reason. If the request itself fails, a
 * {@link CommandException} is thrown. Verbs throw {@link UnitNotFoundException} if the unit does not exist,
 * {@link AccessDeniedException} if the manager refuses the request, {@link ManagerUnavailableException} if there is no
 * manager, and {@link CommandTimeoutException} after two minutes by default. See systemctl(1) for the meaning of each
 * verb.
 *
 * <p>A handler may have a {@linkplain #of(String, String) name of its own}. It is for people: changes, events, log
 * messages and exceptions show it in place of the unit. Everything that is for systemd uses the unit.
 *
 * <p>Thread-safe. Two handlers are equal if they have the same {@link Systemd} and the same unit; the name takes no
 * part.
 */
public final class ServiceHandler {

    private final Systemd systemd;
    private final UnitName unit;
    private final String name;
    private final StateTracker tracker;

    ServiceHandler(Systemd systemd, UnitName unit, String name) {
        this(systemd, unit, name, new StateTracker());
    }

    private ServiceHandler(Systemd systemd, UnitName unit, String name, StateTracker tracker) {
        this.systemd = systemd;
        this.unit = unit;
        this.name = name;
        this.tracker = tracker;
    }

    /**
     * Returns a handler for a service of the user manager. Runs no command; the unit need not exist.
     *
     * @param unit the unit's name; {@code .service} may be omitted
     * @return the handler
     * @throws IllegalArgumentException if systemd does not allow the unit's name, or if it is the name of a template
     */
    public static ServiceHandler of(String unit) {
        return Systemd.user().service(unit);
    }

    /**
     * Returns a handler with a name of its own for a service of the user manager. Runs no command; the unit need not
     * exist.
     *
     * <pre>{@code
     * ServiceHandler bot = ServiceHandler.of("Bot", "MyBot.service");
     * bot.onStateChange(change -> log.info("{}", change)); // Bot: STOPPED -> RUNNING
     * }</pre>
     *
     * @param name the name for people: at most 255 printable characters. It must not end like the name of a unit, such
     *     as in {@code .service}, unless it is the name of this unit
     * @param unit the unit's name; {@code .service} may be omitted
     * @return the handler
     * @throws IllegalArgumentException if the name is blank, too long, not printable or that of another unit; if
     *     systemd does not allow the unit's name, or if it is the name of a template
     */
    public static ServiceHandler of(String name, String unit) {
        return Systemd.user().service(name, unit);
    }

    /**
     * Returns the name for people.
     *
     * @return the name that the handler was given; otherwise the unit's name, with its suffix
     */
    public String name() {
        return name;
    }

    /**
     * Returns the name for people, and the unit if it has another name: {@code Bot (MyBot.service)}. This is for
     * messages whose readers need to know the unit.
     *
     * @return the name, with the unit in brackets if the name is another one
     */
    public String fullName() {
        return name.equals(unit.toString()) ? name : name + " (" + unit + ")";
    }

    /**
     * Returns the unit's name.
     *
     * @return the name that was asked for, with its suffix
     */
    public UnitName unitName() {
        return unit;
    }

    /**
     * Returns the manager that the unit belongs to.
     *
     * @return the manager
     */
    public Systemd systemd() {
        return systemd;
    }

    /**
     * Returns this handler with its questions and verbs sent {@linkplain Systemd#overBus over the manager's bus}.
     * Listeners of either handler receive the changes that both of them see.
     *
     * @return the changed copy, which is equal to this one
     */
    public ServiceHandler overBus() {
        return new ServiceHandler(systemd.overBus(), unit, name, tracker);
    }

    /**
     * Returns the state of the unit. Runs one command.
     *
     * @return the state
     */
    public ServiceState state() {
        return status().state();
    }

    /**
     * Returns a snapshot of the unit. Runs one command.
     *
     * @return the status; for a unit that does not exist, one with the state {@link ServiceState#NOT_FOUND}
     */
    public ServiceStatus status() {
        return systemd.read(this);
    }

    /**
     * Returns properties of the unit, such as {@code MemoryMax}, {@code Environment} or {@code TriggeredBy}. Runs one
     * command, or none if the manager is asked {@linkplain Systemd#overBus over the bus}, which knows the usual
     * properties. org.freedesktop.systemd1(5) lists all of them, and {@link UnitProperties} has methods for each kind
     * of value.
     *
     * @param names the names of the properties; all of them if there is none
     * @return the properties in the order of the names. Those that this version of systemd does not know, or that units
     *     of this type lack, are missing
     * @throws IllegalArgumentException if a name does not consist of letters and digits
     * @throws UnitNotFoundException if the unit does not exist
     */
    public UnitProperties properties(String... names) {
        return new PropertyReader(systemd.client(), unit).read(List.of(names));
    }

    /**
     * Returns whether the unit is started at boot or login. Runs one command.
     *
     * @return the enablement
     */
    public EnablementState enablement() {
        return status().enablement();
    }

    /**
     * Returns whether the unit starts at boot, with the reason: whether {@code default.target} starts it, directly or
     * through other units, and for a unit of a user also whether the user lingers. The links that the manager knows
     * count. Runs some commands.
     *
     * @return the answer
     * @throws CommandException if the manager or loginctl does not answer
     */
    public BootStart startsAtBoot() {
        return new BootStartCheck(systemd.client(), unit).run(status());
    }

    /**
     * Returns the files of the unit: its own files, the files that it uses, and the files that it writes. Runs one to
     * four commands.
     *
     * <p>The list contains only files that the manager knows of. The log files are those of {@code StandardOutput=} and
     * {@code StandardError=}, except those whose names have a specifier that only the manager can resolve ({@code %b},
     * {@code %H}, {@code %m}, …). The working directory is left out if {@code WorkingDirectory=} is not set. It is also
     * left out if it is {@code ~} and the service does not run as the user of its manager.
     *
     * <p>If commands run on this machine, this process checks which files can be read. Otherwise find(1) checks it on
     * the machine where the commands run.
     *
     * @return the files, ordered by kind; each file occurs once per kind
     * @throws UnitNotFoundException if the unit does not exist
     * @throws java.nio.file.InvalidPathException if the locale of this JVM cannot represent the name of a file
     */
    public List<ServiceFile> files() {
        return systemd.files(this).list();
    }

    /**
     * Returns the text of the unit file and its drop-ins as they are on disk. The manager may have read an older
     * version. Runs at most two commands.
     *
     * @return the text; empty for a unit without a file
     * @throws UnitNotFoundException if the unit does not exist, or if it is masked
     */
    public UnitFileText unitFile() {
        return systemd.files(this).text();
    }

    /**
     * Returns the drop-ins of the unit: files that change its settings, and are kept apart from its own file. Runs no
     * command.
     *
     * @return the drop-ins, to list, write and remove them
     */
    public DropIns dropIns() {
        return systemd.unitFiles().dropIns(unit.toString());
    }

    /**
     * Changes settings of the unit, as {@code systemctl edit} does: writes the drop-in {@code override.conf}, and makes
     * the manager read it. A running unit keeps its old settings until it is restarted. {@link #dropIns} has more.
     *
     * @param settings the settings, as in {@code UnitFile.parse("[Service]\nRestart=always\n")}
     * @throws UnitNotFoundException if the unit does not exist
     * @throws IllegalStateException if the unit is masked
     * @throws CommandException if the file cannot be written, or the manager does not reload
     */
    public void override(UnitFile settings) {
        dropIns().override(settings);
    }

    /**
     * Sets a property of the unit at once and for later boots, as {@code systemctl set-property} does. {@link #dropIns}
     * can set several, and only until the next boot.
     *
     * @param name the property's name, such as {@code MemoryMax}
     * @param value the value as in a unit file, such as {@code 100M}; an empty text resets it
     * @throws IllegalArgumentException if there is no such property that can be set, or if the value is not valid
     * @throws UnitNotFoundException if the unit does not exist
     * @throws CommandException if the manager cannot be reached or refuses the request
     */
    public void setProperty(String name, String value) {
        dropIns().setProperty(name, value);
    }

    /**
     * Starts the unit and waits until systemd regards it as started. For {@code Type=simple} that is as soon as a
     * process was forked. If the process fails right afterwards, the outcome is still {@link Outcome.Kind#OK}, on every
     * version of systemd and however soon the failure came; its reason describes a failure that was already seen. See
     * {@link #start(Duration)}.
     *
     * <p>Newer versions of systemd start a unit at once if it is {@link ServiceState#RESTARTING}. Versions up to 252
     * first wait until {@code RestartSec=} is over. {@link #restart} never waits for that.
     *
     * @return the outcome
     */
    public Outcome start() {
        return perform(Verb.START);
    }

    /**
     * Starts the unit, and checks for a given time that it stays up. A unit that fails or is restarted during this time
     * has not stayed up. A oneshot service may end during this time if it succeeds.
     *
     * @param stableFor how long the unit must stay up
     * @return the outcome; {@link Outcome.Kind#FAILED} as soon as a check finds that the unit did not stay up
     * @throws IllegalArgumentException if the time is negative
     */
    public Outcome start(Duration stableFor) {
        return perform(Verb.START, stableFor);
    }

    /**
     * Stops the unit and waits until it is down.
     *
     * @return the outcome
     */
    public Outcome stop() {
        return perform(Verb.STOP);
    }

    /**
     * Stops the unit if it is up, and then starts it and waits until systemd regards it as started. What that means is
     * the same as for {@link #start()}: a {@code Type=simple} service whose process fails right afterwards has been
     * started. See {@link #restart(Duration)}.
     *
     * @return the outcome; never {@link Outcome.Kind#ALREADY}
     */
    public Outcome restart() {
        return perform(Verb.RESTART);
    }

    /**
     * Restarts the unit, and checks for a given time that it stays up, as {@link #start(Duration)} does.
     *
     * @param stableFor how long the unit must stay up
     * @return the outcome; {@link Outcome.Kind#FAILED} as soon as a check finds that the unit did not stay up
     * @throws IllegalArgumentException if the time is negative
     */
    public Outcome restart(Duration stableFor) {
        return perform(Verb.RESTART, stableFor);
    }

    /**
     * Restarts the unit if it is up. What counts as started is the same as for {@link #start()}.
     *
     * @return the outcome; {@link Outcome.Kind#SKIPPED} if the unit was down
     */
    public Outcome tryRestart() {
        return perform(Verb.TRY_RESTART);
    }

    /**
     * Makes the service reload its configuration.
     *
     * @return the outcome; {@link Outcome.Kind#FAILED} if the service is down or cannot reload
     */
    public Outcome reload() {
        return perform(Verb.RELOAD);
    }

    /**
     * Reloads the service if it can reload, otherwise restarts it. What counts as started is the same as for
     * {@link #start()}.
     *
     * @return the outcome
     */
    public Outcome reloadOrRestart() {
        return perform(Verb.RELOAD_OR_RESTART);
    }

    /**
     * Sends a signal to all processes of the unit, through systemd. Then waits for systemd to report an effect on the
     * unit. The wait takes at most five seconds for {@link Signal#KILL}. For other signals, which a process may
     * survive, it takes at most a tenth of a second. A signal without an effect is not a failure.
     *
     * @param signal the signal
     * @return the outcome; {@link Outcome.Kind#FAILED} if the unit has no process
     */
    public Outcome kill(Signal signal) {
        return perform(Verb.kill(signal));
    }

    /**
     * Sends a signal to some processes of the unit, through systemd, as {@link #kill(Signal)} does.
     *
     * @param signal the signal
     * @param to the processes
     * @return the outcome; {@link Outcome.Kind#FAILED} if the unit has no process
     */
    public Outcome kill(Signal signal, KillTarget to) {
        return perform(Verb.kill(signal, to));
    }

    /**
     * Enables the unit, so that it is started as its {@code [Install]} section specifies. This does not start the unit
     * now; {@code Verb.ENABLE.now()} does.
     *
     * @return the outcome; {@link Outcome.Kind#SKIPPED} if the unit has no such section
     */
    public Outcome enable() {
        return perform(Verb.ENABLE);
    }

    /**
     * Disables the unit, so that it is no longer started as its {@code [Install]} section specifies. This does not stop
     * the unit now; {@code Verb.DISABLE.now()} does.
     *
     * @return the outcome
     */
    public Outcome disable() {
        return perform(Verb.DISABLE);
    }

    /**
     * Disables the unit and enables it again, so that its links match its present {@code [Install]} section.
     *
     * @return the outcome
     */
    public Outcome reenable() {
        return perform(Verb.REENABLE);
    }

    /**
     * Masks the unit, so that it cannot be started. systemd refuses this if the unit's own file is in the directory
     * where the mask would be created.
     *
     * @return the outcome
     */
    public Outcome mask() {
        return perform(Verb.MASK);
    }

    /**
     * Removes the unit's mask.
     *
     * @return the outcome
     */
    public Outcome unmask() {
        return perform(Verb.UNMASK);
    }

    /**
     * Makes systemd forget that the unit failed, how often it was restarted, and that its start limit was hit.
     *
     * @return the outcome
     */
    public Outcome resetFailed() {
        return perform(Verb.RESET_FAILED);
    }

    /**
     * Removes the runtime and cache directories of a service that is down.
     *
     * @return the outcome; {@link Outcome.Kind#FAILED} if the service is up or has no such directories
     */
    public Outcome clean() {
        return perform(Verb.CLEAN);
    }

    /**
     * Suspends the unit's processes.
     *
     * @return the outcome; {@link Outcome.Kind#FAILED} if the unit is down or the machine does not support this
     */
    public Outcome freeze() {
        return perform(Verb.FREEZE);
    }

    /**
     * Resumes the unit's suspended processes.
     *
     * @return the outcome
     */
    public Outcome thaw() {
        return perform(Verb.THAW);
    }

    /**
     * Performs a verb, which may have options, such as {@code Verb.START.noBlock()}.
     *
     * @param verb the verb
     * @return the outcome
     * @throws CommandTimeoutException if the verb takes longer than its deadline
     */
    public Outcome perform(Verb verb) {
        return systemd.perform(verb, this);
    }

    /**
     * Performs a verb that starts the unit, and checks for a given time that it stays up, as {@link #start(Duration)}
     * does. The verb is start, restart, try-restart, reload-or-restart, {@code enable --now} or {@code reenable --now}.
     *
     * @param verb the verb
     * @param stableFor how long the unit must stay up
     * @return the outcome; {@link Outcome.Kind#FAILED} as soon as a check finds that the unit did not stay up; that of
     *     the verb alone if the verb did not succeed, or if it skipped the unit
     * @throws IllegalArgumentException if the verb does not start the unit or does not wait for its start, or if the
     *     time is negative
     * @throws CommandTimeoutException if the verb takes longer than its deadline
     */
    public Outcome perform(Verb verb, Duration stableFor) {
        return new StableStart(this, Objects.requireNonNull(verb, "verb"), stableFor).run();
    }

    /**
     * Returns the command that performs a verb, without running it.
     *
     * @param verb the verb
     * @return the exact command
     */
    public Command command(Verb verb) {
        return systemd.command(verb, List.of(this));
    }

    /**
     * Waits until the unit is in the given state. Reads the status at growing intervals; each time costs a command.
     *
     * @param state the state
     * @param atMost how long to wait
     * @return the first status with that state
     * @throws IllegalArgumentException if the time is negative
     * @throws StateTimeoutException if the unit does not reach the state in time; the message contains its last status
     * @throws CommandInterruptedException if the thread is interrupted; its interrupt flag stays set
     */
    public ServiceStatus awaitState(ServiceState state, Duration atMost) {
        return systemd.statusAwaiter(this).untilState(state, atMost);
    }

    /**
     * Returns a query for the journal entries that the unit wrote, and that systemd wrote about it. Runs no command
     * yet.
     *
     * @return a query for all these entries, which can be narrowed, read or followed
     */
    public JournalQuery journal() {
        return systemd.journal(List.of(this));
    }

    StateTracker tracker() {
        return tracker;
    }

    /**
     * Calls a method of this handler on another thread, such as {@code bot.async(ServiceHandler::start)}. Cancelling
     * the future does not cancel a request to the manager.
     *
     * @param <T> the type of the result
     * @param call the call
     * @return a future of its result; {@linkplain Systemd#withExecutor the manager's executor} runs the call
     */
    public <T> CompletableFuture<T> async(Function<ServiceHandler, T> call) {
        return CompletableFuture.supplyAsync(() -> call.apply(this), systemd.executor());
    }

    /**
     * Registers a listener for the changes of state that this handler observes from now on. It observes them when it
     * performs a verb, and when the unit's status is read through it. Other handlers of the same unit have their own
     * listeners. To observe all changes as they happen, use a {@link io.github.servicehandler.watch.Watch}.
     *
     * @param listener the listener; called on the thread that observed the change
     * @return this handler
     */
    public ServiceHandler onStateChange(StateListener listener) {
        tracker.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Removes a listener.
     *
     * @param listener a registered listener
     */
    public void removeListener(StateListener listener) {
        tracker.remove(listener);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServiceHandler that && unit.equals(that.unit) && systemd.equals(that.systemd);
    }

    @Override
    public int hashCode() {
        return unit.hashCode();
    }

    /** Returns the {@linkplain #name name}. */
    @Override
    public String toString() {
        return name;
    }
}
