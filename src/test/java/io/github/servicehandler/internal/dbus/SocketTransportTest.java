package io.github.servicehandler.internal.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SocketTransportTest {

    /** A task that may fail as a transport does. */
    private interface Task {
        void run() throws IOException;
    }

    @TempDir
    private Path directory;

    private ServerSocketChannel server;
    private SocketTransport transport;

    @BeforeEach
    void listen() throws IOException {
        Path socket = directory.resolve("socket");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket), 1);
        transport = new SocketTransport(socket);
    }

    @AfterEach
    void close() throws IOException {
        transport.close();
        server.close();
    }

    @Test
    void carriesBytesThereAndBack() throws IOException {
        transport.open();
        try (SocketChannel other = server.accept()) {
            transport.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            ByteBuffer received = ByteBuffer.allocate(8);
            other.read(received);
            other.write(received.flip());

            ByteBuffer back = ByteBuffer.allocate(8);
            assertThat(transport.read(back)).isEqualTo(3);
            assertThat(back.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        }
        assertThat(transport.read(ByteBuffer.allocate(8))).isEqualTo(-1);
    }

    @Test
    void writesAllOfALargeMessage() throws Exception {
        transport.open();
        try (SocketChannel other = server.accept()) {
            ByteBuffer large = ByteBuffer.allocate(1_000_000);
            CompletableFuture<Void> written = inBackground(() -> transport.write(large));
            ByteBuffer received = ByteBuffer.allocate(1_000_000);
            while (received.hasRemaining()) {
                other.read(received);
            }
            written.get(10, TimeUnit.SECONDS);

            assertThat(large.hasRemaining()).isFalse();
        }
    }

    @Test
    void closingEndsAReadThatWaits() throws Exception {
        transport.open();
        assertEndsByClosing(() -> transport.read(ByteBuffer.allocate(8)));
    }

    @Test
    void closingEndsAWriteThatWaits() throws Exception {
        transport.open();
        assertEndsByClosing(() -> transport.write(ByteBuffer.allocate(10_000_000)));
    }

    @Test
    void closingEndsAnAttemptToConnectThatWaits() throws Exception {
        try (SocketTransport first = new SocketTransport(directory.resolve("socket"));
                SocketTransport second = new SocketTransport(directory.resolve("socket"))) {
            first.open();
            second.open();
            assertEndsByClosing(transport::open);
        }
    }

    @Test
    void whatIsClosedIsNotOpenedAgain() {
        transport.close();
        transport.close();

        assertThatExceptionOfType(IOException.class).isThrownBy(transport::open);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> transport.read(ByteBuffer.allocate(8)));
        assertThat(transport.address()).isEqualTo(directory + "/socket");
    }

    private void assertEndsByClosing(Task task) {
        AtomicReference<Thread> waiting = new AtomicReference<>();
        CompletableFuture<Void> ended = inBackground(() -> {
            waiting.set(Thread.currentThread());
            task.run();
        });
        // a thread that waits in native code is in the state RUNNABLE
        await().until(() -> waiting.get() != null && isInNativeCode(waiting.get()));
        assertThat(ended).isNotDone();

        transport.close();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> ended.get(10, TimeUnit.SECONDS))
                .withCauseInstanceOf(IOException.class);
    }

    private static boolean isInNativeCode(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length > 0 && stack[0].isNativeMethod();
    }

    private static CompletableFuture<Void> inBackground(Task task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                task.run();
                done.complete(null);
            } catch (IOException e) {
                done.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return done;
    }
}
