package io.github.servicehandler.internal.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests of connections to peers that do not exist, reject the user, or speak something else. None of them may leave
 * anything behind.
 */
@Timeout(60)
class ConnectingTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private final RecordingListener ear = new RecordingListener();

    @AfterEach
    void noThreadIsLeftAndTheListenerHasHeardNothing() {
        await().until(() -> threads() == 0);
        assertThat(ear.unread()).isZero();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("servicehandler-bus-"))
                .count();
    }

    private BusException refusal(Path socket, Duration timeout) {
        return catchThrowableOfType(
                BusException.class,
                () -> BusConnection.toPrivateSocket(socket, ear, ear, timeout).close());
    }

    private BusException refusal(TestPeer.Script script, Duration timeout) throws IOException {
        try (TestPeer peer = new TestPeer(directory, script)) {
            return refusal(peer.socket(), timeout);
        }
    }

    private static TestPeer.Script answer(String text) {
        return guest -> {
            guest.readAuthentication();
            guest.say(text);
        };
    }

    @Test
    void aSocketThatDoesNotExistIsNamed() {
        BusException e = refusal(directory.resolve("missing"), TIMEOUT);

        assertThat(e.errorName()).isEqualTo(DBusErrorNames.DISCONNECTED);
        assertThat(e).hasMessageContaining(directory + "/missing failed: No such file or directory");
    }

    @Test
    void aPathTooLongForASocketIsRefused() {
        assertThat(refusal(directory.resolve("x".repeat(200)), TIMEOUT)).hasMessageContaining("too long");
    }

    @Test
    void aFileThatIsNoSocketIsRefused() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(refusal(file, TIMEOUT)).hasMessageContaining("Connection refused");
    }

    @Test
    void aPeerThatSaysNothingIsGivenUp() throws IOException {
        BusException e = refusal(TestPeer.Guest::readUntilEnd, Duration.ofMillis(100));

        assertThat(e.errorName()).isEqualTo(DBusErrorNames.NO_REPLY);
        assertThat(e).hasMessageContaining("no reply from " + directory).hasMessageContaining("within PT0.1S");
    }

    @Test
    void aPeerThatStopsInTheMiddleIsGivenUp() throws IOException {
        BusException e = refusal(
                guest -> {
                    guest.readAuthentication();
                    guest.say("DATA\r\nOK 12");
                    guest.readUntilEnd();
                },
                Duration.ofMillis(100));

        assertThat(e.errorName()).isEqualTo(DBusErrorNames.NO_REPLY);
    }

    @Test
    void aPeerThatDoesNotLetUsInIsQuoted() throws IOException {
        BusException e = refusal(answer("DATA\r\nREJECTED EXTERNAL\r\n"), TIMEOUT);

        assertThat(e.errorName()).isEqualTo(DBusErrorNames.AUTH_FAILED);
        assertThat(e).hasMessageContaining("rejected this user: it replied \"REJECTED EXTERNAL\"");
    }

    @Test
    void aPeerThatSpeaksSomethingElseIsQuoted() throws IOException {
        BusException e = refusal(answer("220 \u001b[31mmail\r\n"), TIMEOUT);

        assertThat(e).hasMessageContaining("does not speak D-Bus: it replied \"220 ?[31mmail\"");
    }

    @Test
    void aPeerThatNeverEndsItsLineIsCutShort() throws IOException {
        BusException e = refusal(answer("x".repeat(20_000)), TIMEOUT);

        assertThat(e).hasMessageContaining("does not speak D-Bus: it replied \"" + "x".repeat(100) + "…\"");
    }

    @Test
    void aPeerThatHangsUpIsQuoted() throws IOException {
        BusException e = refusal(answer("busy"), TIMEOUT);

        assertThat(e.errorName()).isEqualTo(DBusErrorNames.DISCONNECTED);
        assertThat(e)
                .hasMessageContaining(
                        "closed the connection during authentication, after the unfinished line \"busy\"");
    }

    @Test
    void anInterruptedThreadDoesNotConnect() throws IOException {
        Thread.currentThread().interrupt();

        BusException e = refusal(TestPeer.Guest::readUntilEnd, TIMEOUT);

        assertThat(e).hasMessageStartingWith("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aThousandConnectionsLeaveNothingBehind() throws IOException {
        RecordingListener closings = new RecordingListener();
        try (TestPeer peer = TestPeer.answering(directory, (guest, call) -> guest.send(Message.returnOf(call)))) {
            connectAndClose(peer, closings);
            await().until(() -> threads() == 0);
            long before = descriptors();
            for (int i = 0; i < 1000; i++) {
                connectAndClose(peer, closings);
            }
            await().until(() -> threads() == 0);
            await().untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(before + 2));
        }
        assertThat(closings.unread()).isEqualTo(1001);
    }

    private static void connectAndClose(TestPeer peer, RecordingListener closings) {
        try (BusConnection connection = BusConnection.toPrivateSocket(peer.socket(), closings, closings, TIMEOUT)) {
            assertThat(connection
                            .call(Message.call("a.b", "/c", "d.e", "F"), TIMEOUT)
                            .body())
                    .isEmpty();
        }
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }

    @Test
    void aBridgeIsAsGoodAsASocket() throws Exception {
        assertThatExceptionOfType(BusException.class)
                .isThrownBy(() ->
                        BusConnection.overBus(bridge("cat"), ear, ear, TIMEOUT).close())
                .withMessageContaining("a test's bridge does not speak D-Bus: it replied \"?AUTH EXTERNAL\"");
        assertThatExceptionOfType(BusException.class)
                .isThrownBy(() ->
                        BusConnection.overBus(bridge("true"), ear, ear, TIMEOUT).close())
                .extracting(BusException::errorName)
                .isEqualTo(DBusErrorNames.DISCONNECTED);
        assertThatExceptionOfType(BusException.class)
                .isThrownBy(() -> BusConnection.overBus(bridge("sleep", "60"), ear, ear, Duration.ofMillis(100))
                        .close())
                .withMessageContaining("no reply from a test's bridge");
    }

    @Test
    void aStreamThatThrowsAnythingEndsTheConnectionAtOnce() throws Exception {
        Process process = new ProcessBuilder("sh", "-c", "printf 'DATA\\r\\nOK 1\\r\\n'; exec sleep 60").start();
        OutputStream broken = new FilterOutputStream(process.getOutputStream()) {
            private boolean isAuthenticated;

            @Override
            public void write(byte[] bytes, int offset, int length) {
                if (isAuthenticated) {
                    throw new IllegalStateException("as asked");
                }
                isAuthenticated = true;
            }
        };
        StreamTransport transport =
                new StreamTransport(process.getInputStream(), broken, process::destroyForcibly, "a test's bridge");

        assertThatExceptionOfType(BusException.class)
                .isThrownBy(() ->
                        BusConnection.overBus(transport, ear, ear, TIMEOUT).close())
                .withMessageContaining("a test's bridge could not be written to: as asked");
    }

    private static StreamTransport bridge(String... program) throws IOException {
        Process process = new ProcessBuilder(program).start();
        return new StreamTransport(
                process.getInputStream(), process.getOutputStream(), process::destroyForcibly, "a test's bridge");
    }
}
