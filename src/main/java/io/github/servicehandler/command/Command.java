package io.github.servicehandler.command;

import io.github.servicehandler.internal.text.VisibleText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command line as a value: a program with its arguments, a timeout, additional environment variables, and text for
 * the standard input.
 *
 * <p>The arguments reach the operating system unchanged; no shell reads them. Immutable. Two commands with equal parts
 * are equal, so a test can assert on the exact command.
 *
 * @param argv the program and its arguments; at least the program, no element {@code null}, no NUL characters
 * @param timeout the maximum run time; positive
 * @param environment variables to set in addition to those that the runner sets; empty for none. Names consist of
 *     {@code A-Z a-z 0-9 _} and do not begin with a digit. Values contain no NUL characters
 * @param input the text for the standard input; empty for none
 */
public record Command(List<String> argv, Duration timeout, Map<String, String> environment, String input) {

    /** The default timeout of a command: 30 seconds. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /**
     * Checks and copies the parts.
     *
     * @param argv the program and its arguments; at least the program, no element {@code null}, no NUL characters
     * @param timeout the maximum run time; positive
     * @param environment variables to set in addition to those that the runner sets; empty for none. Names consist of
     *     {@code A-Z a-z 0-9 _} and do not begin with a digit. Values contain no NUL characters
     * @param input the text for the standard input; empty for none
     * @throws IllegalArgumentException if {@code argv} has no program or contains a NUL character, {@code timeout} is
     *     not positive, or {@code environment} has an invalid name or value
     */
    public Command {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(input, "input");
        if (argv.isEmpty() || argv.get(0).isEmpty()) {
            throw new IllegalArgumentException("a command must begin with a program to run, but has none");
        }
        for (String argument : argv) {
            if (argument.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("an argument must not contain a NUL character, but was \""
                        + argument.replace('\0', '?') + "\"");
            }
        }
        environment.forEach(Command::checkVariable);
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive, but was " + timeout);
        }
    }

    private static void checkVariable(String name, String value) {
        if (!VARIABLE.matcher(name).matches()) {
            throw new IllegalArgumentException("the name of an environment variable must consist of"
                    + " A-Z a-z 0-9 _ and not begin with a digit, but was \"" + name.replace('\0', '?') + "\"");
        }
        if (value.indexOf('\0') >= 0) {
            // do not show the value, which may be secret
            throw new IllegalArgumentException(
                    "the value of the environment variable " + name + " must not contain a NUL character");
        }
    }

    /**
     * Returns a command with the default timeout, no additional environment variables and no input.
     *
     * @param argv the program and its arguments
     * @return the command
     * @throws IllegalArgumentException if {@code argv} has no program or contains a NUL character
     */
    public static Command of(String... argv) {
        return of(List.of(argv));
    }

    /**
     * Returns a command with the default timeout, no additional environment variables and no input.
     *
     * @param argv the program and its arguments
     * @return the command
     * @throws IllegalArgumentException if {@code argv} has no program or contains a NUL character
     */
    public static Command of(List<String> argv) {
        return new Command(argv, DEFAULT_TIMEOUT, Map.of(), "");
    }

    /**
     * Returns a copy of this command with another timeout.
     *
     * @param newTimeout the maximum run time; positive
     * @return the changed copy
     * @throws IllegalArgumentException if the timeout is not positive
     */
    public Command withTimeout(Duration newTimeout) {
        return new Command(argv, newTimeout, environment, input);
    }

    /**
     * Returns a copy of this command with an environment variable added or replaced.
     *
     * @param name the name of the variable
     * @param value the value of the variable
     * @return the changed copy
     * @throws IllegalArgumentException if the name or the value is invalid
     */
    public Command withEnvironment(String name, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(name, value);
        return new Command(argv, timeout, more, input);
    }

    /**
     * Returns a copy of this command with another standard input.
     *
     * @param newInput the text for the standard input; empty for none
     * @return the changed copy
     */
    public Command withInput(String newInput) {
        return new Command(argv, timeout, environment, newInput);
    }

    /**
     * Returns the program, which is the first element of {@code argv}.
     *
     * @return the name or path of the program
     */
    public String program() {
        return argv.get(0);
    }

    /**
     * Returns the command line quoted for a POSIX shell, ready to be pasted there. Values of variables and the input
     * may be secret, so a comment at its end shows only the names of the additional variables and the length of the
     * input.
     */
    @Override
    public String toString() {
        String line = Stream.concat(
                        Stream.of(quotedProgram()), argv.stream().skip(1).map(Command::quoted))
                .collect(Collectors.joining(" "));
        List<String> comments = new ArrayList<>();
        if (!environment.isEmpty()) {
            comments.add("sets " + String.join(", ", new TreeSet<>(environment.keySet())));
        }
        if (!input.isEmpty()) {
            comments.add("reads " + input.length() + " characters");
        }
        return comments.isEmpty() ? line : line + " # " + String.join(", ", comments);
    }

    /** Returns the program, quoted if a shell would take it for an assignment. */
    private String quotedProgram() {
        return program().contains("=") ? inQuotes(program()) : quoted(program());
    }

    private static String quoted(String word) {
        return NEEDS_NO_QUOTES.matcher(word).matches() ? word : inQuotes(word);
    }

    /** Quotes a word. What a terminal would obey is replaced by a call of printf(1), which gives the same bytes. */
    private static String inQuotes(String word) {
        StringBuilder out = new StringBuilder("'");
        word.codePoints().forEach(c -> {
            if (c == '\'') {
                out.append("'\\''");
            } else if (VisibleText.isPrintable(c) || c == '\n' || c == '\t') {
                out.appendCodePoint(c);
            } else {
                out.append("'\"$(printf '").append(octal(c)).append("')\"'");
            }
        });
        return out.append("'").toString();
    }

    private static String octal(int c) {
        StringBuilder out = new StringBuilder();
        for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
            out.append(String.format("\\%03o", b & 0xff));
        }
        return out.toString();
    }
}
