package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.ManagerUnavailableException;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.command.UnitNotFoundException;
import io.github.servicehandler.internal.systemctl.StatusProperties;
import io.github.servicehandler.internal.systemctl.SystemctlClient;
import io.github.servicehandler.journal.JournalEntry;
import io.github.servicehandler.journal.JournalQuery;
import io.github.servicehandler.unit.UnitFile;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * Is a systemd manager, and where {@linkplain ServiceHandler handlers} of its units come from. Immutable and thread-safe; making one runs nothing.
 *
 * <p>Two are equal if they have the same address and the same runner.
 */
public final class Systemd {

    private static final CommandRunner LOCAL = CommandRunner.local();

    private final ManagerAddress address;
    private final CommandRunner runner;
    private final Executor executor;
    private final SystemctlClient client;

    private Systemd(ManagerAddress address, CommandRunner runner, Duration timeout, Executor executor) {
        this.address = Objects.requireNonNull(address, "address");
        this.runner = Objects.requireNonNull(runner, "runner");
        this.executor = Objects.requireNonNull(executor, "executor");
        this.client = new SystemctlClient(address, runner, timeout);
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
     * Returns the system's manager.
     *
     * @return the manager
     */
    public static Systemd system() {
        return of(ManagerAddress.system());
    }

    /**
     * Returns a manager whose commands run as processes of this machine.
     *
     * @param address which manager
     * @return the manager
     */
    public static Systemd of(ManagerAddress address) {
        return of(address, LOCAL);
    }

    /**
     * Returns a manager whose commands are run by a runner of your own, such as an in-memory systemd.
     *
     * @param address which manager
     * @param runner what runs the commands; thread-safe
     * @return the manager
     */
    public static Systemd of(ManagerAddress address, CommandRunner runner) {
        return new Systemd(address, runner, Command.DEFAULT_TIMEOUT, AsyncThreads.executor());
    }

    /**
     * Returns this manager with another timeout for questions. Verbs have deadlines of their own: {@link Verb#within}.
     *
     * @param timeout how long a question may take; positive, 30 seconds by default
     * @return the changed copy
     * @throws IllegalArgumentException if the timeout is not positive
     */
    public Systemd withTimeout(Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("the timeout must be positive, not " + timeout);
        }
        return new Systemd(address, runner, timeout, executor);
    }

    /**
     * Returns this manager with another executor for {@link ServiceHandler#async}.
     *
     * @param newExecutor what runs the calls; by default at most eight daemon threads, which end when idle
     * @return the changed copy
     */
    public Systemd withExecutor(Executor newExecutor) {
        return new Systemd(address, runner, timeout(), newExecutor);
    }

    /**
     * Returns which manager this is.
     *
     * @return the address of the manager
     */
    public ManagerAddress address() {
        return address;
    }

    /**
     * Returns what runs this manager's commands.
     *
     * @return the runner
     */
    public CommandRunner runner() {
        return runner;
    }

    /**
     * Returns how long a command that asks, not orders, may take.
     *
     * @return the timeout
     */
    public Duration timeout() {
        return client.commands().timeout();
    }

    /**
     * Returns a handler for a unit. Runs nothing yet; the unit need not exist.
     *
     * @param name the unit's name; {@code .service} may be left out
     * @return the handler
     * @throws IllegalArgumentException if the name is not one that systemd allows, or is that of a template
     */
    public ServiceHandler service(String name) {
        UnitName unit = UnitName.of(name);
        if (unit.isTemplate()) {
            throw new IllegalArgumentException("\"" + name
                    + "\" is a template, which cannot run; name an instance of it, such as " + unit.withInstance("1"));
        }
        return new ServiceHandler(this, unit);
    }

    /**
     * Returns handlers for some units.
     *
     * @param names the units' names; {@code .service} may be left out
     * @return the handlers, in order
     * @throws IllegalArgumentException if a name is not one that systemd allows, or is that of a template
     */
    public List<ServiceHandler> services(String... names) {
        return Arrays.stream(names).map(this::service).toList();
    }

    /**
     * Returns a snapshot of each unit, by two commands at most as long as the names fit on a command line (a megabyte).
     *
     * <p>Asking in detail after a unit that is not loaded costs the manager some milliseconds each time. So this lists what is loaded
     * first, and asks in detail only after those, and after units of which these handlers have not seen the unit file yet. The
     * rest is down: it is reported as {@link ServiceState#STOPPED} with the load state {@code stub} and no details. If somebody else
     * has masked such a unit or removed its file since, only {@link ServiceHandler#status} finds out.
     *
     * @param handlers handlers of this manager's units
     * @return the statuses, in the order of the handlers
     * @throws CommandException if the manager could not be asked
     */
    public Map<ServiceHandler, ServiceStatus> statuses(Collection<ServiceHandler> handlers) {
        List<ServiceHandler> asked = own(handlers);
        return map(asked, new BulkStatusReader(client, asked).read());
    }

    /**
     * Returns a snapshot of each unit by one command as long as the names fit on a command line (a megabyte). Unlike
     * {@link #statuses} it has the manager look at the file of a unit that is not loaded, which costs it some milliseconds each.
     *
     * @param handlers units of this manager
     * @return a status for each, in the order of the handlers
     * @throws IllegalArgumentException if a handler belongs to another manager
     */
    public Map<ServiceHandler, ServiceStatus> fullStatuses(Collection<ServiceHandler> handlers) {
        List<ServiceHandler> asked = own(handlers);
        return map(asked, new BulkStatusReader(client, asked).readInDetail());
    }

    /**
     * Performs a verb on many units by one order to the manager.
     *
     * @param verb what to do
     * @param handlers handlers of this manager's units
     * @return an outcome for each, in the order of the handlers; {@link Outcome.Kind#FAILED} for a unit that does not
     *     exist
     * @throws IllegalArgumentException if a handler is another manager's
     * @throws CommandException if the manager could not be asked, or refused
     */
    public Map<ServiceHandler, Outcome> perform(Verb verb, Collection<ServiceHandler> handlers) {
        Objects.requireNonNull(verb, "verb");
        List<ServiceHandler> units = own(handlers).stream().distinct().toList();
        if (units.isEmpty()) {
            return Map.of();
        }
        List<ServiceStatus> before = new BulkStatusReader(client, units).read();
        List<Outcome> outcomes = new VerbExecution(client, verb, units).run(before);
        return map(units, outcomes);
    }

    /**
     * Asks the journal for what some units wrote, and what systemd wrote about them: all by one journalctl. Runs nothing yet.
     *
     * @param handlers units of this manager, at least one
     * @return a query for all their entries, which {@linkplain JournalEntry#units tell of which units they are}
     * @throws IllegalArgumentException if a handler belongs to another manager, or there is none
     */
    public JournalQuery journal(Collection<ServiceHandler> handlers) {
        return JournalQuery.of(runner, address.arguments(), ServiceHandler.unitNames(own(handlers)))
                .within(timeout());
    }

    /** Performs a verb on one unit, which must exist. */
    Outcome perform(Verb verb, ServiceHandler handler) {
        Outcome outcome = new VerbExecution(client, verb, List.of(handler))
                .run(List.of(read(handler)))
                .get(0);
        if (outcome.kind() == Outcome.Kind.FAILED && outcome.after().state() == ServiceState.NOT_FOUND) {
            throw new UnitNotFoundException(
                    "there is no unit " + handler + " in the " + address
                            + ": check the name, or daemon-reload if its file is new",
                    command(verb, List.of(handler)),
                    null);
        }
        return outcome;
    }

    /**
     * Returns the command that performs a verb on many units, without running it.
     *
     * @param verb what would be done
     * @param handlers handlers of this manager's units
     * @return the exact command
     */
    public Command command(Verb verb, Collection<ServiceHandler> handlers) {
        return Objects.requireNonNull(verb, "verb").command(client.commands(), ServiceHandler.unitNames(own(handlers)));
    }

    /**
     * Lists the units that the manager has loaded: all that are up or have failed, and some others.
     *
     * @param patterns which ones, such as {@code bot-*.service}, of whole names with their suffix; none means all
     * @return a line for each
     * @throws CommandException if the manager could not be asked
     */
    public List<ListedUnit> listUnits(String... patterns) {
        return client.listUnits(List.of(patterns), ListedUnit::of);
    }

    /**
     * Lists the unit files that are installed. The manager reads them all for that, which takes milliseconds each.
     *
     * @param patterns which ones, such as {@code bot-*.service}, of whole names with their suffix; none means all
     * @return a line for each
     * @throws CommandException if the manager could not be asked
     */
    public List<ListedUnitFile> listUnitFiles(String... patterns) {
        return client.listUnitFiles(List.of(patterns), ListedUnitFile::of);
    }

    /**
     * Makes the manager read all unit files again, as is due after one was changed.
     *
     * @throws CommandException if the manager could not be asked, or refused
     */
    public void daemonReload() {
        client.daemonReload(Verb.DEFAULT_DEADLINE);
    }

    /**
     * Writes a unit file to where the manager looks for those that an administrator made, in place of one that may be there, and makes
     * it read it. The unit is neither started nor enabled.
     *
     * <p>A unit that is running goes on as it was: restart it to have it run by the new file.
     *
     * @param name the unit's name; {@code .service} may be left out
     * @param file the unit file
     * @return a handler for the unit
     * @throws IllegalArgumentException if the name is not one that systemd allows, or is that of a template
     * @throws CommandException if the file could not be written, or the manager could not be asked
     */
    public ServiceHandler install(String name, UnitFile file) {
        ServiceHandler handler = service(name);
        new UnitFileInstaller(client, handler.unitName()).install(Objects.requireNonNull(file, "file"));
        return handler;
    }

    /**
     * Stops and disables a unit, removes its file from where {@link #install} puts it, and makes the manager forget it. Does nothing
     * for what is not there. A unit whose file is elsewhere, as a package's is, or that is masked, is left as it is.
     *
     * @param handler a handler of this manager's unit
     * @throws IllegalStateException if the unit's file is not where {@link #install} puts it, or the unit is masked
     * @throws CommandException if the file could not be removed, or the manager could not be asked
     */
    public void uninstall(ServiceHandler handler) {
        own(List.of(Objects.requireNonNull(handler, "handler")));
        UnitFileInstaller installer = new UnitFileInstaller(client, handler.unitName());
        ServiceStatus status = read(handler);
        if (status.state() != ServiceState.NOT_FOUND) {
            installer.check(status);
            handler.perform(Verb.DISABLE.now());
        }
        installer.uninstall();
        // so that it is not taken for a unit that merely is not loaded
        read(handler);
    }

    /**
     * Returns the manager's version; a cheap way to find out whether there is one.
     *
     * @return its major version, such as 252
     * @throws ManagerUnavailableException if none answers; the message says what to do
     * @throws CommandException if it could not be asked for another reason
     */
    public int version() {
        return client.version();
    }

    ServiceStatus read(ServiceHandler handler) {
        long readAt = System.nanoTime();
        ServiceStatus status = StatusReader.ask(client, handler.unitName());
        handler.tracker().observe(status, readAt, time().instant());
        return status;
    }

    /**
     * Returns the command that reads a unit's status, without running it.
     *
     * @param handler the unit
     * @return the exact command
     */
    public Command statusCommand(ServiceHandler handler) {
        return client.commands().show(List.of(handler.unitName()), StatusProperties.ALL);
    }

    StatusPoller polling(ServiceHandler handler) {
        return new StatusPoller(time(), () -> read(handler), statusCommand(handler));
    }

    SystemctlClient client() {
        return client;
    }

    TimeSource time() {
        return client.time();
    }

    Executor executor() {
        return executor;
    }

    private List<ServiceHandler> own(Collection<ServiceHandler> handlers) {
        for (ServiceHandler handler : Objects.requireNonNull(handlers, "handlers")) {
            if (!equals(handler.systemd())) {
                throw new IllegalArgumentException(
                        handler + " is a unit of the " + handler.systemd() + ", not of this " + address);
            }
        }
        return List.copyOf(handlers);
    }

    private static <T> Map<ServiceHandler, T> map(List<ServiceHandler> handlers, List<T> values) {
        Map<ServiceHandler, T> map = new LinkedHashMap<>();
        for (int i = 0; i < handlers.size(); i++) {
            map.put(handlers.get(i), values.get(i));
        }
        return map;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Systemd that && address.equals(that.address) && runner.equals(that.runner);
    }

    @Override
    public int hashCode() {
        return Objects.hash(address, runner);
    }

    /** Returns which manager this is, such as {@code user manager}. */
    @Override
    public String toString() {
        return address.toString();
    }
}
