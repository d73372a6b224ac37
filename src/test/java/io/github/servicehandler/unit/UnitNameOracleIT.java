package io.github.servicehandler.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Comparison of the escaping with the real {@code systemd-escape}. Needs no running systemd. */
class UnitNameOracleIT {

    private static final int TEXTS = 1200;
    private static final int REFUSALS = 60;

    @BeforeAll
    static void needsTheTool() {
        assumeTrue(isThere(), "no systemd-escape here");
    }

    private static boolean isThere() {
        try {
            return CommandRunner.local()
                    .run(Command.of("systemd-escape", "--version"))
                    .succeeded();
        } catch (CommandException e) {
            return false;
        }
    }

    @Test
    void escapesAsTheTool() {
        agree(texts(1), UnitName::escape);
    }

    @Test
    void escapesPathsAsTheTool() {
        agree(texts(2), UnitName::escapePath, "--path");
    }

    @Test
    void unescapesAsTheTool() {
        agree(escapedTexts(3), UnitName::unescape, "--unescape");
    }

    @Test
    void unescapesPathsAsTheTool() {
        agree(escapedTexts(4), UnitName::unescapePath, "--unescape", "--path");
    }

    private static List<String> texts(long seed) {
        RandomText random = new RandomText(seed);
        return Stream.generate(() -> random.next(24)).limit(TEXTS).toList();
    }

    private static List<String> escapedTexts(long seed) {
        RandomText random = new RandomText(seed);
        return texts(seed).stream()
                .map(UnitName::escape)
                .map(text -> random.nextInt(3) == 0 ? random.mutate(text, "\\x2f-.\\x2E") : text)
                .filter(text -> text.indexOf('\0') < 0 && UntrustedText.isUnicode(text))
                .toList();
    }

    /**
     * Runs the tool once for all inputs that this library accepts, and once for each that it refuses. The tool prints
     * the outputs separated by blanks.
     */
    private static void agree(List<String> inputs, UnaryOperator<String> ours, String... options) {
        List<String> accepted = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (String input : inputs) {
            try {
                outputs.add(ours.apply(input));
                accepted.add(input);
            } catch (IllegalArgumentException e) {
                refused.add(input);
            }
        }
        assertThat(accepted).hasSizeGreaterThan(TEXTS / 2);
        assertThat(tool(accepted, options).stdout()).isEqualTo(String.join(" ", outputs) + "\n");
        assertThat(refused.stream().limit(REFUSALS))
                .allSatisfy(input -> assertThat(isRefused(input, options)).isTrue());
    }

    /** Returns whether the tool refuses the input, or prints bytes that a string cannot contain. */
    private static boolean isRefused(String input, String... options) {
        CommandResult result = tool(List.of(input), options);
        return !result.succeeded() || result.stdout().contains("\uFFFD") || input.contains("\\x00");
    }

    /** Passes the arguments through xargs, because a JVM in the C locale would change them. */
    private static CommandResult tool(List<String> arguments, String... options) {
        List<String> command = new ArrayList<>(List.of("xargs", "-0", "-x", "-s", "1000000", "systemd-escape"));
        command.addAll(List.of(options));
        command.add("--");
        return CommandRunner.local().run(Command.of(command).withInput(String.join("\0", arguments) + "\0"));
    }
}
