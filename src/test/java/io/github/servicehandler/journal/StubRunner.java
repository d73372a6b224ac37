package io.github.servicehandler.journal;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.CommandStartException;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.command.TimeSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Runner that answers commands in the order that a test sets up. When no answer is left, a started command writes
 * nothing and does not end.
 */
final class StubRunner implements CommandRunner {

    private static final String MISSING = "there is no such program";
    private static final String BROKEN = "broken";

    final List<Command> commands = new CopyOnWriteArrayList<>();
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    final List<Started> started = new CopyOnWriteArrayList<>();
    private final Deque<Started> next = new ArrayDeque<>();
    private CommandResult result = CommandResult.ok("");

    /** Sets the answer to commands that are run to their end. */
    StubRunner answers(CommandResult answer) {
        result = answer;
        return this;
    }

    /** Sets the output and the end of the next command that is started. */
    synchronized StubRunner writes(byte[] stdout, int exitCode, String stderr) {
        next.add(new Started(new ByteArrayInputStream(stdout), stderr, OptionalInt.of(exitCode)));
        return this;
    }

    StubRunner writes(Export export) {
        return writes(export.bytes(), 0, "");
    }

    /** Sets a stream as the output of the next command that is started. */
    synchronized StubRunner writes(InputStream stdout) {
        next.add(new Started(stdout, "", OptionalInt.empty()));
        return this;
    }

    /** Makes the start of the next command fail with an unexpected exception. */
    synchronized StubRunner fails() {
        next.add(new Started(InputStream.nullInputStream(), BROKEN, OptionalInt.empty()));
        return this;
    }

    synchronized StubRunner doesNotStart() {
        next.add(new Started(InputStream.nullInputStream(), MISSING, OptionalInt.empty()));
        return this;
    }

    String lastStarted() {
        return started.get(started.size() - 1).command.toString();
    }

    @Override
    public CommandResult run(Command command) {
        commands.add(command);
        return result;
    }

    @Override
    public synchronized RunningCommand start(Command command) {
        commands.add(command);
        Started running = next.isEmpty() ? new Started(new Silence(), "", OptionalInt.empty()) : next.remove();
        if (running.stderr.equals(MISSING)) {
            throw new CommandStartException("no journalctl", command, true, null);
        }
        if (running.stderr.equals(BROKEN)) {
            throw new IllegalStateException("a broken runner");
        }
        running.command = command;
        started.add(running);
        return running;
    }

    @Override
    public TimeSource time() {
        return new TimeSource() {
            @Override
            public Instant instant() {
                return Instant.EPOCH;
            }

            @Override
            public long nanos() {
                return 0;
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                pauses.add(duration);
            }
        };
    }

    /** A stream that delivers nothing until it is closed. */
    static final class Silence extends InputStream {

        private boolean closed;

        @Override
        public synchronized int read() throws IOException {
            try {
                while (!closed) {
                    wait();
                }
                return -1;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            return read();
        }

        @Override
        public synchronized void close() {
            closed = true;
            notifyAll();
        }
    }

    static final class Started implements RunningCommand {

        private final InputStream stdout;
        private final String stderr;
        private final OptionalInt exitCode;
        private Command command = Command.of("none");
        volatile boolean closed;

        Started(InputStream stdout, String stderr, OptionalInt exitCode) {
            this.stdout = stdout;
            this.stderr = stderr;
            this.exitCode = exitCode;
        }

        @Override
        public Command command() {
            return command;
        }

        @Override
        public OutputStream stdin() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream stdout() {
            return stdout;
        }

        @Override
        public String stderrTail() {
            return stderr;
        }

        @Override
        public OptionalInt exitCode() {
            return exitCode;
        }

        @Override
        public OptionalInt await(Duration atMost) {
            return exitCode;
        }

        @Override
        public void close() {
            closed = true;
            try {
                stdout.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
