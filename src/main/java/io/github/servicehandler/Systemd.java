package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.ManagerRoute;
import io.github.servicehandler.command.ManagerUnavailableException;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.files.ServiceFileFinder;
import io.github.servicehandler.internal.concurrent.DaemonThreads;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.internal.systemctl.StatusProperties;
import io.github.servicehandler.internal.systemdbus.BusAccess;
import io.github.servicehandler.journal.JournalEntry;
import io.github.servicehandler.journal.JournalQuery;
import io.github.servicehandler.unit.UnitFile;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitPattern;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * A systemd manager: the entry point for obtaining {@linkplain ServiceHandler handlers} of its units. Immutable and
 * thread-safe. Creating one runs no command. Two are equal if they have the same address and the same runner.
 *
 * <p>At most 32 queries and 64 verbs run at the same time for a manager. Further callers wait for these, at most for
 * the timeout of their own command. For many units at once, use the methods that take a list: they run one command.
 */
public final class Systemd {

    private static final CommandRunner LOCAL = CommandRunner.local();

    /** Eight threads at most: more processes at a time do not answer more queries per second. */
    private static final Executor ASYNC_CALLS = DaemonThreads.bounded("servicehandler-async", 8);

    private final ManagerAddress address;
    private final CommandRunner runner;
    private final Executor executor;
    private final boolean overBus;
    private final ManagerClient client;

    private Systemd(
            ManagerAddress address, CommandRunner runner, Duration timeout, Executor executor, boolean overBus) {
        this.address = Objects.requireNonNull(address, "address");
        this.runner = Objects.requireNonNull(runner, "runner");
        this.executor = Objects.requireNonNull(executor, "executor");
        this.overBus = overBus;
        this.client = new ManagerClient(
                address,
                runner,
                timeout,
                bySystemctl -> overBus ? BusAccess.over(address, runner, timeout, bySystemctl) : bySystemctl);
    }

    /**
     * Returns the manager of the user that this JVM runs as.
     *
     * @return the manager
     */
    public static Systemd user() {
        return of(ManagerAddress.user());
    }

    /**
     * Returns the system manager.
     *
     * @return the manager
     */
    public static Systemd system() {
        return of(ManagerAddress.system());
    }

    /**
     * Returns a manager whose commands run as processes on this machine.
     *
     * @param address the user's or the system's manager
     * @return the manager
     */
    public static Systemd of(ManagerAddress address) {
        return of(address, LOCAL);
    }

    /**
     * Returns a manager whose commands are run by a custom runner, such as an in-memory systemd.
     *
     * @param address the user's or the system's manager
     * @param runner runs the commands; must be thread-safe
     * @return the manager
     */
    public static Systemd of(ManagerAddress address, CommandRunner runner) {
        return new Systemd(address, runner, Command.DEFAULT_TIMEOUT, ASYNC_CALLS, false);
    }

    /**
     * Returns this manager with another timeout for queries. Verbs have deadlines of their own: {@link Verb#within}.
     *
     * @param timeout how long a query may take; positive, 30 seconds by default
     * @return the changed copy
     * @throws IllegalArgumentException if the timeout is not positive
     */
    public Systemd withTimeout(Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must be positive, but was " + timeout);
        }
        return new Systemd(address, runner, timeout, executor, overBus);
    }

    /**
     * Returns this manager with another executor for {@link ServiceHandler#async}.
     *
     * @param newExecutor runs the calls; by default at most eight daemon threads, which end when idle
     * @return the changed copy
     */
    public Systemd withExecutor(Executor newExecutor) {
        return new Systemd(address, runner, timeout(), newExecutor, overBus);
    }

    /**
     * Returns this manager with its questions and requests sent over its D-Bus interface instead of by systemctl:
     * statuses, lists of units and files, the version, and all verbs but {@code clean}, {@code freeze} and
     * {@code thaw}. Answers and outcomes are the same, but no process is started.
     *
     * <p>All callers in this JVM share one connection for each manager. It is opened when it is first needed, over the
     * manager's own socket, the bus, or a {@code systemd-stdio-bridge} that the runner starts, and closed some seconds
     * after its last use. While there is no connection, and for what the bus does not offer, systemctl is used. If the
     * manager does not answer within the {@linkplain #withTimeout timeout}, a question fails as a command would. If the
     * connection is lost while a verb is carried out, the manager is asked over another one what became of it. If it
     * cannot tell, a {@link io.github.servicehandler.command.ManagerUnavailableException} says so.
     *
     * @return the changed copy, which is equal to this one
     */
    public Systemd overBus() {
        return new Systemd(address, runner, timeout(), executor, true);
    }

    /**
     * Returns the way by which questions and requests reach the manager at the moment, and why no better way is in use.
     * After {@link #overBus()} this opens the connection if there is none.
     *
     * @return the way; {@code SYSTEMCTL} also if there is no connection
     */
    public ManagerRoute route() {
        return client.route();
    }

    /**
     * Returns the address of this manager.
     *
     * @return the address
     */
    public ManagerAddress address() {
        return address;
    }

    /**
     * Returns the runner of this manager's commands.
     *
     * @return the runner
     */
    public CommandRunner runner() {
        return runner;
    }

    /**
     * Returns how long a query may take.
     *
     * @return the timeout
     */
    public Duration timeout() {
        return client.commands().timeout();
    }

    /**
     * Returns a handler for a unit. Runs no command; the unit need not exist.
     *
     * @param unit the unit's name; {@code .service} may be omitted
     * @return the handler
     * @throws IllegalArgumentException if systemd does not allow the unit's name, or if it is the name of a template
     */
    public ServiceHandler service(String unit) {
        UnitName unitName = HandlerNames.runnable(unit);
        return new ServiceHandler(this, unitName, unitName.toString());
    }

    /**
     * Returns a handler with a name of its own for a unit. Runs no command; the unit need not exist.
     *
     * @param name the name for people, as for {@link ServiceHandler#of(String, String)}
     * @param unit the unit's name; {@code .service} may be omitted
     * @return the handler
     * @throws IllegalArgumentException if the name is blank, too long, not printable or that of another unit; if
     *     systemd does not allow the unit's name, or if it is the name of a template
     */
    public ServiceHandler service(String name, String unit) {
        HandlerNames.check(name, unit);
        return new ServiceHandler(this, HandlerNames.runnable(unit), name);
    }

    /**
     * Returns handlers for several units.
     *
     * @param units the units' names; {@code .service} may be omitted
     * @return the handlers, in the order of the units
     * @throws IllegalArgumentException if systemd does not allow the name of a unit, or if it is the name of a template
     */
    public List<ServiceHandler> services(String... units) {
        return Arrays.stream(units).map(this::service).toList();
    }

    /**
     * Returns handlers with names of their own for several units.
     *
     * @param unitsByName the unit for each name, as for {@link #service(String, String)}. The order of the handlers is
     *     that of the map; that of {@code Map.of} varies, that of a {@link java.util.LinkedHashMap} does not
     * @return the handlers, in the order of the map
     * @throws IllegalArgumentException if a name or a unit is refused as by {@link #service(String, String)}, or if
     *     there are two names for the same unit
     */
    public List<ServiceHandler> services(Map<String, String> unitsByName) {
        List<ServiceHandler> handlers = unitsByName.entrySet().stream()
                .map(entry -> service(entry.getKey(), entry.getValue()))
                .toList();
        HandlerNames.requireDistinctUnits(handlers);
        return handlers;
    }

    /**
     * Returns a snapshot of each unit. Runs at most two commands; there are more only if the names take more than a
     * megabyte.
     *
     * <p>Reading the details of a unit that is not loaded costs the manager some milliseconds. So once a handler knows
     * from an earlier status that its unit has a file, this method leaves the details out while the unit is not loaded.
     * Such a unit is down. It is reported as {@link ServiceState#STOPPED}, with the load state {@code stub} and without
     * details. If another program has since masked the unit or removed its file, only {@link ServiceHandler#status} and
     * {@link #fullStatuses} show that.
     *
     * @param handlers handlers of units of this manager
     * @return the statuses, in the order of the handlers
     * @throws IllegalArgumentException if a handler belongs to another manager
     * @throws CommandException if the statuses cannot be read
     */
    public Map<ServiceHandler, ServiceStatus> statuses(Collection<ServiceHandler> handlers) {
        List<ServiceHandler> own = requireOwn(handlers);
        return BulkStatusReader.byHandler(own, new BulkStatusReader(client, own).read());
    }

    /**
     * Returns a snapshot of each unit, always with details. Runs one command; there are more only if the names take
     * more than a megabyte. This makes the manager read the files of units that are not loaded, which costs it some
     * milliseconds each.
     *
     * @param handlers handlers of units of this manager
     * @return the statuses, in the order of the handlers
     * @throws IllegalArgumentException if a handler belongs to another manager
     * @throws CommandException if the statuses cannot be read
     */
    public Map<ServiceHandler, ServiceStatus> fullStatuses(Collection<ServiceHandler> handlers) {
        List<ServiceHandler> own = requireOwn(handlers);
        return BulkStatusReader.byHandler(own, new BulkStatusReader(client, own).readWithDetails());
    }

    /**
     * Performs a verb on several units with one request. If some of the units make systemd reject the whole request, it
     * is sent again without these units. If systemd does not name them, it is sent again for each half of the units.
     *
     * @param verb the verb
     * @param handlers handlers of units of this manager
     * @return the outcomes, in the order of the handlers; {@link Outcome.Kind#FAILED} for a unit that does not exist
     * @throws IllegalArgumentException if a handler belongs to another manager
     * @throws CommandException if the manager cannot be reached or denies access to all of the units
     */
    public Map<ServiceHandler, Outcome> perform(Verb verb, Collection<ServiceHandler> handlers) {
        Objects.requireNonNull(verb, "verb");
        List<ServiceHandler> units = requireOwn(handlers).stream().distinct().toList();
        if (units.isEmpty()) {
            return Map.of();
        }
        List<ServiceStatus> before = new BulkStatusReader(asFastAs(verb).client, units).read();
        List<Outcome> outcomes = new VerbExecution(client, verb, units).run(before);
        return BulkStatusReader.byHandler(units, outcomes);
    }

    /**
     * Returns a query for the journal entries that the units wrote, and that systemd wrote about them. A single
     * journalctl reads them all. Runs no command yet.
     *
     * @param handlers handlers of units of this manager, at least one
     * @return a query for these entries, each of which {@linkplain JournalEntry#units names the units} it belongs to
     * @throws IllegalArgumentException if a handler belongs to another manager, or if there is none
     */
    public JournalQuery journal(Collection<ServiceHandler> handlers) {
        return JournalQuery.of(runner, address.arguments(), names(handlers)).within(timeout());
    }

    /** Returns this manager with at most the verb's deadline as the timeout, for what is asked before the verb. */
    private Systemd asFastAs(Verb verb) {
        return Objects.requireNonNull(verb, "verb").deadline().compareTo(timeout()) < 0
                ? withTimeout(verb.deadline())
                : this;
    }

    /** Performs a verb on one unit, which must exist. */
    Outcome perform(Verb verb, ServiceHandler handler) {
        List<ServiceHandler> one = List.of(handler);
        List<ServiceStatus> before = new RequestStatuses(asFastAs(verb).client, one, verb.isJob()).readBefore();
        Outcome outcome = new VerbExecution(client, verb, one).run(before).get(0);
        if (outcome.kind() == Outcome.Kind.FAILED && outcome.after().state() == ServiceState.NOT_FOUND) {
            throw MissingUnit.exception(handler.fullName(), address, command(verb, List.of(handler)));
        }
        return outcome;
    }

    /**
     * Returns the command that performs a verb on several units, without running it.
     *
     * @param verb the verb
     * @param handlers handlers of units of this manager
     * @return the exact command
     * @throws IllegalArgumentException if a handler belongs to another manager
     */
    public Command command(Verb verb, Collection<ServiceHandler> handlers) {
        return client.command(Objects.requireNonNull(verb, "verb").request(names(handlers)));
    }

    /**
     * Lists the units that the manager has loaded, among them all that are up or have failed.
     *
     * @param patterns names, or patterns as in {@link UnitPattern}, such as {@code bot-*} for services. Without a
     *     pattern, all units are listed, of every type
     * @return an entry for each unit
     * @throws IllegalArgumentException if a pattern is invalid
     * @throws CommandException if the units cannot be listed
     */
    public List<ListedUnit> listUnits(String... patterns) {
        return UnitSearch.loaded(client, patterns);
    }

    /**
     * Lists the installed unit files, among them templates. The manager reads them all for this, which takes
     * milliseconds per file. {@link #findUnits} returns handlers instead.
     *
     * @param patterns names or patterns, as for {@link #listUnits}. Without a pattern, all files are listed, of every
     *     type
     * @return an entry for each file
     * @throws IllegalArgumentException if a pattern is invalid
     * @throws CommandException if the files cannot be listed
     */
    public List<ListedUnitFile> listUnitFiles(String... patterns) {
        return UnitSearch.installed(client, patterns);
    }

    /**
     * Returns handlers for the units that match and that exist: those whose files are installed, and those that the
     * manager has loaded. Runs two commands.
     *
     * <p>A template is left out, because it cannot run. Its instances are found while they are loaded. A unit is found
     * by its primary name, not by its aliases, so that no unit occurs twice.
     *
     * @param patterns names or patterns, as for {@link #listUnits}. Without a pattern, all units are found, of every
     *     type
     * @return the handlers, sorted by name
     * @throws IllegalArgumentException if a pattern is invalid
     * @throws CommandException if the units cannot be listed
     */
    public List<ServiceHandler> findUnits(String... patterns) {
        return UnitSearch.runnable(client, patterns).stream().map(this::service).toList();
    }

    /**
     * Makes the manager read all unit files again, which is necessary after one was changed.
     *
     * @throws CommandException if the manager cannot be reached or refuses the request
     */
    public void daemonReload() {
        client.daemonReload(Verb.DEFAULT_DEADLINE);
    }

    /**
     * Writes a unit file, and makes the manager read it. The file is usually written to {@code /etc/systemd/system}, or
     * to {@code ~/.config/systemd/user} for a user. The unit is neither started nor enabled. A running unit keeps its
     * old settings until it is restarted.
     *
     * <p>{@link #unitFiles} installs templates and several files at once, and in the directory that is empty after a
     * boot.
     *
     * <p>An existing file is replaced as a whole: whether the disk is full, the machine loses power or this program is
     * killed, there is either the old file or the new one. A symbolic link, as {@code link} makes it, is replaced, and
     * not followed. A program that is killed may leave a hidden file, {@code .servicehandler-*.draft}, which the next
     * call removes.
     *
     * @param name the unit's name; {@code .service} may be omitted
     * @param file the unit file
     * @return a handler for the unit
     * @throws IllegalArgumentException if systemd does not allow the name, or if it is the name of a template
     * @throws IllegalStateException if the unit is masked
     * @throws CommandException if the file cannot be written, or the manager does not reload
     */
    public ServiceHandler install(String name, UnitFile file) {
        ServiceHandler handler = service(name);
        unitFiles().install(name, Objects.requireNonNull(file, "file"));
        return handler;
    }

    /**
     * Returns the unit files of this manager, to install several, also templates, to link, enable and mask them by name
     * or by path, and to change them by drop-ins. Runs no command.
     *
     * @return the unit files
     */
    public UnitFiles unitFiles() {
        return new UnitFiles(client, runner, false);
    }

    /**
     * Stops and disables a unit, removes the file that {@link #install} wrote, and makes the manager forget the unit. A
     * unit that does not exist is no error. A unit that is masked, or whose file is elsewhere, is left unchanged.
     *
     * <p>If the unit is still up or enabled afterwards, its file is not removed: its processes could then no longer be
     * stopped, or its links would lead nowhere. Drop-ins of the unit are removed, as {@code systemctl revert} does,
     * also those of {@code set-property}. Another file of the same name stays, for example that of a package, which the
     * removed one had replaced.
     *
     * @param handler a handler of a unit of this manager
     * @return the outcome; {@link Outcome.Kind#ALREADY} if the unit did not exist, {@link Outcome.Kind#FAILED} with the
     *     reason if it could not be stopped or disabled
     * @throws IllegalArgumentException if the handler belongs to another manager
     * @throws IllegalStateException if the unit is masked, or if its file is not where {@link #install} writes it
     * @throws CommandException if the unit may not be stopped or disabled, the file cannot be removed, or the manager
     *     does not reload
     */
    public Outcome uninstall(ServiceHandler handler) {
        requireOwn(List.of(Objects.requireNonNull(handler, "handler")));
        return new UnitRemoval(handler).run();
    }

    /**
     * Schedules a command: installs a service for it and a timer that starts the service, both with one reload, enables
     * the timer and starts it. Times that pass while the machine is off are made up for. What is scheduled by the same
     * name is replaced.
     *
     * @param name the name of the units without their types, such as {@code backup}
     * @param calendar when to run, such as {@code daily} or {@code Mon..Fri 04:30 Europe/Berlin}; local time of the
     *     machine if it names no zone
     * @param command the program and its arguments, which arrive exactly as given
     * @return a handler of the timer
     * @throws IllegalArgumentException if systemd does not allow the name, the expression or the command
     * @throws IllegalStateException if one of the units is masked
     * @throws CommandException if the units cannot be installed or the timer not started
     * @see #unschedule
     */
    public ServiceHandler schedule(String name, String calendar, String... command) {
        return service(scheduled(name).install(calendar, command));
    }

    /**
     * Schedules a service as {@link #schedule(String, String, String...)} does, with files of the caller's own.
     *
     * @param name the name of the units without their types
     * @param timer the timer; it should have {@code WantedBy=timers.target}
     * @param service the service, usually of the type {@code oneshot}
     * @return a handler of the timer
     * @throws IllegalArgumentException if systemd does not allow the name
     * @throws IllegalStateException if one of the units is masked
     * @throws CommandException if the units cannot be installed or the timer not started
     */
    public ServiceHandler schedule(String name, UnitFile timer, UnitFile service) {
        return service(scheduled(name).install(timer, service));
    }

    /**
     * Removes what {@link #schedule} has installed, as {@link #uninstall} does: first the timer, then the service,
     * which is stopped if it runs. Units that do not exist are no error.
     *
     * @param name the name of the units without their types
     * @return the outcomes of the timer and the service, or only that of the timer if it could not be removed
     * @throws IllegalArgumentException if systemd does not allow the name
     * @throws IllegalStateException if one of the units is masked, or if its file is elsewhere
     * @throws CommandException if a file cannot be removed, or the manager does not reload
     */
    public List<Outcome> unschedule(String name) {
        return scheduled(name).remove(unit -> uninstall(service(unit)));
    }

    private ScheduledUnits scheduled(String name) {
        return new ScheduledUnits(client, unitFiles(), name);
    }

    /**
     * Returns the timers that the manager has loaded, also those that are not active.
     *
     * @param patterns shell patterns of names, such as {@code backup-*.timer}; none for all timers
     * @return the timers in the order in which they elapse, those that will not at the end; unmodifiable. Moments of
     *     timers with spans are exact to the second on systemd 247, and to some microseconds later
     * @throws CommandException if the manager cannot be reached or its answer cannot be read
     */
    public List<ListedTimer> timers(String... patterns) {
        return TimerReader.read(client, listUnits(patterns.length == 0 ? new String[] {"*.timer"} : patterns));
    }

    /**
     * Returns the manager's queue of jobs: what it is starting, stopping or reloading, and what waits for that.
     *
     * @return the jobs; unmodifiable
     * @throws CommandException if the manager cannot be reached
     */
    public List<QueuedJob> jobs() {
        return client.read(client.commands().listJobs(), QueuedJob::parse);
    }

    /**
     * Cancels a job. The caller that waits for it is told that it was cancelled. What the job has begun is not undone.
     *
     * @param job the job
     * @return {@code false} if there is no such job any more
     * @throws CommandException if the manager cannot be reached or refuses the request
     */
    public boolean cancel(QueuedJob job) {
        return JobCancellation.cancel(client, job);
    }

    /**
     * Returns a command to run as a transient service, without a unit file. Nothing is run yet.
     *
     * @param command the program and its arguments, which arrive exactly as given. A program without a slash is looked
     *     up by systemd-run
     * @return the command, whose limits can be set and which can then be run
     * @throws IllegalArgumentException if there is no program, or a word has a NUL character
     */
    public TransientCommand run(String... command) {
        return TransientCommand.of(runner, client, List.of(command));
    }

    /**
     * Returns the manager's version. This is also a cheap way to check that there is a manager.
     *
     * @return the major version, such as 252
     * @throws ManagerUnavailableException if no manager answers; the message says what to do
     * @throws CommandException if the version cannot be read for another reason
     */
    public int version() {
        return client.version();
    }

    /**
     * Returns the overall state of the manager, as {@code systemctl is-system-running} does.
     *
     * @return the state
     * @throws ManagerUnavailableException if no manager answers; the message says what to do
     * @throws CommandException if the state cannot be read for another reason
     */
    public ManagerState state() {
        return ManagerState.of(client.managerProperties("SystemState").text("SystemState"));
    }

    /**
     * Returns whether the user of this manager lingers: whether the manager runs from boot to shutdown, and not only
     * while the user is logged in. Runs loginctl(1).
     *
     * @return whether lingering is on
     * @throws IllegalStateException if this is the system manager, which always runs
     * @throws CommandException if it cannot be found out
     */
    public boolean lingering() {
        return new UserLingering(client).isOn();
    }

    /**
     * Makes the user of this manager linger, so that the services of the user can start at boot and go on after a
     * logout. Does nothing if lingering is on.
     *
     * @throws IllegalStateException if this is the system manager, which always runs
     * @throws CommandException if it cannot be done, such as an
     *     {@link io.github.servicehandler.command.AccessDeniedException}
     */
    public void enableLinger() {
        new UserLingering(client).enable();
    }

    ServiceStatus read(ServiceHandler handler) {
        long readAt = System.nanoTime();
        ServiceStatus status = StatusReader.fetch(client, handler);
        handler.tracker().observe(status, readAt, time().instant());
        return status;
    }

    /**
     * Returns the command that reads a unit's status, without running it.
     *
     * @param handler a handler of the unit
     * @return the exact command
     */
    public Command statusCommand(ServiceHandler handler) {
        return client.commands().show(List.of(handler.unitName()), StatusProperties.ALL);
    }

    StatusAwaiter statusAwaiter(ServiceHandler handler) {
        return new StatusAwaiter(time(), () -> read(handler), statusCommand(handler));
    }

    ServiceFileFinder files(ServiceHandler handler) {
        return ServiceFileFinder.of(runner, address, handler.unitName(), timeout());
    }

    ManagerClient client() {
        return client;
    }

    TimeSource time() {
        return client.time();
    }

    Executor executor() {
        return executor;
    }

    private List<ServiceHandler> requireOwn(Collection<ServiceHandler> handlers) {
        for (ServiceHandler handler : Objects.requireNonNull(handlers, "handlers")) {
            if (!equals(handler.systemd())) {
                throw new IllegalArgumentException(handler.fullName() + " belongs to another Systemd, of the "
                        + handler.systemd() + ": use a handler of this " + address + " with the same runner");
            }
        }
        return List.copyOf(handlers);
    }

    private List<UnitName> names(Collection<ServiceHandler> handlers) {
        return requireOwn(handlers).stream().map(ServiceHandler::unitName).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Systemd that && address.equals(that.address) && runner.equals(that.runner);
    }

    @Override
    public int hashCode() {
        return Objects.hash(address, runner);
    }

    /** Returns the name of the manager, such as {@code user manager}. */
    @Override
    public String toString() {
        return address.toString();
    }
}
