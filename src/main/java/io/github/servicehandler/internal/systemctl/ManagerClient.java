package io.github.servicehandler.internal.systemctl;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.CommandStartException;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.ManagerRoute;
import io.github.servicehandler.command.ManagerUnavailableException;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client of one manager: runs commands and asks questions, and turns the output of commands into values and their
 * errors into exceptions. Thread-safe.
 */
public final class ManagerClient implements ManagerQueries {

    private static final Logger log = LoggerFactory.getLogger(ManagerClient.class.getPackageName());

    private static final ManagerRoute BY_SYSTEMCTL =
            new ManagerRoute(ManagerRoute.Kind.SYSTEMCTL, "the bus is not to be used");

    private final ManagerAddress address;
    private final CommandRunner runner;
    private final SystemctlCommands commands;
    private final CommandLimit.Pair limits;
    private final ManagerAccess access;
    private final ReentrantLock reloading = new ReentrantLock();

    /**
     * Creates a client that uses systemctl only. Runs nothing.
     *
     * @param timeout the timeout of commands that have none of their own
     */
    public ManagerClient(ManagerAddress address, CommandRunner runner, Duration timeout) {
        this(address, runner, timeout, bySystemctl -> bySystemctl);
    }

    /**
     * Creates a client. Runs nothing.
     *
     * @param timeout the timeout of commands that have none of their own
     * @param access returns the way to the manager, given the way by systemctl
     */
    public ManagerClient(
            ManagerAddress address, CommandRunner runner, Duration timeout, UnaryOperator<ManagerAccess> access) {
        this.address = address;
        this.runner = runner;
        this.limits = CommandLimit.of(runner, address);
        this.commands = new SystemctlCommands(address.arguments(), timeout);
        this.access = access.apply(
                new ManagerAccess(new SystemctlQueries(this), this::runVerbBySystemctl, () -> BY_SYSTEMCTL));
    }

    /** Returns the way to the manager that is in use. */
    public ManagerRoute route() {
        return access.route().get();
    }

    /** Returns the address of the manager. */
    public ManagerAddress address() {
        return address;
    }

    /** Returns the command lines for this manager. */
    public SystemctlCommands commands() {
        return commands;
    }

    /** Returns the time by which to measure and wait. */
    public TimeSource time() {
        return TimeSource.of(runner);
    }

    /** Returns whether commands run on this machine, as this user. */
    public boolean isLocal() {
        return runner.isLocal();
    }

    /** Runs a command other than a verb, and returns its result even if it fails. */
    public CommandResult run(Command command) {
        return run(command, limits.queries());
    }

    private CommandResult run(Command command, CommandLimit limit) {
        log.debug("running {}", command);
        try {
            CommandResult result = Objects.requireNonNull(
                    limit.run(runner, command),
                    () -> "the runner's run() returned null for \"" + command
                            + "\": a mock needs a result for this command");
            log.debug(
                    "{} exited with {} after {} ms",
                    command.program(),
                    result.exitCode(),
                    result.took().toMillis());
            return result;
        } catch (CommandStartException e) {
            throw command.program().equals(ProgramNames.SYSTEMCTL) ? SystemctlErrors.translate(e) : e;
        }
    }

    /** Runs a command, and parses its output; throws an exception if either fails. */
    public <T> T read(Command command, Function<String, T> parser) {
        return parse(command, runChecked(command), parser);
    }

    /** Runs a command, and throws an exception if it fails. */
    public CommandResult runChecked(Command command) {
        return checked(command, run(command));
    }

    private static CommandResult checked(Command command, CommandResult result) {
        if (!result.succeeded()) {
            throw SystemctlErrors.translate(command, result);
        }
        return result;
    }

    /** Returns the exception for a command that failed. */
    public static CommandException failure(Command command, CommandResult result) {
        return SystemctlErrors.translate(command, result);
    }

    private VerbAnswer runVerbBySystemctl(VerbRequest request) {
        return VerbAnswer.of(run(command(request), limits.verbs()));
    }

    /** Returns the command that makes a request. */
    public Command command(VerbRequest request) {
        return request.command(commands);
    }

    /** Makes a request, and returns its answer even if it failed because of the units. Any other failure is thrown. */
    public VerbAnswer perform(VerbRequest request) {
        VerbAnswer answer = access.verbs().send(request);
        if (SystemctlErrors.isManagerFailure(answer.result(), request.units().size())) {
            throw SystemctlErrors.translate(command(request), answer.result());
        }
        return answer;
    }

    /**
     * Makes the manager read all unit files again. Only one reload runs at a time; the timeout is also that of the wait
     * for another one.
     */
    public void daemonReload(Duration timeout) {
        Command command = commands.daemonReload(timeout);
        awaitOtherReload(command);
        try {
            checked(command, run(command, limits.verbs()));
        } finally {
            reloading.unlock();
        }
    }

    private void awaitOtherReload(Command command) {
        try {
            if (!reloading.tryLock(TimeUnit.NANOSECONDS.convert(command.timeout()), TimeUnit.NANOSECONDS)) {
                throw new ManagerUnavailableException(
                        "another reload of the manager has not ended within "
                                + command.timeout().toMillis() + " ms",
                        command,
                        null,
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandInterruptedException(command);
        }
    }

    @Override
    public <T> List<T> show(
            List<UnitName> units, List<String> properties, BiFunction<UnitName, UnitProperties, T> reader) {
        return access.queries().show(units, properties, reader);
    }

    @Override
    public <T> List<Optional<T>> showLoaded(
            List<UnitName> units, List<String> properties, BiFunction<UnitName, UnitProperties, T> reader) {
        return access.queries().showLoaded(units, properties, reader);
    }

    @Override
    public <T> List<T> listUnits(List<String> patterns, Function<Map<String, String>, T> entry) {
        return access.queries().listUnits(patterns, entry);
    }

    @Override
    public <T> List<T> listUnitFiles(List<String> patterns, Function<Map<String, String>, T> entry) {
        return access.queries().listUnitFiles(patterns, entry);
    }

    @Override
    public UnitProperties managerProperties(String... names) {
        return access.queries().managerProperties(names);
    }

    /** Parses a command's output. If that fails, the exception contains the command. */
    static <T> T parse(Command command, CommandResult result, Function<String, T> parser) {
        try {
            return parser.apply(result.stdout());
        } catch (IllegalArgumentException e) {
            throw SystemctlErrors.unreadable(command, result, e);
        }
    }
}
