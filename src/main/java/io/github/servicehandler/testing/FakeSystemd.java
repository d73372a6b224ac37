package io.github.servicehandler.testing;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.testing.internal.bus.BridgeRunner;
import io.github.servicehandler.testing.internal.bus.BusRegistry;
import io.github.servicehandler.testing.internal.bus.StdioBridgeOptions;
import io.github.servicehandler.testing.internal.cli.CommandReply;
import io.github.servicehandler.testing.internal.cli.FakeFileCommands;
import io.github.servicehandler.testing.internal.cli.FakeJournalctl;
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
import org.jspecify.annotations.Nullable;

/**
 * Is a systemd in memory, for tests of code that drives services. It understands the command lines of
 * {@code systemctl}, {@code journalctl} and {@code systemd-run}, so that all of the code under test runs as it does on
 * the real one.
 *
 * <pre>{@code
 * FakeSystemd fake = FakeSystemd.create();
 * fake.install("MyBot.service");
 * ServiceHandler bot = Systemd.of(Target.user(), fake).service("MyBot");
 * bot.start();
 * fake.unit("MyBot.service").crash(1);
 * assertThat(bot.state()).isEqualTo(ServiceState.ERROR);
 * }</pre>
 *
 * <p>It is one machine with a user's manager and the system's; what is called here is about the user's unless it is
 * asked for {@link #system()}. Time is virtual: it passes when somebody waits for it, by {@link #advance(Duration)}, by
 * {@link #time()}'s {@code sleep} or because a command waits for a service, and each command takes 5 ms of it. It
 * begins with the year 2026 in UTC; code under test asks {@code systemd.runner().time()} for it. Nothing is ever run,
 * and no file is read or written.
 *
 * <p>A service whose program the fake does not know is healthy: it starts at once, is ready at once, and runs until it
 * is stopped; as a {@code oneshot} or in {@code ExecStartPre=} and the like it ends at once with success. So a mistake
 * in an {@code ExecStart=} line goes unseen here. {@link FakeUnit#behaves(ProgramBehaviour)} and
 * {@link #program(String, Behaviour)} say otherwise; which programs are known, and all that is not as in the real one,
 * is in the table of this package's description.
 *
 * <p>A mistake in a test, or a command that the fake does not know, is a {@link FakeSystemdException} that says what to
 * write. Thread-safe.
 */
public final class FakeSystemd implements CommandRunner {

    /** The version that the fake is by default. */
    public static final int DEFAULT_VERSION = 252;

    private static final List<Integer> VERSIONS = List.of(247, 252, 257, 262);

    private final int version;
    private final BusRegistry buses = new BusRegistry();
    private final BridgeRunner bridges;
    private final VirtualTime time;
    private final FileTree files = new InMemoryFileTree();
    private final MachineInfo machine = new MachineInfo();
    private final FakeJournal journal;
    private final ManagerRegistry managers;
    private final FakeSystemctl systemctl;
    private final FakeJournalctl journalctl;
    private final FakeFileCommands fileCommands = new FakeFileCommands(files, machine);
    private final List<Command> commands = new ArrayList<>();
    private @Nullable Fault fault;
    private @Nullable Fault nextFault;

    private FakeSystemd(int version) {
        this.version = version;
        bridges = new BridgeRunner(version, buses, FakeSystemdException::reporting);
        time = new VirtualTime(this::settle, bridges);
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
     * Creates a fake of another version with no services.
     *
     * @param version 247, 252, 257 or 262
     * @return the fake
     * @throws IllegalArgumentException if it is another number
     */
    public static FakeSystemd create(int version) {
        if (!VERSIONS.contains(version)) {
            throw new IllegalArgumentException("there is a fake of systemd " + VERSIONS + ", not of " + version);
        }
        return new FakeSystemd(version);
    }

    /**
     * Installs a healthy service of the user: it starts at once, runs until it is stopped, and can be enabled.
     *
     * @param name its name, such as {@code MyBot.service}; {@code .service} may be left out
     * @return the unit, to script what it does
     */
    public FakeUnit install(String name) {
        return user().install(name);
    }

    /**
     * Installs a unit of the user.
     *
     * @param name its name
     * @param file what its file says
     * @return the unit, to script what it does
     */
    public FakeUnit install(String name, UnitFile file) {
        return user().install(name, file);
    }

    /**
     * Installs a unit of the user from the text of a unit file.
     *
     * @param name its name
     * @param text the text, as a file would hold it; systemd's ways with bad text are the fake's
     * @return the unit, to script what it does
     */
    public FakeUnit install(String name, String text) {
        return user().install(name, text);
    }

    /**
     * Returns a unit of the user.
     *
     * @param name its name, an installed unit's
     * @return the unit
     * @throws FakeSystemdException if no such unit is installed
     */
    public FakeUnit unit(String name) {
        return user().unit(name);
    }

    /**
     * Returns the user's manager, the one for {@code systemctl --user}.
     *
     * @return the manager
     */
    public FakeManager user() {
        return new FakeManager(manager(ManagerScope.USER));
    }

    /**
     * Returns the system's manager.
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
     * Returns the commands that were run, the oldest first.
     *
     * @return a copy
     */
    public List<Command> commands() {
        synchronized (time) {
            return List.copyOf(commands);
        }
    }

    /**
     * Lets time pass, with all that happens in it: timeouts, automatic restarts, what services do by themselves.
     *
     * @param duration how long; not negative, and at most a thousand years
     * @throws IllegalArgumentException if it is not
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time does not go back: " + duration);
        }
        time.advance(duration);
    }

    /**
     * Says what a program does wherever a unit runs it, as a main process or in {@code ExecStartPre=} and the like, and
     * where the code under test runs it as a command of its own: there it has ended, with success if the behaviour does
     * not say how, once all of it is done.
     *
     * @param path the program as the unit file or the command writes it, such as {@code /usr/bin/backup}
     * @param behaviour what it does
     */
    public void program(String path, ProgramBehaviour behaviour) {
        synchronized (time) {
            machine.programs().describe(path, behaviour.program());
        }
    }

    /**
     * Makes a path exist or not: for {@code ConditionPathExists=} and its likes, and for whoever asks which of a unit's
     * files there are. At first next to nothing exists but unit files.
     *
     * @param path an absolute path
     * @param exists whether it exists
     */
    public void path(String path, boolean exists) {
        synchronized (time) {
            if (exists) {
                machine.addPath(path);
            } else {
                machine.removePath(path);
            }
        }
    }

    /**
     * Makes all commands that a fault is about fail from now on, until {@link #recover()}. What was started before goes
     * on; {@link #disconnect()} ends bridges.
     *
     * @param how what goes wrong
     */
    public void fail(Fault how) {
        synchronized (time) {
            fault = how;
        }
    }

    /**
     * Makes the next command fail that the fault is about, and only that. A verb asks for the unit's status before it
     * gives its order, so {@link Fault#busGone()} meets that question, {@link Fault#permissionDenied()} the order.
     *
     * @param how what goes wrong
     */
    public void failNext(Fault how) {
        synchronized (time) {
            nextFault = how;
        }
    }

    /** Ends what {@link #fail(Fault)} began. */
    public void recover() {
        synchronized (time) {
            fault = null;
            nextFault = null;
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
            long begin = time.micros();
            CommandResult failure = failure(command);
            if (failure != null) {
                return failure;
            }
            CommandReply reply = new CommandReply();
            answer(command, reply, begin + micros(command.timeout()));
            settle();
            time.runUntil(time.micros() + FakeSystemctl.COMMAND_MICROS);
            return reply.result(Duration.of(time.micros() - begin, ChronoUnit.MICROS));
        }
    }

    /** Returns what a fault makes of a command, or {@code null} if nothing goes wrong. */
    private @Nullable CommandResult failure(Command command) {
        Fault next = nextFault;
        if (next != null) {
            nextFault = null;
            CommandResult answer = next.answer(command, time, version);
            if (answer != null) {
                return answer;
            }
            // it is about other commands, and waits for one of them
            nextFault = next;
        }
        return fault == null ? null : fault.answer(command, time, version);
    }

    /**
     * Ends all bridges to a manager's bus, as when a user logs out or the bus is started again. Bridges that are
     * started afterwards work.
     */
    public void disconnect() {
        synchronized (time) {
            bridges.endAll();
        }
    }

    /**
     * Starts {@code journalctl}, whose lines with {@code --follow} come as the fake's services write them, or
     * {@code systemd-stdio-bridge}, which carries the bus of a manager. Both wait in real time for what they are to
     * write, and end when they are closed.
     *
     * <p>Of what happens in the fake, clients of a bus hear by systemd's signals, each on the thread that reads what
     * the bridge writes. Whatever makes something happen, such as {@link #run}, {@link #advance} or
     * {@link FakeUnit#crash(int)}, returns when these threads are back to read more and nothing is left to read;
     * {@link #advance} waits so before anything else happens. A thread that reads from a bridge waits for no other, and
     * nobody waits for longer than 2 seconds: then a warning is logged.
     *
     * <p>What a client has not written yet nobody knows of. So when a watch has just found contact again, or a bridge
     * where there was none, it may still be about to ask how its units are; its {@code await} waits for the answers.
     *
     * @param command what to start
     * @return the running command, to be closed by the caller
     * @throws FakeSystemdException if it is another command
     */
    @Override
    public RunningCommand start(Command command) {
        return FakeSystemdException.reporting(() -> begin(command));
    }

    private RunningCommand begin(Command command) {
        synchronized (time) {
            commands.add(command);
            CommandResult failure = failure(command);
            if (failure != null) {
                return FakeRunningCommand.ended(command, time, failure);
            }
            return switch (UnitFileLookup.fileName(command.program())) {
                case "journalctl" -> journalctl.start(command);
                case StdioBridgeOptions.PROGRAM -> bridges.start(command, managers, time);
                default ->
                    throw new FakeSystemdException(
                            "the fake starts only journalctl and systemd-stdio-bridge, not " + command);
            };
        }
    }

    private static long micros(Duration duration) {
        return duration.compareTo(Duration.ofDays(10_000)) > 0 ? Long.MAX_VALUE / 4 : duration.toNanos() / 1000;
    }

    private void answer(Command command, CommandReply reply, long deadline) {
        switch (UnitFileLookup.fileName(command.program())) {
            case "systemctl" -> systemctl.run(command, reply, deadline);
            case "systemd-run" -> FakeSystemdRun.run(managers, command, reply, deadline);
            case "journalctl" -> journalctl.run(command, reply);
            case "install" -> fileCommands.install(command, reply);
            case "rm" -> fileCommands.rm(command, reply);
            case "find" -> fileCommands.find(command, reply);
            default -> runProgram(command, reply, deadline);
        }
    }

    private void runProgram(Command command, CommandReply reply, long deadline) {
        if (!ProgramRun.run(machine.programs(), time, command, reply, deadline)) {
            throw new FakeSystemdException(
                    "the fake knows systemctl, journalctl, systemd-run, install, rm, find and what"
                            + " program(path, behaviour) was called for, not \"" + command.program() + "\" in: "
                            + command);
        }
    }

    FileTree files() {
        return files;
    }

    private void settle() {
        FakeSystemdException.reporting(managers::settle);
    }

    /**
     * Returns the fake's virtual time. Sleeping on it lets it pass at once.
     *
     * @return the time source; thread-safe
     */
    @Override
    public TimeSource time() {
        return time;
    }
}
