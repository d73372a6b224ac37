package io.github.servicehandler.command;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds a command line as a value: what to run, for how long at most, and with which additions to the environment.
 *
 * <p>The arguments go to the operating system as they are. No shell reads them. Immutable, and equal to every other command
 * with the same parts, so that a test can assert on the exact command.
 *
 * @param argv the program and its arguments; at least the program, none {@code null}, none with a NUL character
 * @param timeout how long it may run; positive
 * @param environment variables to set for it, on top of what the runner sets: names of {@code A-Z a-z 0-9 _} that begin with no
 *     digit, values without a NUL character; may be empty
 * @param input what it reads from its standard input; empty for none
 */
public record Command(List<String> argv, Duration timeout, Map<String, String> environment, String input) {

    /** How long a command may run when nothing else is said: 30 seconds. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /**
     * Checks and copies the parts.
     *
     * @param argv the program and its arguments; at least the program, none {@code null}, none with a NUL character
     * @param timeout how long it may run; positive
     * @param environment variables to set for it, on top of what the runner sets: names of {@code A-Z a-z 0-9 _} that begin with no
     *     digit, values without a NUL character; may be empty
     * @param input what it reads from its standard input; empty for none
     * @throws IllegalArgumentException if {@code argv} is empty or holds a NUL character, {@code timeout} is not positive, or a
     *     variable cannot be set
     */
    public Command {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(input, "input");
        if (argv.isEmpty() || argv.get(0).isEmpty()) {
            throw new IllegalArgumentException("a command needs a program to run");
        }
        for (String argument : argv) {
            if (argument.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("argument with a NUL character: " + argument.replace('\0', '?'));
            }
        }
        environment.forEach(Command::checkVariable);
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("the timeout must be positive, not " + timeout);
        }
    }

    private static void checkVariable(String name, String value) {
        if (!VARIABLE.matcher(name).matches()) {
            throw new IllegalArgumentException("variable \"" + name.replace('\0', '?')
                    + "\" in a command's environment; allowed are A-Z a-z 0-9 _, and no digit first");
        }
        if (value.indexOf('\0') >= 0) {
            // the value may be a secret
            throw new IllegalArgumentException("variable " + name + " with a NUL character in its value");
        }
    }

    /**
     * Returns a command with the default timeout and no additions to the environment.
     *
     * @param argv the program and its arguments
     * @return the command
     * @throws IllegalArgumentException if {@code argv} is empty or holds a NUL character
     */
    public static Command of(String... argv) {
        return of(List.of(argv));
    }

    /**
     * Returns a command with the default timeout and no additions to the environment.
     *
     * @param argv the program and its arguments
     * @return the command
     * @throws IllegalArgumentException if {@code argv} is empty or holds a NUL character
     */
    public static Command of(List<String> argv) {
        return new Command(argv, DEFAULT_TIMEOUT, Map.of(), "");
    }

    /**
     * Returns this command with another timeout.
     *
     * @param newTimeout how long it may run; positive
     * @return the changed copy
     */
    public Command withTimeout(Duration newTimeout) {
        return new Command(argv, newTimeout, environment, input);
    }

    /**
     * Returns this command with one more variable in its environment.
     *
     * @param name the variable's name
     * @param value its value
     * @return the changed copy
     * @throws IllegalArgumentException if the variable cannot be set
     */
    public Command withEnvironment(String name, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(name, value);
        return new Command(argv, timeout, more, input);
    }

    /**
     * Returns this command with something to read.
     *
     * @param newInput what it reads from its standard input; empty for none
     * @return the changed copy
     */
    public Command withInput(String newInput) {
        return new Command(argv, timeout, environment, newInput);
    }

    /**
     * Returns the program: the first word of the command line.
     *
     * @return the program's name or path
     */
    public String program() {
        return argv.get(0);
    }

    /**
     * Returns the command line quoted for a POSIX shell, so that it can be pasted there: the variables it adds first, then
     * the words. What it reads is not shown, only how much.
     */
    @Override
    public String toString() {
        Stream<String> variables = new TreeMap<>(environment)
                .entrySet().stream().map(variable -> variable.getKey() + "=" + quoted(variable.getValue()));
        String line = Stream.of(
                        variables,
                        Stream.of(quotedProgram()),
                        argv.stream().skip(1).map(Command::quoted))
                .flatMap(words -> words)
                .collect(Collectors.joining(" "));
        return input.isEmpty() ? line : line + " # reads " + input.length() + " characters";
    }

    /** Returns the program's name so that a shell does not take it for an assignment. */
    private String quotedProgram() {
        return program().contains("=") ? inQuotes(program()) : quoted(program());
    }

    private static String quoted(String word) {
        return NEEDS_NO_QUOTES.matcher(word).matches() ? word : inQuotes(word);
    }

    private static String inQuotes(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
