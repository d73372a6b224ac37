package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.testing.internal.process.LinuxSignals;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A command that was started in the fake. It either runs until it is closed, or has already ended. */
public final class FakeRunningCommand implements RunningCommand {

    private static final int KILLED = 128 + LinuxSignals.KILL;

    private final Command command;
    private final Object lock;
    private final OutputStream stdin;
    private final InputStream stdout;
    private String stderr;
    private OptionalInt exitCode;

    private FakeRunningCommand(
            Command command, Object lock, OutputStream stdin, InputStream stdout, String stderr, OptionalInt exitCode) {
        this.command = command;
        this.lock = lock;
        this.stdin = stdin;
        this.stdout = stdout;
        this.stderr = stderr;
        this.exitCode = exitCode;
    }

    public static RunningCommand running(Command command, Object lock, InputStream stdout) {
        return running(command, lock, OutputStream.nullOutputStream(), stdout);
    }

    public static FakeRunningCommand running(Command command, Object lock, OutputStream stdin, InputStream stdout) {
        return new FakeRunningCommand(command, lock, stdin, stdout, "", OptionalInt.empty());
    }

    public static RunningCommand ended(Command command, Object lock, CommandResult result) {
        byte[] stdout = result.stdout().getBytes(StandardCharsets.UTF_8);
        return ended(command, lock, stdout, result.stderr(), result.exitCode());
    }

    public static RunningCommand ended(Command command, Object lock, byte[] stdout, String stderr, int exitCode) {
        return new FakeRunningCommand(
                command,
                lock,
                OutputStream.nullOutputStream(),
                new ByteArrayInputStream(stdout),
                stderr,
                OptionalInt.of(exitCode));
    }

    @Override
    public Command command() {
        return command;
    }

    @Override
    public OutputStream stdin() {
        return stdin;
    }

    @Override
    public InputStream stdout() {
        return stdout;
    }

    @Override
    public String stderrTail() {
        synchronized (lock) {
            return stderr;
        }
    }

    @Override
    public OptionalInt exitCode() {
        synchronized (lock) {
            return exitCode;
        }
    }

    /** Waits in real time, because the passing of virtual time does not end the command. */
    @Override
    public OptionalInt await(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (lock) {
            for (long remaining = atMost.toNanos();
                    exitCode.isEmpty() && remaining > 0;
                    remaining = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(lock, remaining);
            }
            return exitCode;
        }
    }

    /** Ends the command as if it had exited by itself, unless it has already ended. */
    public void end(int code, String complaint) {
        synchronized (lock) {
            if (exitCode.isEmpty()) {
                exitCode = OptionalInt.of(code);
                stderr = complaint;
                lock.notifyAll();
            }
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (exitCode.isEmpty()) {
                exitCode = OptionalInt.of(KILLED);
            }
            try {
                stdin.close();
                stdout.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            lock.notifyAll();
        }
    }
}
