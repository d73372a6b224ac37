package io.github.servicehandler.testing;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.CommandStartException;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.testing.internal.bus.BridgeRunner;
import io.github.servicehandler.testing.internal.bus.BusRegistry;
import io.github.servicehandler.testing.internal.bus.StdioBridgeCommandLine;
import io.github.servicehandler.testing.internal.cli.CommandReply;
import io.github.servicehandler.testing.internal.cli.FakeFileCommands;
import io.github.servicehandler.testing.internal.cli.FakeJournalctl;
import io.github.servicehandler.testing.internal.cli.FakeLoginctl;
import io.github.servicehandler.testing.internal.cli.FakeRunningCommand;
import io.github.servicehandler.testing.internal.cli.FakeSystemctl;
import io.github.servicehandler.testing.internal.cli.FakeSystemdRun;
import io.github.servicehandler.testing.internal.cli.ProgramRun;
import io.github.servicehandler.testing.internal.files.FileTree;
import io.github.servicehandler.testing.internal.files.InMemoryFileTree;
import io.github.servicehandler.testing.internal.files.ManagerScope;
import io.github.servicehandler.testing.internal.files.UnitFileLookup;
import io.github.servicehandler.testing.internal.journal.FakeJournal;
import io.github.servicehandler.testing.internal.manager.Manager;
import io.github.servicehandler.testing.internal.manager.ManagerRegistry;
import io.github.servicehandler.testing.internal.process.MachineInfo;
import io.github.servicehandler.testing.internal.time.VirtualTime;
import io.github.servicehandler.unit.UnitFile;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An in-memory systemd for tests of code that controls services. It understands the command lines of {@code systemctl},
 * {@code journalctl} and {@code systemd-run}, so the code under test runs exactly as it does on a real systemd.
 *
 * <pre>{@code
 * FakeSystemd fake = FakeSystemd.create();
 * fake.install("MyBot.service");
 * ServiceHandler bot = Systemd.of(ManagerAddress.user(), fake).service("MyBot");
 * bot.start();
 * fake.unit("MyBot.service").crash(1);
 * assertThat(bot.state()).isEqualTo(ServiceState.ERROR);
 * }</pre>
 *
 * <p>The fake represents one machine with one user manager and one system manager. Methods that act on units use the
 * user manager; call {@link #system()} for the system manager.
 *
 * <p>Time is virtual and starts at the beginning of the year 2026 in UTC. It advances when a test calls
 * {@link #advance(Duration)} or {@code sleep} on {@link #time()}, and while a command waits for a service. Each command
 * that is run, and each job that a D-Bus client starts, takes at least 5 ms. Code under test reads the time from
 * {@code systemd.runner().time()}. The fake executes no programs and reads and writes no files.
 *
 * <p>In a unit, a program that the fake does not know counts as healthy: the service starts at once, is ready at once,
 * and runs until it is stopped. In a {@code oneshot} service, and in {@code ExecStartPre=} and similar settings, an
 * unknown program succeeds at once. So the fake does not detect a mistake in an {@code ExecStart=} line. If the code
 * under test runs an unknown program as a separate command, outside any unit, that causes a
 * {@link FakeSystemdException}. To define what a program does, call {@link FakeUnit#behaves(ProgramBehaviour)} or
 * {@link #program(String, ProgramBehaviour)}. The description of this package lists the programs that the fake knows,
 * and everything in which it differs from a real systemd.
 *
 * <p>A mistake in a test, or a command that the fake does not support, causes a {@link FakeSystemdException} whose
 * message says what to write instead. Thread-safe.
 */
public final class FakeSystemd implements CommandRunner {

    /** The systemd version that the fake imitates by default. */
    public static final int DEFAULT_VERSION = 252;

    private static final List<Integer> VERSIONS = List.of(247, 252, 257, 262);

    private final int version;
    private final ActiveFaults faults = new ActiveFaults();
    private final BusRegistry buses = new BusRegistry(faults::denyRequest);
    private final BridgeRunner bridges;
    private final VirtualTime time;
    private final FileTree files = new InMemoryFileTree();
    private final MachineInfo machine = new MachineInfo();
    private final FakeJournal journal;
    private final ManagerRegistry managers;
    private final FakeSystemctl systemctl;
    private final FakeJournalctl journalctl;
    private final FakeFileCommands fileCommands;
    private final List<Command> commands = new ArrayList<>();

    private FakeSystemd(int version) {
        this.version = version;
        bridges = new BridgeRunner(version, buses, FakeSystemdException::reporting);
        time = new VirtualTime(this::settle, bridges);
        fileCommands = new FakeFileCommands(files, machine, time);
        journal = new FakeJournal(time);
        journalctl = new FakeJournalctl(journal, time);
        managers = new ManagerRegistry(
                scope -> new Manager(scope, version, time, machine, journal, files, buses::connect));
        systemctl = new FakeSystemctl(managers, version);
    }

    /**
     * Creates a fake of systemd 252 with no services.
     *
     * @return the fake
     */
    public static FakeSystemd create() {
        return create(DEFAULT_VERSION);
    }

    /**
     * Creates a fake of the given systemd version with no services.
     *
     * @param version the version: 247, 252, 257 or 262
     * @return the fake
     * @throws IllegalArgumentException if the version is any other number
     */
    public static FakeSystemd create(int version) {
        if (!VERSIONS.contains(version)) {
            throw new IllegalArgumentException("version must be one of " + VERSIONS + ", but was " + version);
        }
        return new FakeSystemd(version);
    }

    /**
     * Installs a healthy service in the user manager, but does not start it. Once started, it is ready at once and runs
     * until it is stopped. It can be enabled.
     *
     * @param name the unit's name, such as {@code MyBot.service}; the suffix {@code .service} may be omitted
     * @return the installed unit
     */
    public FakeUnit install(String name) {
        return user().install(name);
    }

    /**
     * Installs a unit in the user manager.
     *
     * @param name the unit's name; the suffix {@code .service} may be omitted
     * @param file the unit file
     * @return the installed unit
     */
    public FakeUnit install(String name, UnitFile file) {
        return user().install(name, file);
    }

    /**
     * Installs a unit in the user manager from the text of a unit file.
     *
     * @param name the unit's name; the suffix {@code .service} may be omitted
     * @param text the content of the unit file; the fake handles invalid content as systemd does
     * @return the installed unit
     */
    public FakeUnit install(String name, String text) {
        return user().install(name, text);
    }

    /**
     * Returns an installed unit of the user manager.
     *
     * @param name the unit's name; the suffix {@code .service} may be omitted
     * @return the unit
     * @throws FakeSystemdException if no such unit is installed
     */
    public FakeUnit unit(String name) {
        return user().unit(name);
    }

    /**
     * Returns the user manager, which answers {@code systemctl --user}.
     *
     * @return the manager
     */
    public FakeManager user() {
        return new FakeManager(manager(ManagerScope.USER));
    }

    /**
     * Returns the system manager.
     *
     * @return the manager
     */
    public FakeManager system() {
        return new FakeManager(manager(ManagerScope.SYSTEM));
    }

    private Manager manager(ManagerScope scope) {
        synchronized (time) {
            return managers.of(scope);
        }
    }

    /**
     * Returns all commands that were run or started, oldest first.
     *
     * @return an immutable copy
     */
    public List<Command> commands() {
        synchronized (time) {
            return List.copyOf(commands);
        }
    }

    /**
     * Returns all requests that clients have sent over the managers' buses instead of by commands, oldest first: calls
     * of methods that change something, such as {@code RestartUnit(bot.service, replace)}. A watchdog gives its orders
     * in this way.
     *
     * @return an immutable copy
     */
    public List<String> busRequests() {
        synchronized (time) {
            return buses.requests();
        }
    }

    /**
     * Advances the virtual time and carries out everything that happens in it, such as timeouts, automatic restarts and
     * the actions of services.
     *
     * @param duration the time to advance by; not negative, and at most a thousand years of 365 days
     * @throws IllegalArgumentException if the duration is negative or too long
     * @throws FakeSystemdException if an event in that time reveals a mistake in the test
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration must not be negative, but was " + duration);
        }
        time.advance(duration);
    }

    /**
     * Defines what a program does. The definition applies wherever a unit runs the program: as a main process, and in
     * {@code ExecStartPre=} and similar settings. It also applies where the code under test runs the program as a
     * separate command. A separate command ends after the last step of the behaviour. It succeeds unless the behaviour
     * defines another end.
     *
     * @param path the program exactly as the unit file or the command names it, such as {@code /usr/bin/backup}
     * @param behaviour what the program does
     */
    public void program(String path, ProgramBehaviour behaviour) {
        synchronized (time) {
            machine.programs().describe(path, behaviour.program());
        }
    }

    /**
     * Sets whether a path exists. {@code ConditionPathExists=} and similar conditions use this, so do path units, and
     * so does the library when it checks which files of a unit exist. Initially, these paths exist: {@code /bin/sh},
     * {@code /dev/null}, {@code /etc/passwd}, and the directories {@code /}, {@code /etc}, {@code /usr}, {@code /bin}
     * and {@code /tmp}. For the library, unit files always exist. For {@code ConditionPathExists=} they exist only
     * after a call of this method.
     *
     * @param path an absolute path
     * @param exists whether the path exists
     */
    public void path(String path, boolean exists) {
        synchronized (time) {
            if (exists) {
                machine.addPath(path);
            } else {
                machine.removePath(path);
            }
            managers.pathsChanged();
            settle();
        }
    }

    /**
     * Applies a fault to every command that it affects, until {@link #recover()} is called. Commands that were started
     * earlier continue; {@link #disconnect()} ends the bridges among them.
     *
     * @param fault what goes wrong
     */
    public void fail(Fault fault) {
        synchronized (time) {
            faults.setOngoing(fault);
        }
    }

    /**
     * Applies a fault only to the next command that it affects. Methods such as {@code ServiceHandler.start()} first
     * read the unit's status and then run a command that changes it. So {@link Fault#busGone()} makes the first of
     * these commands fail, and {@link Fault#permissionDenied()} the second.
     *
     * @param fault what goes wrong
     */
    public void failNext(Fault fault) {
        synchronized (time) {
            faults.setNext(fault);
        }
    }

    /**
     * Delays the manager's signals from now on, as a bus under load does. What {@code systemctl} answers is not
     * delayed, so a program may see the effect of a command before the signals that tell of it. The order of what a
     * client of the bus receives does not change: a reply to a client comes after the signals before it, which are then
     * delivered at once.
     *
     * @param delay how long each signal is on its way, in virtual time; zero ends the delay of later signals
     */
    public void delaySignals(Duration delay) {
        synchronized (time) {
            buses.delaySignals(TimeUnit.MICROSECONDS.convert(delay));
        }
    }

    /** Removes the faults that {@link #fail(Fault)} and {@link #failNext(Fault)} have set. */
    public void recover() {
        synchronized (time) {
            faults.clear();
        }
    }

    @Override
    public CommandResult run(Command command) {
        CommandResult result = FakeSystemdException.reporting(() -> answer(command));
        time.runDueTasks();
        return result;
    }

    private CommandResult answer(Command command) {
        synchronized (time) {
            commands.add(command);
            CommandResult failure = faults.answer(command, machine());
            return failure != null ? failure : carryOut(command);
        }
    }

    private CommandResult carryOut(Command command) {
        long begin = time.micros();
        CommandReply reply = new CommandReply();
        answer(command, reply, begin + micros(command.timeout()));
        settle();
        time.runUntil(time.micros() + FakeSystemctl.COMMAND_MICROS);
        return reply.result(Duration.of(time.micros() - begin, ChronoUnit.MICROS));
    }

    private Fault.Machine machine() {
        return new Fault.Machine(time, version, fileCommands);
    }

    /**
     * Ends all running bridges to the managers' buses, as happens when a user logs out or the bus is restarted. Bridges
     * that are started afterwards work.
     */
    public void disconnect() {
        synchronized (time) {
            bridges.endAll();
        }
    }

    /**
     * Starts {@code journalctl}, {@code systemd-run} or {@code systemd-stdio-bridge}. With {@code --follow},
     * {@code journalctl} writes entries as the fake's services log them. The bridge connects its client to the D-Bus
     * bus of a manager. Readers of both wait in real time for output. A started command runs until it is closed;
     * {@code journalctl} without {@code --follow} and {@code systemd-run} have already ended when this method returns.
     *
     * <p>Clients of a bus receive systemd's signals, each on the thread that reads the output of its bridge. A call
     * that causes signals, such as {@link #run}, {@link #advance} or {@link FakeUnit#crash(int)}, returns only after
     * these threads have read all signals and are waiting to read more. A watch of this library may answer a signal
     * with a request to the manager. Such a call returns only after that request, too, has been answered.
     * {@link #advance} also waits for these threads before it carries out the next event. A wait ends after 2 seconds
     * with a warning in the log. A call on a thread that itself reads from a bridge does not wait.
     *
     * <p>The fake cannot wait for a request that a client has not written yet. For example, a watch that has just
     * regained contact, or that has just found a bridge, may not have requested the states of its units yet. Its
     * {@code await} method waits for the answers.
     *
     * @param command the command to start
     * @return the running command, which the caller must close
     * @throws FakeSystemdException if the program is another one
     */
    @Override
    public RunningCommand start(Command command) {
        return FakeSystemdException.reporting(() -> begin(command));
    }

    private RunningCommand begin(Command command) {
        synchronized (time) {
            commands.add(command);
            CommandResult failure = faults.answer(command, machine());
            if (failure != null) {
                return FakeRunningCommand.ended(command, time, failure);
            }
            return switch (UnitFileLookup.fileName(command.program())) {
                case "journalctl" -> journalctl.start(command);
                case "systemd-run" -> FakeRunningCommand.ended(command, time, carryOut(command));
                case StdioBridgeCommandLine.PROGRAM -> bridges.start(command, managers, time);
                default ->
                    throw new FakeSystemdException(
                            "start(command) supports only journalctl, systemd-run and systemd-stdio-bridge, not \""
                                    + command + "\"; for other programs write run(command)");
            };
        }
    }

    private static long micros(Duration duration) {
        return duration.compareTo(Duration.ofDays(10_000)) > 0 ? Long.MAX_VALUE / 4 : duration.toNanos() / 1000;
    }

    private void answer(Command command, CommandReply reply, long deadline) {
        String program = UnitFileLookup.fileName(command.program());
        switch (program) {
            case "systemctl" -> systemctl.run(command, reply, deadline);
            case "systemd-run" -> FakeSystemdRun.run(managers, command, reply, deadline);
            case "journalctl" -> journalctl.run(command, reply);
            case "install" -> fileCommands.install(command, reply);
            case "dd" -> fileCommands.dd(command, reply);
            case "mv" -> fileCommands.mv(command, reply);
            case "sync" -> {}
            case "rm" -> fileCommands.rm(command, reply);
            case "find" -> fileCommands.find(command, reply);
            case "loginctl", "id" -> FakeLoginctl.run(files, command, reply);
            default -> {
                if (!program.equals("head") || !fileCommands.head(command, reply)) {
                    runProgram(command, reply, deadline);
                }
            }
        }
    }

    private void runProgram(Command command, CommandReply reply, long deadline) {
        if (!ProgramRun.run(machine.programs(), time, command, reply, deadline)) {
            if (UnitFileLookup.fileName(command.program()).equals("systemd-analyze")) {
                throw new CommandStartException("the fake has no systemd-analyze", command, true, null);
            }
            throw new FakeSystemdException(
                    "the fake does not know the program \"" + command.program() + "\" of the command \"" + command
                            + "\"; it knows systemctl, journalctl, systemd-run, install, dd, mv, sync, rm, find,"
                            + " loginctl, id, true, false, sleep, echo and sh; for others write"
                            + " fake.program(path, behaviour) first");
        }
    }

    FileTree files() {
        return files;
    }

    private void settle() {
        FakeSystemdException.reporting(managers::settle);
    }

    /**
     * Returns the fake's virtual time. Its {@code sleep} advances the virtual time and returns without waiting in real
     * time.
     *
     * @return the time source; thread-safe
     */
    @Override
    public TimeSource time() {
        return time;
    }
}
