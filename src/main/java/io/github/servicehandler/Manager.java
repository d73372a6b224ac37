package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.CommandStartException;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.journal.JournalQuery;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client of one manager: runs commands, and turns their output into values and their errors into exceptions. */
final class Manager {

    private static final Logger log = LoggerFactory.getLogger(Systemd.class);

    /**
     * The maximum number of characters of names on one command line: the system allows 2 MiB, including the
     * environment.
     */
    private static final int LONGEST_LINE = 1024 * 1024;

    private static final Pattern LEADING_DIGITS = Pattern.compile("\\d{1,6}");

    private final CommandRunner runner;
    private final Systemctl systemctl;
    private final ReentrantLock reloading = new ReentrantLock();

    Manager(Target target, CommandRunner runner, Duration timeout) {
        this.runner = runner;
        this.systemctl = new Systemctl(target, timeout);
    }

    Systemctl systemctl() {
        return systemctl;
    }

    TimeSource time() {
        return runner.time();
    }

    JournalQuery journal(List<UnitName> units) {
        return JournalQuery.of(runner, systemctl.target(), units).within(systemctl.timeout());
    }

    /** Returns whether commands run on this machine, as this user. */
    boolean isLocal() {
        return runner.isLocal();
    }

    /** Runs a command whose output may be sufficient even if it fails. */
    CommandResult tell(Command command) {
        return run(command);
    }

    /** Runs a command that must succeed, and parses its output. */
    <T> T read(Command command, Function<String, T> parser) {
        return parse(command, ask(command), parser);
    }

    /** Runs a command that must succeed. */
    CommandResult ask(Command command) {
        CommandResult result = run(command);
        if (!result.succeeded()) {
            throw Failures.translate(command, result);
        }
        return result;
    }

    /** Runs a command that may fail because of the units that it names. Any other failure is thrown. */
    CommandResult order(Command command) {
        CommandResult result = run(command);
        if (Failures.isBeyondTheUnit(result)) {
            throw Failures.translate(command, result);
        }
        return result;
    }

    private CommandResult run(Command command) {
        log.debug("running {}", command);
        try {
            CommandResult result = runner.run(command);
            log.debug(
                    "{} exited with {} after {} ms",
                    command.program(),
                    result.exitCode(),
                    result.took().toMillis());
            return result;
        } catch (CommandStartException e) {
            throw Failures.translate(e);
        }
    }

    /** Makes the manager read all unit files again. Only one reload runs at a time. */
    void daemonReload() {
        reloading.lock();
        try {
            ask(systemctl.daemonReload());
        } finally {
            reloading.unlock();
        }
    }

    ServiceStatus status(UnitName unit) {
        return statuses(List.of(unit)).get(0);
    }

    /**
     * Returns the status of each unit, in the order of the names. A unit that is not loaded costs the manager some
     * milliseconds.
     */
    List<ServiceStatus> statuses(List<UnitName> units) {
        List<ServiceStatus> statuses = new ArrayList<>(units.size());
        int begin = 0;
        while (begin < units.size()) {
            int end = endOfLine(units, begin);
            statuses.addAll(show(units.subList(begin, end)));
            begin = end;
        }
        return statuses;
    }

    private static int endOfLine(List<UnitName> units, int begin) {
        int length = 0;
        for (int i = begin; i < units.size(); i++) {
            length += units.get(i).toString().length() + 1;
            if (length > LONGEST_LINE) {
                return i;
            }
        }
        return units.size();
    }

    private List<ServiceStatus> show(List<UnitName> units) {
        return show(systemctl.show(units, ServiceStatus.PROPERTIES), text -> StatusReader.read(text, units));
    }

    private static UnitProperties single(String text) {
        return ShowParser.parse(text).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no properties"));
    }

    private <T> T show(Command command, Function<String, T> parser) {
        CommandResult result = run(command);
        if (!result.succeeded() && (result.stdout().isEmpty() || Failures.isBeyondTheUnit(result))) {
            throw Failures.translate(command, result);
        }
        T shown = parse(command, result, parser);
        if (!result.succeeded()) {
            // old versions of systemctl report a property that the unit's type lacks as an error
            log.warn("{} reported an error: {}", command, Failures.excerpt(result.stderr()));
        }
        return shown;
    }

    /** Returns the given properties of a unit. */
    UnitProperties properties(UnitName unit, List<String> names) {
        return show(systemctl.show(List.of(unit), names), Manager::single);
    }

    List<ListedUnit> listUnits(List<String> patterns) {
        Command command = systemctl.listUnits(patterns);
        CommandResult result = ask(command);
        return parse(command, result, text -> Rows.read(text, ListedUnit::of));
    }

    List<ListedUnitFile> listUnitFiles(List<String> patterns) {
        Command command = systemctl.listUnitFiles(patterns);
        CommandResult result = run(command);
        // it exits with 1 if no file has a name that is given in full
        if (!result.succeeded()
                && (Failures.isBeyondTheUnit(result) || result.stdout().isEmpty())) {
            throw Failures.translate(command, result);
        }
        return parse(command, result, text -> Rows.read(text, ListedUnitFile::of));
    }

    /** Returns the manager's major version. */
    int version() {
        return version(properties("Version"));
    }

    /** Returns the manager's major version from its properties. */
    static int version(UnitProperties properties) {
        Matcher digits = LEADING_DIGITS.matcher(properties.text("Version"));
        return digits.find() ? Integer.parseInt(digits.group()) : 0;
    }

    /** Returns the properties of the manager itself. */
    UnitProperties properties(String... names) {
        return read(systemctl.showManager(List.of(names)), Manager::single);
    }

    /** Parses a command's output. If that fails, the exception contains the command. */
    private static <T> T parse(Command command, CommandResult result, Function<String, T> parser) {
        try {
            return parser.apply(result.stdout());
        } catch (IllegalArgumentException e) {
            throw Failures.unreadable(command, result, e);
        }
    }
}
