package io.github.servicehandler.command;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/** Turns a command into a process, and the system's refusals into words. */
final class ProcessStart {

    private static final Redirect NOTHING = Redirect.from(new File("/dev/null"));

    /** The JDK tells the system's reason in its message only. */
    private static final String NO_SUCH_FILE = "error=2,";

    private ProcessStart() {}

    /** Starts a process that reads the command's input, and after that nothing. */
    static Process withInput(Command command) {
        if (command.input().isEmpty()) {
            return start(command, NOTHING);
        }
        // by way of a file: a process that does not read cannot block us then
        try {
            Path file = Files.createTempFile("servicehandler", ".stdin");
            try {
                Files.writeString(file, command.input());
                return start(command, Redirect.from(file.toFile()));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new CommandStartException("its input could not be stored: " + e.getMessage(), command, false, e);
        }
    }

    /** Starts a process that reads from a pipe. */
    static Process withStdin(Command command) {
        return start(command, Redirect.PIPE);
    }

    private static Process start(Command command, Redirect stdin) {
        ProcessBuilder builder = new ProcessBuilder(command.argv()).redirectInput(stdin);
        ChildEnvironment.prepare(builder.environment());
        builder.environment().putAll(command.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            String complaint = String.valueOf(e.getMessage());
            throw new CommandStartException(explain(command, complaint), command, complaint.contains(NO_SUCH_FILE), e);
        }
    }

    private static String explain(Command command, String complaint) {
        if (complaint.contains("spawn helper")) {
            return "the JDK was replaced while this JVM runs (" + complaint + "): restart the JVM";
        }
        if (complaint.contains(NO_SUCH_FILE)) {
            return "there is no program \"" + command.program() + "\" on the PATH: install it, or give its full path";
        }
        if (complaint.contains("error=7,")) {
            return "the command line is longer than the system allows: ask for fewer at once";
        }
        return "\"" + command.program() + "\" could not be started: " + complaint;
    }
}
