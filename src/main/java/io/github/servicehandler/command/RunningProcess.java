package io.github.servicehandler.command;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A long-running process. A daemon thread drains its standard error, so that the process never blocks on it. */
final class RunningProcess implements RunningCommand {

    private static final Duration STDERR_TIMEOUT = Duration.ofMillis(200);

    private final Command command;
    private final Process process;
    private final OutputTail stderr;

    RunningProcess(Command command, Process process) {
        this.command = command;
        this.process = process;
        this.stderr = OutputTail.of(process.getErrorStream(), command.program());
    }

    @Override
    public Command command() {
        return command;
    }

    @Override
    public OutputStream stdin() {
        return process.getOutputStream();
    }

    @Override
    public InputStream stdout() {
        return process.getInputStream();
    }

    @Override
    public String stderrTail() {
        return stderr.text();
    }

    @Override
    public OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    @Override
    public OptionalInt await(Duration atMost) throws InterruptedException {
        if (!process.waitFor(TimeUnit.NANOSECONDS.convert(atMost), TimeUnit.NANOSECONDS)) {
            return OptionalInt.empty();
        }
        // a caller that waits for the end also needs the last of the standard error
        stderr.awaitEnd(STDERR_TIMEOUT);
        return OptionalInt.of(process.exitValue());
    }

    @Override
    public void close() {
        end(process);
    }

    /** Kills a process with its descendants, and closes its input and output. */
    private static void end(Process process) {
        ProcessTree.destroy(process);
        closeQuietly(process.getOutputStream());
        closeQuietly(process.getInputStream());
    }

    /** Kills a process that nothing reads from or writes to yet, and closes all of its pipes. */
    static void abandon(Process process) {
        end(process);
        closeQuietly(process.getErrorStream());
    }

    private static void closeQuietly(Closeable stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // the process is dead, so an error of its pipes does not matter
        }
    }
}
