package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import io.github.servicehandler.internal.text.VisibleText;
import io.github.servicehandler.unit.CalendarExpression;
import io.github.servicehandler.unit.SizeLimit;
import io.github.servicehandler.unit.TimeSpan;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitType;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A command that runs as a transient service of a manager, without a unit file: with its own limits, its own entry in
 * the journal, and processes that end together. {@link Systemd#run} returns one.
 *
 * <pre>{@code
 * TransientResult result = systemd.run("/usr/bin/convert", "in.png", "out.jpg")
 *         .memoryMax("200M")
 *         .cpuQuota(50)
 *         .run(Duration.ofMinutes(1));
 * result.exit();      // 0/SUCCESS
 * result.stdout();
 * }</pre>
 *
 * <p>The words of the command arrive exactly as they are given: there is no shell, and neither {@code $} nor {@code %}
 * has a meaning. The service has the environment of the manager, not of this program. All users can see the words and
 * the environment, so they must not contain secrets.
 *
 * <p>Immutable and thread-safe. See systemd-run(1).
 */
public final class TransientCommand {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern SETTING = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

    private final CommandRunner runner;
    private final ManagerClient client;
    private final List<String> argv;
    private final List<String> options;
    private final String input;

    private TransientCommand(
            CommandRunner runner, ManagerClient client, List<String> argv, List<String> options, String input) {
        this.runner = runner;
        this.client = client;
        this.argv = argv;
        this.options = options;
        this.input = input;
    }

    static TransientCommand of(CommandRunner runner, ManagerClient client, List<String> argv) {
        if (argv.isEmpty() || argv.get(0).isEmpty()) {
            throw new IllegalArgumentException("the command must begin with a program, but was " + argv);
        }
        return new TransientCommand(runner, client, Command.of(argv).argv(), List.of(), "");
    }

    /**
     * Sets a variable of the environment.
     *
     * @param name letters, digits and underscores, not beginning with a digit
     * @param value the value, without NUL and other control characters except tabs and newlines
     * @return the changed copy
     * @throws IllegalArgumentException if the name or the value is invalid
     */
    public TransientCommand environment(String name, String value) {
        require(VARIABLE, "the name of an environment variable", name);
        requireNoControl("the value of " + name, value.replace("\n", "").replace("\t", ""));
        return with("--setenv=" + name + "=" + value);
    }

    /**
     * Sets the working directory. By default, it is {@code /} for the system manager and the home directory for a
     * user's.
     *
     * @param directory an absolute path
     * @return the changed copy
     * @throws IllegalArgumentException if the path is not absolute
     */
    public TransientCommand workingDirectory(String directory) {
        if (!directory.startsWith("/")) {
            throw new IllegalArgumentException(
                    "the working directory must be an absolute path, but was " + VisibleText.quoted(directory));
        }
        return property("WorkingDirectory", directory);
    }

    /**
     * Sets the user that the command runs as; for the system manager only.
     *
     * @param user the user's name or number
     * @return the changed copy
     */
    public TransientCommand user(String user) {
        return property("User", user);
    }

    /**
     * Sets the description of the service.
     *
     * @param description a line of text; by default the words of the command
     * @return the changed copy
     */
    public TransientCommand description(String description) {
        requireNoControl("the description", description);
        return with("--description=" + description);
    }

    /**
     * Sets the slice, which may limit several services together.
     *
     * @param slice the name of the slice, such as {@code batch.slice}
     * @return the changed copy
     * @throws IllegalArgumentException if it is not the name of a slice
     */
    public TransientCommand slice(String slice) {
        if (UnitName.of(slice).type() != UnitType.SLICE) {
            throw new IllegalArgumentException(
                    "the name of a slice must end in .slice, but was " + VisibleText.quoted(slice));
        }
        return with("--slice=" + slice);
    }

    /**
     * Sets {@code MemoryMax=}. If the processes need more, they are killed, and the result is {@code oom-kill}.
     *
     * @param limit bytes with or without one of the units K, M, G and T, such as {@code 200M}; a percentage of the
     *     machine's memory, such as {@code 50%}; or {@code infinity}
     * @return the changed copy
     * @throws IllegalArgumentException if it is none of these
     */
    public TransientCommand memoryMax(String limit) {
        return property("MemoryMax", SizeLimit.parse(limit).toString());
    }

    /**
     * Sets {@code CPUQuota=}.
     *
     * @param percent the share of one CPU, at least 1; more than 100 for more than one CPU
     * @return the changed copy
     * @throws IllegalArgumentException if it is less than 1
     */
    public TransientCommand cpuQuota(int percent) {
        if (percent < 1) {
            throw new IllegalArgumentException("the CPU quota must be at least 1 percent, but was " + percent);
        }
        return property("CPUQuota", percent + "%");
    }

    /**
     * Sets {@code TasksMax=}.
     *
     * @param count the number of processes and threads, at least 1
     * @return the changed copy
     * @throws IllegalArgumentException if it is less than 1
     */
    public TransientCommand tasksMax(long count) {
        if (count < 1) {
            throw new IllegalArgumentException("the number of tasks must be at least 1, but was " + count);
        }
        return property("TasksMax", "" + count);
    }

    /**
     * Sets any setting of the service, such as {@code Nice} or {@code ProtectSystem}.
     *
     * @param name the name, without the section; systemd-run refuses unknown ones
     * @param value a line of text
     * @return the changed copy
     * @throws IllegalArgumentException if the name is not one word of letters and digits, or the value has control
     *     characters
     */
    public TransientCommand property(String name, String value) {
        require(SETTING, "the name of a setting", name);
        requireNoControl("the value of " + name, value);
        return with("--property=" + name + "=" + value);
    }

    /**
     * Sets the text that the command reads from its standard input; for {@link #run} only.
     *
     * @param text the text; empty by default
     * @return the changed copy
     */
    public TransientCommand input(String text) {
        return new TransientCommand(runner, client, argv, options, Objects.requireNonNull(text, "text"));
    }

    /**
     * Runs the command, and waits until it has ended. An interrupt of the thread stops it.
     *
     * @param atMost how long it may take; it is stopped then
     * @return how it ended, and its output
     * @throws CommandTimeoutException if it did not end in time
     * @throws io.github.servicehandler.command.OutputLimitException if it wrote more than the runner keeps; it is
     *     stopped
     * @throws CommandException if it could not be started as a service
     */
    public TransientResult run(Duration atMost) {
        UnitName unit = newName();
        return new TransientRun(runner, client, unit, waiting(unit, atMost)).run();
    }

    /**
     * Runs the command, and passes on its standard output line by line while it runs. The result has no standard
     * output, and of the standard error the end only.
     *
     * @param atMost how long it may take; it is stopped then
     * @param onLine receives each line, without its line break, on the calling thread; lines of more than 65,536
     *     characters come in parts. If it throws an exception, the command is stopped
     * @return how it ended
     * @throws CommandTimeoutException if it did not end in time
     * @throws CommandException if it could not be started as a service
     */
    public TransientResult run(Duration atMost, Consumer<String> onLine) {
        UnitName unit = newName();
        return new TransientRun(runner, client, unit, waiting(unit, atMost))
                .run(Objects.requireNonNull(onLine, "onLine"));
    }

    /**
     * Starts the command in the background. Its output goes to the journal. The service is unloaded when it has ended,
     * also if it has failed.
     *
     * @return the name of the service; {@link Systemd#service(String)} returns a handler
     * @throws CommandException if it could not be started
     */
    public String start() {
        return start(newName(), List.of());
    }

    /**
     * Starts a timer that runs the command at the moments of a calendar expression, until the machine is shut down or
     * the timer is stopped.
     *
     * @param moments when to run
     * @return the name of the timer; {@link Systemd#service(String)} returns a handler
     * @throws CommandException if it could not be started
     */
    public String startAt(CalendarExpression moments) {
        return start(UnitName.of(newName().stem() + UnitType.TIMER.suffix()), List.of("--on-calendar=" + moments));
    }

    /**
     * Starts a timer that runs the command once.
     *
     * @param delay the time from now, not negative
     * @return the name of the timer; {@link Systemd#service(String)} returns a handler
     * @throws IllegalArgumentException if the delay is negative
     * @throws CommandException if it could not be started
     */
    public String startIn(Duration delay) {
        return start(
                UnitName.of(newName().stem() + UnitType.TIMER.suffix()), List.of("--on-active=" + TimeSpan.of(delay)));
    }

    private String start(UnitName unit, List<String> more) {
        List<String> all = new ArrayList<>(List.of("--collect", "--unit=" + unit));
        all.addAll(more);
        client.runChecked(command(all).withTimeout(client.commands().timeout()));
        return unit.toString();
    }

    private Command waiting(UnitName unit, Duration atMost) {
        return command(List.of("--pipe", "--wait", "--unit=" + unit))
                .withTimeout(atMost)
                .withInput(input);
    }

    private Command command(List<String> mode) {
        List<String> line = new ArrayList<>(List.of(ProgramNames.SYSTEMD_RUN));
        line.addAll(client.address().arguments());
        line.addAll(List.of("--no-ask-password", "--quiet"));
        line.addAll(mode);
        line.addAll(options);
        line.add("--");
        line.add(argv.get(0));
        // the manager replaces variables in all words but the first; two dollar signs stand for one, in every version
        argv.stream().skip(1).map(word -> word.replace("$", "$$")).forEach(line::add);
        return Command.of(line);
    }

    private static UnitName newName() {
        return UnitName.of("servicehandler-run-" + Long.toUnsignedString(RANDOM.nextLong(), 36));
    }

    private TransientCommand with(String option) {
        List<String> more = new ArrayList<>(options);
        more.add(option);
        return new TransientCommand(runner, client, argv, List.copyOf(more), input);
    }

    private static void require(Pattern allowed, String what, String value) {
        if (!allowed.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    what + " must match " + allowed + ", but was " + VisibleText.quoted(value));
        }
    }

    private static void requireNoControl(String what, String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    what + " must not contain control characters, but was " + VisibleText.quoted(value));
        }
    }

    /** Returns the words of the command, with escapes for what a terminal would obey. */
    @Override
    public String toString() {
        return VisibleText.line(String.join(" ", argv));
    }
}
