package io.github.servicehandler.command;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** Starter of processes. */
final class ProcessLauncher {

    private static final Redirect NOTHING = Redirect.from(new File("/dev/null"));

    private ProcessLauncher() {}

    /** Starts a process that reads the command's input, and nothing else. */
    static Process withInput(Command command) {
        if (command.input().isEmpty()) {
            return start(command, NOTHING);
        }
        Process process = withStdin(command);
        try {
            ProcessInput.write(command, process.getOutputStream());
            return process;
        } catch (RuntimeException | Error e) {
            // for example, no further thread can be started
            RunningProcess.abandon(process);
            throw e;
        }
    }

    /** Starts a process that reads from a pipe. */
    static Process withStdin(Command command) {
        return start(command, Redirect.PIPE);
    }

    private static Process start(Command command, Redirect stdin) {
        ArgumentEncoding.check(command);
        ProcessBuilder builder = new ProcessBuilder(command.argv()).redirectInput(stdin);
        ChildEnvironment.prepare(builder.environment());
        builder.environment().putAll(command.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            StartFailure failure = StartFailure.of(command, e);
            throw new CommandStartException(failure.message(), command, failure.programMissing(), e);
        }
    }
}
