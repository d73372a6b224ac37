package io.github.servicehandler.command;

import io.github.servicehandler.ClassPaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * A JVM with another environment and other options, in which the default runner runs one command. Its output is the
 * bytes that the command printed, in hexadecimal, or the message of the exception.
 */
final class OtherJvm {

    private final List<String> options;
    private final Map<String, String> environment;

    OtherJvm(Map<String, String> environment, String... options) {
        this.environment = environment;
        this.options = List.of(options);
    }

    /** Runs the command, whose words are Java literals, so that this JVM's locale does not matter. */
    String run(String... argv) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                ClassPaths.of(OtherJvm.class, CommandRunner.class, LoggerFactory.class),
                OtherJvm.class.getName()));
        Stream.of(argv).map(OtherJvm::literal).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("LC_ALL");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        try {
            return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String literal(String word) {
        return word.chars()
                .mapToObj(c -> c < 0x80 ? Character.toString(c) : String.format("\\u%04x", c))
                .collect(Collectors.joining());
    }

    /** Runs the command of the arguments. */
    public static void main(String[] arguments) {
        List<String> argv = Stream.of(arguments).map(OtherJvm::unescape).toList();
        try {
            byte[] output = CommandRunner.local().run(Command.of(argv)).stdout().getBytes(StandardCharsets.UTF_8);
            StringBuilder hex = new StringBuilder();
            for (byte b : output) {
                hex.append(String.format("%02x", b));
            }
            System.out.println(hex);
        } catch (CommandException e) {
            System.out.println(e.getMessage());
        }
    }

    private static String unescape(String literal) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < literal.length(); i++) {
            if (literal.startsWith("\\u", i)) {
                text.append((char) Integer.parseInt(literal.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                text.append(literal.charAt(i));
            }
        }
        return text.toString();
    }
}
