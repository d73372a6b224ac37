package io.github.servicehandler.watch;

import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.MessageDecoder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A bridge to a bus whose calls are observed before they are sent. */
public final class ObservedBridge {

    private static final byte[] BEGIN = "BEGIN\r\n".getBytes(StandardCharsets.US_ASCII);

    private ObservedBridge() {}

    /** Returns a bridge that passes on everything, and first shows each call to an observer. */
    public static RunningCommand of(RunningCommand bridge, Consumer<Message> observer) {
        return new RedirectedCommand(bridge, new CallStream(bridge.stdin(), observer));
    }

    /** A stream that decodes the calls behind the handshake. */
    private static final class CallStream extends OutputStream {

        private final OutputStream out;
        private final Consumer<Message> observer;
        private final MessageDecoder decoder = new MessageDecoder();
        private int matched;

        CallStream(OutputStream out, Consumer<Message> observer) {
            this.out = out;
            this.observer = observer;
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
                observer.accept(call);
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
