package io.github.servicehandler.watch;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.MessageDecoder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A runner that passes on everything and records the bus calls that go through bridges. */
final class BusCallCounter implements CommandRunner {

    private static final byte[] BEGIN = "BEGIN\r\n".getBytes(StandardCharsets.US_ASCII);

    private final CommandRunner runner;
    private final boolean isLocal;
    private final List<String> calls = new CopyOnWriteArrayList<>();

    BusCallCounter(CommandRunner runner) {
        this(runner, runner.isLocal());
    }

    /** @param isLocal whether commands seem to run on this machine */
    BusCallCounter(CommandRunner runner, boolean isLocal) {
        this.runner = runner;
        this.isLocal = isLocal;
    }

    /**
     * Returns the members called so far, in order, such as {@code GetAll}. Waiting for the manager, by which a test
     * lets all signals arrive, is left out.
     */
    List<String> calls() {
        return List.copyOf(calls);
    }

    int count(String member) {
        return Collections.frequency(calls, member);
    }

    private void record(Message call) {
        boolean isBarrier = call.member().equals("Get") && call.body().contains("Version");
        if (!isBarrier) {
            calls.add(call.member());
        }
    }

    @Override
    public CommandResult run(Command command) {
        return runner.run(command);
    }

    @Override
    public RunningCommand start(Command command) {
        RunningCommand running = runner.start(command);
        return new RedirectedCommand(running, new CallStream(running.stdin()));
    }

    @Override
    public TimeSource time() {
        return runner.time();
    }

    @Override
    public boolean isLocal() {
        return isLocal;
    }

    /** A stream that decodes the calls behind the handshake. */
    private final class CallStream extends OutputStream {

        private final OutputStream out;
        private final MessageDecoder decoder = new MessageDecoder();
        private int matched;

        CallStream(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
            int position = offset;
            while (matched < BEGIN.length && position < offset + length) {
                matched = bytes[position] == BEGIN[matched] ? matched + 1 : 0;
                position++;
            }
            decoder.add(ByteBuffer.wrap(bytes, position, offset + length - position));
            for (Message call = decoder.next(); call != null; call = decoder.next()) {
                record(call);
            }
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
