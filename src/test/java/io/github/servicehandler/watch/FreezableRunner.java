package io.github.servicehandler.watch;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.command.TimeSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A runner whose manager can be frozen: it still accepts commands and connections, but answers nothing until it goes
 * on.
 */
final class FreezableRunner implements CommandRunner {

    private final CommandRunner runner;
    private final List<FreezableStream> streams = new CopyOnWriteArrayList<>();
    private final List<RunningCommand> bridges = new CopyOnWriteArrayList<>();
    private volatile boolean frozen;

    FreezableRunner(CommandRunner runner) {
        this.runner = runner;
    }

    void freeze() {
        frozen = true;
    }

    void goOn() throws IOException {
        frozen = false;
        for (FreezableStream stream : streams) {
            stream.passOn();
        }
    }

    /** Ends all bridges, as the end of the bus does. */
    void disconnect() {
        bridges.forEach(RunningCommand::close);
    }

    @Override
    public CommandResult run(Command command) {
        if (frozen) {
            try {
                TimeUnit.NANOSECONDS.sleep(TimeUnit.NANOSECONDS.convert(command.timeout()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandInterruptedException(command);
            }
            throw new CommandTimeoutException(command);
        }
        return runner.run(command);
    }

    @Override
    public RunningCommand start(Command command) {
        Bridge bridge = new Bridge(runner.start(command));
        bridges.add(bridge);
        return bridge;
    }

    @Override
    public TimeSource time() {
        return runner.time();
    }

    @Override
    public boolean isLocal() {
        return runner.isLocal();
    }

    private final class Bridge implements RunningCommand {

        private final RunningCommand running;
        private final FreezableStream stdin;

        Bridge(RunningCommand running) {
            this.running = running;
            this.stdin = new FreezableStream(running.stdin());
            streams.add(stdin);
        }

        @Override
        public Command command() {
            return running.command();
        }

        @Override
        public OutputStream stdin() {
            return stdin;
        }

        @Override
        public InputStream stdout() {
            return running.stdout();
        }

        @Override
        public String stderrTail() {
            return running.stderrTail();
        }

        @Override
        public OptionalInt exitCode() {
            return running.exitCode();
        }

        @Override
        public OptionalInt await(Duration atMost) throws InterruptedException {
            return running.await(atMost);
        }

        @Override
        public void close() {
            running.close();
        }
    }

    /** A stream that passes on its bytes when the manager goes on. */
    private final class FreezableStream extends OutputStream {

        private final OutputStream out;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        FreezableStream(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
            kept.write(bytes, offset, length);
            if (!frozen) {
                passOn();
            }
        }

        private synchronized void passOn() throws IOException {
            byte[] bytes = kept.toByteArray();
            kept.reset();
            out.write(bytes, 0, bytes.length);
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
