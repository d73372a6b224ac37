package io.github.servicehandler.command;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Is a long-lived process. A daemon thread drains its standard error, so that it never blocks on it. */
final class RunningProcess implements RunningCommand {

    private static final Duration LAST_WORDS = Duration.ofMillis(200);

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
        // who waits for the end wants to know the last words too
        stderr.awaitEnd(LAST_WORDS);
        return OptionalInt.of(process.exitValue());
    }

    @Override
    public void close() {
        ProcessTree.destroy(process);
        closeQuietly(process.getOutputStream());
        closeQuietly(process.getInputStream());
    }

    private static void closeQuietly(Closeable stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // the process is dead: what could still go wrong with its pipes concerns nobody
        }
    }
}
