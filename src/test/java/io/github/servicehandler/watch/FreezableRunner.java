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
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A runner whose manager can be frozen: it still accepts commands and connections, but answers nothing until it goes
 * on.
 */
public final class FreezableRunner implements CommandRunner {

    private final CommandRunner runner;
    private final List<FreezableStream> streams = new CopyOnWriteArrayList<>();
    private final List<RunningCommand> bridges = new CopyOnWriteArrayList<>();
    private final AtomicInteger writesLeft = new AtomicInteger();
    private volatile boolean lastIsPassedOn;
    private volatile boolean frozen;

    public FreezableRunner(CommandRunner runner) {
        this.runner = runner;
    }

    public void freeze() {
        frozen = true;
    }

    public void goOn() throws IOException {
        frozen = false;
        for (FreezableStream stream : streams) {
            stream.passOn();
        }
    }

    /** Ends all bridges, as the end of the bus does. */
    public void disconnect() {
        bridges.forEach(RunningCommand::close);
    }

    /**
     * Ends all bridges at a later write to them.
     *
     * @param count the number of the write, from 1
     * @param isPassedOn whether what is written still arrives
     */
    public void disconnectAtWrite(int count, boolean isPassedOn) {
        lastIsPassedOn = isPassedOn;
        writesLeft.set(count);
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
        RunningCommand running = runner.start(command);
        FreezableStream stdin = new FreezableStream(running.stdin());
        streams.add(stdin);
        RunningCommand bridge = new RedirectedCommand(running, stdin);
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
            boolean isLast = writesLeft.getAndDecrement() == 1;
            if (!frozen && (!isLast || lastIsPassedOn)) {
                passOn();
            }
            if (isLast) {
                disconnect();
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
