package io.github.servicehandler;

import io.github.servicehandler.command.AccessDeniedException;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.command.ManagerUnavailableException;
import io.github.servicehandler.command.UnitNotFoundException;
import io.github.servicehandler.files.ServiceFile;
import io.github.servicehandler.files.ServiceFileFinder;
import io.github.servicehandler.files.UnitFileText;
import io.github.servicehandler.journal.JournalQuery;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Handles one unit of systemd's: starts it, stops it, looks at it. Every method that asks or orders runs commands and waits for them;
 * {@link #async} has them wait on another thread.
 *
 * <p>What the service does wrong comes back as an {@link Outcome}; what keeps the order from the manager, or the unit from being
 * found, is thrown as a {@link CommandException}: by verbs, {@link UnitNotFoundException} if there is no such unit,
 * {@link AccessDeniedException} if the manager refuses, {@link ManagerUnavailableException} if there is none, and
 * {@link CommandTimeoutException} after two minutes. See systemctl(1) for what each verb means.
 *
 * <p>Thread-safe. Two handlers are equal if they have the same {@link Systemd} and the same name.
 */
public final class ServiceHandler {

    private final Systemd systemd;
    private final UnitName unit;
    private final StateTracker tracker = new StateTracker();

    ServiceHandler(Systemd systemd, UnitName unit) {
        this.systemd = systemd;
        this.unit = unit;
    }

    /**
     * Returns a handler for a service of the user's own manager. Runs nothing yet.
     *
     * @param name the unit's name; {@code .service} may be left out
     * @return the handler
     * @throws IllegalArgumentException if the name is not one that systemd allows, or is that of a template
     */
    public static ServiceHandler of(String name) {
        return Systemd.user().service(name);
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
     * Returns how the unit is doing, in one word, by one command.
     *
     * @return the state
     */
    public ServiceState state() {
        return status().state();
    }

    /**
     * Returns a snapshot of the unit, by one command.
     *
     * @return the status; a unit that does not exist has one too, with the state {@link ServiceState#NOT_FOUND}
     */
    public ServiceStatus status() {
        return systemd.read(this);
    }

    /**
     * Returns whether the unit is started at boot or login, by one command.
     *
     * @return the state
     */
    public EnablementState enablement() {
        return status().enablement();
    }

    /**
     * Returns the files of the unit: its own, those that it uses, and those that it writes, by two to four commands. Only files that
     * the manager knows of are in it: log files are those of {@code StandardOutput=} and {@code StandardError=}, without those whose
     * names have a specifier that only the manager can resolve ({@code %b}, {@code %H}, {@code %m}, …). Without
     * {@code WorkingDirectory=} there is no working directory, and neither for {@code ~} of another user.
     *
     * @return the files, by kind, each once; whether they can be read is asked by this process where commands run on this machine, or
     *     else by find(1) where they do
     * @throws UnitNotFoundException if there is no such unit
     */
    public List<ServiceFile> files() {
        return fileFinder().list();
    }

    /**
     * Returns the text of the unit file and its drop-ins as they are on disk, by two commands. The manager may have read an older one.
     *
     * @return the text; empty for a unit without a file
     * @throws UnitNotFoundException if there is no such unit, or it is masked
     */
    public UnitFileText unitFile() {
        return fileFinder().text();
    }

    /**
     * Starts the unit and waits until systemd counts it as started. For {@code Type=simple} that is as soon as a process was
     * forked, whatever becomes of it: see {@link #start(Duration)}. A unit that is {@link ServiceState#RESTARTING} is started at
     * once; but systemd 252 and older wait until its {@code RestartSec=} is over, which {@link #restart} does not.
     *
     * @return what came of it
     */
    public Outcome start() {
        return perform(Verb.START);
    }

    /**
     * Starts the unit and watches that it stays up: not failed, not restarted, still the same run. A oneshot service
     * may end, if with success.
     *
     * @param stableFor for how long it has to stay up
     * @return what came of it; {@link Outcome.Kind#FAILED} as soon as it goes down
     */
    public Outcome start(Duration stableFor) {
        return new StableStart(this, stableFor).run();
    }

    /**
     * Stops the unit and waits until it is down.
     *
     * @return what came of it
     */
    public Outcome stop() {
        return perform(Verb.STOP);
    }

    /**
     * Stops the unit if it is up, and starts it.
     *
     * @return what came of it; never {@link Outcome.Kind#ALREADY}
     */
    public Outcome restart() {
        return perform(Verb.RESTART);
    }

    /**
     * Restarts the unit if it is up.
     *
     * @return what came of it; {@link Outcome.Kind#SKIPPED} if it was down
     */
    public Outcome tryRestart() {
        return perform(Verb.TRY_RESTART);
    }

    /**
     * Makes the service reload its configuration.
     *
     * @return what came of it; {@link Outcome.Kind#FAILED} if it is down or knows no reloading
     */
    public Outcome reload() {
        return perform(Verb.RELOAD);
    }

    /**
     * Reloads the service if it can, or else restarts it.
     *
     * @return what came of it
     */
    public Outcome reloadOrRestart() {
        return perform(Verb.RELOAD_OR_RESTART);
    }

    /**
     * Sends a signal to all processes of the unit, through systemd, and returns once systemd has taken notice of what
     * became of them. A process may handle a signal other than KILL and live on: then it returns after a tenth of a
     * second.
     *
     * @param signal the signal
     * @return what came of it; {@link Outcome.Kind#FAILED} if nothing runs
     */
    public Outcome kill(Signal signal) {
        return perform(Verb.kill(signal));
    }

    /**
     * Sends a signal to some processes of the unit, through systemd, as {@link #kill(Signal)} does.
     *
     * @param signal the signal
     * @param to which of the processes
     * @return what came of it; {@link Outcome.Kind#FAILED} if nothing runs
     */
    public Outcome kill(Signal signal, KillTarget to) {
        return perform(Verb.kill(signal, to));
    }

    /**
     * Enables the unit, so that it is started as its {@code [Install]} section says. It is not started now; for that,
     * perform {@code Verb.ENABLE.now()}.
     *
     * @return what came of it; {@link Outcome.Kind#SKIPPED} if it has no such section
     */
    public Outcome enable() {
        return perform(Verb.ENABLE);
    }

    /**
     * Disables the unit, so that it is not started by itself any more. It is not stopped now; for that, perform
     * {@code Verb.DISABLE.now()}.
     *
     * @return what came of it
     */
    public Outcome disable() {
        return perform(Verb.DISABLE);
    }

    /**
     * Disables and enables the unit, so that its links are as its {@code [Install]} section now says.
     *
     * @return what came of it
     */
    public Outcome reenable() {
        return perform(Verb.REENABLE);
    }

    /**
     * Masks the unit, so that nobody can start it. systemd refuses this for a unit whose own file lies in the directory where the
     * mask would go.
     *
     * @return what came of it
     */
    public Outcome mask() {
        return perform(Verb.MASK);
    }

    /**
     * Takes a mask away.
     *
     * @return what came of it
     */
    public Outcome unmask() {
        return perform(Verb.UNMASK);
    }

    /**
     * Makes systemd forget that the unit failed, how often it was restarted, and that its start limit was hit.
     *
     * @return what came of it
     */
    public Outcome resetFailed() {
        return perform(Verb.RESET_FAILED);
    }

    /**
     * Removes the runtime and cache directories of a service that is down.
     *
     * @return what came of it; {@link Outcome.Kind#FAILED} if it is up or has no such directories
     */
    public Outcome clean() {
        return perform(Verb.CLEAN);
    }

    /**
     * Suspends the unit's processes.
     *
     * @return what came of it; {@link Outcome.Kind#FAILED} if it is down or the machine cannot
     */
    public Outcome freeze() {
        return perform(Verb.FREEZE);
    }

    /**
     * Lets the unit's frozen processes go on.
     *
     * @return what came of it
     */
    public Outcome thaw() {
        return perform(Verb.THAW);
    }

    /**
     * Performs a verb with options of its own, such as {@code Verb.START.noBlock()}.
     *
     * @param verb what to do
     * @return what came of it
     * @throws CommandTimeoutException if it took longer than the verb's deadline
     */
    public Outcome perform(Verb verb) {
        return systemd.perform(verb, this);
    }

    /**
     * Returns the command that performs a verb, without running it.
     *
     * @param verb what would be done
     * @return the exact command
     */
    public Command command(Verb verb) {
        return systemd.command(verb, List.of(this));
    }

    /**
     * Waits until the unit is in a state. Each look at it costs a command; they come at growing intervals.
     *
     * @param state the state
     * @param atMost how long to wait
     * @return the status that shows it
     * @throws StateTimeoutException if it did not get there in time; the message tells where it was
     * @throws CommandInterruptedException if the thread was interrupted; its flag stays set
     */
    public ServiceStatus awaitState(ServiceState state, Duration atMost) {
        return systemd.polling(this).untilState(state, atMost);
    }

    /**
     * Asks the journal for what the unit wrote, and what systemd wrote about it. Runs nothing yet.
     *
     * @return a query for all its entries, to be narrowed, read or followed
     */
    public JournalQuery journal() {
        return systemd.journal(List.of(this));
    }

    private ServiceFileFinder fileFinder() {
        return ServiceFileFinder.of(systemd.runner(), systemd.address(), unit, systemd.timeout());
    }

    static List<UnitName> unitNames(List<ServiceHandler> handlers) {
        return handlers.stream().map(ServiceHandler::unitName).toList();
    }

    StateTracker tracker() {
        return tracker;
    }

    /**
     * Calls methods of this handler on another thread: {@code bot.async(ServiceHandler::start)}. Cancelling the future does not
     * take an order back.
     *
     * @param <T> what the call returns
     * @param call the call
     * @return its result, once there; run by {@linkplain Systemd#withExecutor the manager's executor}
     */
    public <T> CompletableFuture<T> async(Function<ServiceHandler, T> call) {
        return CompletableFuture.supplyAsync(() -> call.apply(this), systemd.executor());
    }

    /**
     * Tells a listener of every change of state that this handler sees from now on: by its verbs, and whenever it is asked for the
     * unit's state. A {@link io.github.servicehandler.watch.Watch} hears of what others do too.
     *
     * @param listener the listener; called on the thread that saw the change
     * @return this handler
     */
    public ServiceHandler onStateChange(StateListener listener) {
        tracker.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Stops telling a listener.
     *
     * @param listener one that was added
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

    @Override
    public String toString() {
        return unit.toString();
    }
}
