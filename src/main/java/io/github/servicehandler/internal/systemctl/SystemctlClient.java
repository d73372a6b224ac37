package io.github.servicehandler.internal.systemctl;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.CommandStartException;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.ManagerUnavailableException;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client of one manager: runs commands, and turns their output into values and their errors into exceptions.
 * Thread-safe.
 */
public final class SystemctlClient {

    private static final Logger log = LoggerFactory.getLogger(SystemctlClient.class.getPackageName());

    /**
     * The maximum number of characters of names on one command line: the system allows 2 MiB, including the
     * environment.
     */
    private static final int LONGEST_LINE = 1024 * 1024;

    private static final Pattern LEADING_DIGITS = Pattern.compile("\\d{1,6}");

    private final ManagerAddress address;
    private final CommandRunner runner;
    private final SystemctlCommands commands;
    private final CommandLimit.Pair limits;
    private final ReentrantLock reloading = new ReentrantLock();

    /**
     * Creates a client. Runs nothing.
     *
     * @param timeout the timeout of commands that have none of their own
     */
    public SystemctlClient(ManagerAddress address, CommandRunner runner, Duration timeout) {
        this.address = address;
        this.runner = runner;
        this.limits = CommandLimit.of(runner, address);
        this.commands = new SystemctlCommands(address.arguments(), timeout);
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

    /**
     * Runs a verb, and returns its result even if it failed because of the units. Any other failure is thrown.
     *
     * @param units the number of units
     */
    public CommandResult runVerb(Command command, int units) {
        CommandResult result = run(command, limits.verbs());
        if (SystemctlErrors.isManagerFailure(result, units)) {
            throw SystemctlErrors.translate(command, result);
        }
        return result;
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

    /**
     * Reads the properties of each unit, and returns what {@code reader} makes of them, in the order of the names. A
     * unit that is not loaded costs the manager some milliseconds.
     *
     * @param properties the names of the properties to read
     * @param reader refuses properties with an {@link IllegalArgumentException}, which is reported with the command
     */
    public <T> List<T> show(
            List<UnitName> units, List<String> properties, BiFunction<UnitName, UnitProperties, T> reader) {
        List<T> results = new ArrayList<>(units.size());
        int begin = 0;
        while (begin < units.size()) {
            int end = batchEnd(units, begin);
            List<UnitName> batch = units.subList(begin, end);
            results.addAll(show(commands.show(batch, properties), text -> ShowOutputParser.read(text, batch, reader)));
            begin = end;
        }
        return results;
    }

    private static int batchEnd(List<UnitName> units, int begin) {
        int length = 0;
        for (int i = begin; i < units.size(); i++) {
            length += units.get(i).toString().length() + 1;
            if (length > LONGEST_LINE) {
                return i;
            }
        }
        return units.size();
    }

    private static UnitProperties single(String text) {
        return ShowOutputParser.parse(text).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no properties"));
    }

    private <T> T show(Command command, Function<String, T> parser) {
        CommandResult result = run(command);
        if (!result.succeeded() && (result.stdout().isEmpty() || SystemctlErrors.isManagerFailure(result))) {
            throw SystemctlErrors.translate(command, result);
        }
        T results = parse(command, result, parser);
        if (!result.succeeded()) {
            // old versions of systemctl report a property that the unit's type lacks as an error
            log.warn("{} reported an error: {}", command, OutputExcerpt.of(result.stderr()));
        }
        return results;
    }

    /** Returns the given properties of a unit. */
    public UnitProperties properties(UnitName unit, List<String> names) {
        return show(commands.show(List.of(unit), names), SystemctlClient::single);
    }

    /**
     * Returns an entry for each loaded unit that matches.
     *
     * @param entry makes an entry of a row; refuses one with an {@link IllegalArgumentException}
     */
    public <T> List<T> listUnits(List<String> patterns, Function<Map<String, String>, T> entry) {
        return read(commands.listUnits(patterns), text -> JsonRows.read(text, entry));
    }

    /**
     * Returns an entry for each installed unit file that matches.
     *
     * @param entry makes an entry of a row; refuses one with an {@link IllegalArgumentException}
     */
    public <T> List<T> listUnitFiles(List<String> patterns, Function<Map<String, String>, T> entry) {
        Command command = commands.listUnitFiles(patterns);
        CommandResult result = run(command);
        // systemctl exits with 1 if a pattern without wildcards matches no file
        if (!result.succeeded()
                && (SystemctlErrors.isManagerFailure(result) || result.stdout().isEmpty())) {
            throw SystemctlErrors.translate(command, result);
        }
        return parse(command, result, text -> JsonRows.read(text, entry));
    }

    /** Returns the manager's major version. */
    public int version() {
        return version(managerProperties("Version"));
    }

    /** Returns the manager's major version from its properties. */
    public static int version(UnitProperties properties) {
        Matcher digits = LEADING_DIGITS.matcher(properties.text("Version"));
        return digits.find() ? Integer.parseInt(digits.group()) : 0;
    }

    /** Returns properties of the manager itself. */
    public UnitProperties managerProperties(String... names) {
        return read(commands.showManager(List.of(names)), SystemctlClient::single);
    }

    /** Parses a command's output. If that fails, the exception contains the command. */
    private static <T> T parse(Command command, CommandResult result, Function<String, T> parser) {
        try {
            return parser.apply(result.stdout());
        } catch (IllegalArgumentException e) {
            throw SystemctlErrors.unreadable(command, result, e);
        }
    }
}
