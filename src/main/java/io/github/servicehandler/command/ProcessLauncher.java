package io.github.servicehandler.command;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Starter of processes, which explains why the system refused to start one. */
final class ProcessLauncher {

    private static final Redirect NOTHING = Redirect.from(new File("/dev/null"));

    /**
     * The JDK gives the system's error number only in its message: {@code "error=2,"} up to JDK 24, {@code "error: 2
     * ("} after that.
     */
    private static final Pattern NO_SUCH_FILE = Pattern.compile("error(?:=|: )2\\b");

    private static final Pattern TOO_LONG = Pattern.compile("error(?:=|: )7\\b");

    /** The charset in which the JDK encodes arguments. */
    private static final Charset NATIVE = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private ProcessLauncher() {}

    /** Starts a process that reads the command's input, and nothing else. */
    static Process withInput(Command command) {
        if (command.input().isEmpty()) {
            return start(command, NOTHING);
        }
        // use a file, because a process that does not read a pipe could block this thread
        try {
            Path file = Files.createTempFile("servicehandler", ".stdin");
            try {
                Files.writeString(file, command.input());
                return start(command, Redirect.from(file.toFile()));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new CommandStartException(
                    "the input of the command could not be stored in a file: " + e.getMessage(), command, false, e);
        }
    }

    /** Starts a process that reads from a pipe. */
    static Process withStdin(Command command) {
        return start(command, Redirect.PIPE);
    }

    private static Process start(Command command, Redirect stdin) {
        checkCharacters(command);
        ProcessBuilder builder = new ProcessBuilder(command.argv()).redirectInput(stdin);
        ChildEnvironment.prepare(builder.environment());
        builder.environment().putAll(command.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            String systemMessage = String.valueOf(e.getMessage());
            throw new CommandStartException(
                    explain(command, systemMessage),
                    command,
                    NO_SUCH_FILE.matcher(systemMessage).find(),
                    e);
        }
    }

    /**
     * Checks that the JDK can encode all arguments. It would replace other characters by question marks, which are
     * wildcards to many programs.
     */
    private static void checkCharacters(Command command) {
        CharsetEncoder encoder = NATIVE.newEncoder();
        if (!command.argv().stream().allMatch(encoder::canEncode)) {
            throw new CommandStartException(
                    "an argument has characters that the locale of this JVM (" + NATIVE
                            + ") cannot represent: run the JVM with LC_ALL=C.UTF-8",
                    command,
                    false,
                    null);
        }
    }

    private static String explain(Command command, String systemMessage) {
        if (systemMessage.contains("spawn helper")) {
            return "the JDK was replaced while this JVM was running (" + systemMessage + "): restart the JVM";
        }
        if (NO_SUCH_FILE.matcher(systemMessage).find()) {
            return "there is no program \"" + command.program() + "\" on the PATH: install it, or give its full path";
        }
        if (TOO_LONG.matcher(systemMessage).find()) {
            return "the command line is longer than the system allows: pass fewer or shorter arguments";
        }
        return "the program \"" + command.program() + "\" could not be started: " + systemMessage;
    }
}
