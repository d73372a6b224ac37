package io.github.servicehandler.internal.dbus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The peer of a connection, listening on a socket. It follows a script for each guest that connects. */
public final class TestPeer implements AutoCloseable {

    static final String WELCOME = "DATA\r\nOK 1234deadbeef\r\n";

    /** Actions for a guest that has connected. */
    public interface Script {
        void play(Guest guest) throws IOException;
    }

    /** Action for one message. */
    public interface Handler {
        void handle(Guest guest, Message message) throws IOException;
    }

    private final ServerSocketChannel server;
    private final Path socket;

    TestPeer(Path directory, Script script) throws IOException {
        socket = Files.createTempFile(directory, "peer", "");
        Files.delete(socket);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread thread = new Thread(() -> accept(script), "test-peer");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns a peer that lets every guest in and handles each message. */
    public static TestPeer answering(Path directory, Handler handler) throws IOException {
        return new TestPeer(directory, guest -> {
            guest.welcome();
            guest.serve(handler);
        });
    }

    public Path socket() {
        return socket;
    }

    private void accept(Script script) {
        while (server.isOpen()) {
            try (SocketChannel channel = server.accept()) {
                script.play(new Guest(channel));
            } catch (IOException e) {
                // the guest has closed the connection, or this peer has been closed
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** A guest that has connected. */
    public static final class Guest {
        private final SocketChannel channel;
        private final MessageDecoder decoder = new MessageDecoder();
        private final AtomicInteger serial = new AtomicInteger();

        Guest(SocketChannel channel) {
            this.channel = channel;
        }

        void welcome() throws IOException {
            readAuthentication();
            say(WELCOME);
        }

        void readAuthentication() throws IOException {
            StringBuilder text = new StringBuilder();
            ByteBuffer one = ByteBuffer.allocate(1);
            while (!text.toString().endsWith("BEGIN\r\n") && channel.read(one.clear()) > 0) {
                text.append((char) one.get(0));
            }
        }

        void readUntilEnd() throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(1024);
            while (channel.read(buffer.clear()) >= 0) {
                // discard the bytes
            }
        }

        void say(String text) throws IOException {
            write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        public synchronized void write(byte[] bytes) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        public void send(Message message) throws IOException {
            write(encoded(message));
        }

        public byte[] encoded(Message message) {
            return MessageEncoder.encode(message.withSerial(serial.incrementAndGet()));
        }

        void serve(Handler handler) throws IOException {
            for (Message message = receive(); message != null; message = receive()) {
                handler.handle(this, message);
            }
        }

        /** Returns the next message, or {@code null} when the guest has closed the connection. */
        @Nullable
        Message receive() throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
            Message message = decoder.next();
            while (message == null && channel.read(buffer.clear()) >= 0) {
                decoder.add(buffer.flip());
                message = decoder.next();
            }
            return message;
        }

        public void hangUp() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
