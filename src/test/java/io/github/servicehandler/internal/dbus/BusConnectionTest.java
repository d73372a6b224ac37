package io.github.servicehandler.internal.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.servicehandler.internal.dbus.TestPeer.Guest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BusConnectionTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Message CALL = Message.call("a.b", "/c", "d.e", "F");
    private static final Message SIGNAL = Message.signal("/c", "d.e", "Changed");

    @TempDir
    private Path directory;

    private final RecordingListener ear = new RecordingListener();

    private BusConnection connect(TestPeer peer) {
        return BusConnection.toPrivateSocket(peer.socket(), ear, ear, TIMEOUT);
    }

    private static void echo(Guest guest, Message call) throws IOException {
        guest.send(Message.returnOf(call)
                .withBody(call.signature().toString(), call.body().toArray()));
    }

    @Test
    void callsAreAnswered() throws IOException {
        try (TestPeer peer = TestPeer.answering(directory, BusConnectionTest::echo);
                BusConnection connection = connect(peer)) {
            assertThat(connection.call(CALL.withBody("su", "ü", 7L), TIMEOUT).body())
                    .containsExactly("ü", 7L);
            assertThat(connection.isOpen()).isTrue();
            assertThat(connection).hasToString(peer.socket().toString());
        }
    }

    @Test
    void aRefusalIsThrownWithItsName() throws IOException {
        try (TestPeer peer = TestPeer.answering(
                        directory, (guest, call) -> guest.send(Message.errorOf(call, "x.NoSuchUnit", "not loaded")));
                BusConnection connection = connect(peer)) {
            BusException e = catchThrowableOfType(BusException.class, () -> connection.call(CALL, TIMEOUT));

            assertThat(e).hasMessage("not loaded [x.NoSuchUnit]");
            assertThat(e.errorName()).isEqualTo("x.NoSuchUnit");
        }
    }

    @Test
    void aCallTimesOutAndItsLateAnswerIsDropped() throws IOException {
        List<Message> late = new ArrayList<>();
        try (TestPeer peer = TestPeer.answering(directory, (guest, call) -> {
                    late.add(call);
                    if (late.size() == 2) {
                        echo(guest, late.get(0));
                        echo(guest, late.get(1));
                    }
                });
                BusConnection connection = connect(peer)) {
            assertThatExceptionOfType(BusException.class)
                    .isThrownBy(() -> connection.call(CALL.withBody("s", "first"), Duration.ofMillis(50)))
                    .withMessageStartingWith("no reply to METHOD_CALL /c d.e.F(s) within PT0.05S")
                    .extracting(BusException::errorName)
                    .isEqualTo(DBusErrorNames.NO_REPLY);
            assertThat(connection.call(CALL.withBody("s", "second"), TIMEOUT).body())
                    .containsExactly("second");
        }
    }

    @Test
    void anInterruptedCallThrowsAndLeavesTheConnectionUsable() throws IOException {
        try (TestPeer peer = TestPeer.answering(directory, (guest, call) -> {
                    if (!call.body().isEmpty()) {
                        echo(guest, call);
                    }
                });
                BusConnection connection = connect(peer)) {
            Thread.currentThread().interrupt();

            assertThatExceptionOfType(BusException.class)
                    .isThrownBy(() -> connection.call(CALL, TIMEOUT))
                    .withMessageStartingWith("interrupted");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(connection.call(CALL.withBody("s", "x"), TIMEOUT).body()).containsExactly("x");
        }
    }

    @Test
    void theReadingThreadCannotWaitForItself() throws Exception {
        BlockingQueue<Throwable> thrown = new LinkedBlockingQueue<>();
        AtomicInteger unused = new AtomicInteger();
        try (TestPeer peer = TestPeer.answering(directory, BusConnectionTest::echo);
                BusConnection connection = connect(peer)) {
            CompletableFuture<Message> answer = new CompletableFuture<>();
            CompletableFuture<Void> done = answer.thenAccept(message -> {
                try {
                    unused.addAndGet(connection.call(CALL, TIMEOUT).serial());
                } catch (IllegalStateException e) {
                    thrown.add(e);
                }
            });
            connection.send(CALL, answer);
            done.get(10, TimeUnit.SECONDS);

            assertThat(thrown).singleElement().satisfies(e -> assertThat(e).hasMessageContaining("use send"));
        }
    }

    @Test
    void answersAndSignalsComeInTheOrderInWhichTheyWereSent() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (TestPeer peer = TestPeer.answering(directory, (guest, call) -> {
                    guest.send(SIGNAL.withBody("s", "before"));
                    echo(guest, call);
                    guest.send(SIGNAL.withBody("s", "after"));
                });
                BusConnection connection = BusConnection.toPrivateSocket(
                        peer.socket(), signal -> received.add(signal.value(0, String.class)), ear, TIMEOUT)) {
            for (int i = 0; i < 100; i++) {
                CompletableFuture<Message> answer = new CompletableFuture<>();
                CompletableFuture<Boolean> noted = answer.thenApply(message -> received.add("answer"));
                connection.send(CALL, answer);
                assertThat(noted.get(10, TimeUnit.SECONDS)).isTrue();
            }
            await().until(() -> received.size() == 300);
            List<String> all = List.copyOf(received);
            for (int i = 0; i < 300; i += 3) {
                assertThat(all.subList(i, i + 3)).containsExactly("before", "answer", "after");
            }
        }
    }

    @Test
    void aListenerThatThrowsDoesNotEndTheConnection() throws Exception {
        BlockingQueue<Message> received = new LinkedBlockingQueue<>();
        try (TestPeer peer = TestPeer.answering(directory, (guest, call) -> {
                    guest.send(SIGNAL);
                    echo(guest, call);
                });
                BusConnection connection = BusConnection.toPrivateSocket(
                        peer.socket(),
                        signal -> {
                            received.add(signal);
                            throw new IllegalStateException("as the test wants it");
                        },
                        ear,
                        TIMEOUT)) {
            connection.call(CALL, TIMEOUT);
            connection.call(CALL, TIMEOUT);

            assertThat(received).hasSize(2);
        }
    }

    @Test
    void whenTheOtherSideHangsUpWaitingCallsFailAndTheListenerHearsOnce() throws Exception {
        try (TestPeer peer = TestPeer.answering(directory, (guest, call) -> guest.hangUp())) {
            BusConnection connection = connect(peer);
            assertThatExceptionOfType(BusException.class)
                    .isThrownBy(() -> connection.call(CALL, TIMEOUT))
                    .extracting(BusException::errorName)
                    .isEqualTo(DBusErrorNames.DISCONNECTED);

            assertThat(ear.end().errorName()).isEqualTo(DBusErrorNames.DISCONNECTED);
            assertThat(connection.isOpen()).isFalse();
            assertThatExceptionOfType(BusException.class).isThrownBy(() -> connection.call(CALL, TIMEOUT));
            assertThatExceptionOfType(BusException.class).isThrownBy(() -> connection.sendNoReply(CALL.withoutReply()));
            connection.close();
            assertThat(ear.unread()).isZero();
        }
    }

    @Test
    void closingFailsWaitingCallsAndTellsTheListenerOnce() throws Exception {
        try (TestPeer peer = TestPeer.answering(directory, (guest, call) -> {})) {
            BusConnection connection = connect(peer);
            CompletableFuture<Message> answer = connection.send(CALL);
            connection.close();
            connection.close();

            assertThat(ear.end()).hasMessageContaining(" was closed [");
            assertThat(answer).isCompletedExceptionally();
            assertThat(ear.unread()).isZero();
        }
    }

    @Test
    void bytesThatAreNoMessageEndTheConnectionWithTheReason() throws Exception {
        try (TestPeer peer = TestPeer.answering(directory, (guest, call) -> guest.say("HTTP/1.1 400 Bad Request"));
                BusConnection connection = connect(peer)) {
            assertThatExceptionOfType(MalformedMessageException.class)
                    .isThrownBy(() -> connection.call(CALL, TIMEOUT))
                    .withMessageContaining("a message must begin with 'l' or 'B', but began with byte 72");
            assertThat(ear.end()).isInstanceOf(MalformedMessageException.class);
        }
    }

    @Test
    void aClaimOfAGiantMessageEndsTheConnection() throws Exception {
        byte[] giant = Hex.bytes("'l' 04 00 01  ff ff ff 7f  01 00 00 00  10 00 00 00");
        try (TestPeer peer = TestPeer.answering(directory, (guest, call) -> guest.write(giant));
                BusConnection connection = connect(peer)) {
            assertThatExceptionOfType(MalformedMessageException.class)
                    .isThrownBy(() -> connection.call(CALL, TIMEOUT))
                    .withMessageContaining("claims to be 2147483679 bytes long");
        }
    }

    @Test
    void messagesMayComeByteByByte() throws Exception {
        try (TestPeer peer = TestPeer.answering(directory, (guest, call) -> {
                    byte[] bytes = guest.encoded(Message.returnOf(call).withBody("s", "slow"));
                    for (byte b : bytes) {
                        guest.write(new byte[] {b});
                    }
                });
                BusConnection connection = connect(peer)) {
            assertThat(connection.call(CALL, TIMEOUT).body()).containsExactly("slow");
        }
    }

    @Test
    void halfAMessageAndNothingMoreIsTheEnd() throws Exception {
        try (TestPeer peer = TestPeer.answering(directory, (guest, call) -> {
                    guest.write(Hex.bytes("'l' 04 00 01  00 01 00 00"));
                    guest.hangUp();
                });
                BusConnection connection = connect(peer)) {
            assertThatExceptionOfType(BusException.class).isThrownBy(() -> connection.call(CALL, TIMEOUT));
            assertThat(ear.end()).hasMessageContaining("closed by the peer");
        }
    }

    @Test
    void thirtyThousandCallsCanBeSentFromTheReadingThread() throws Exception {
        int calls = 30_000;
        List<CompletableFuture<Message>> answers = new ArrayList<>();
        try (TestPeer peer = TestPeer.answering(directory, BusConnectionTest::echo);
                BusConnection connection = connect(peer)) {
            CompletableFuture<Message> first = new CompletableFuture<>();
            CompletableFuture<Void> sent = first.thenAccept(message -> {
                for (int i = 0; i < calls; i++) {
                    answers.add(connection.send(CALL.withBody("u", i)));
                }
            });
            connection.send(CALL, first);
            sent.get(30, TimeUnit.SECONDS);

            for (int i = 0; i < calls; i++) {
                assertThat(answers.get(i).get(30, TimeUnit.SECONDS).body()).containsExactly((long) i);
            }
        }
    }

    @Test
    void aPeerThatDoesNotReadUntilItHasWrittenAllBlocksNobody() throws Exception {
        int signals = 20_000;
        BlockingQueue<CompletableFuture<Message>> answers = new LinkedBlockingQueue<>();
        CompletableFuture<BusConnection> self = new CompletableFuture<>();
        try (TestPeer peer = new TestPeer(directory, guest -> {
                    guest.welcome();
                    for (int i = 0; i < signals; i++) {
                        guest.send(SIGNAL.withBody("ay", new byte[200]));
                    }
                    guest.serve(BusConnectionTest::echo);
                });
                BusConnection connection = BusConnection.toPrivateSocket(
                        peer.socket(),
                        signal -> answers.add(self.join().send(CALL.withBody("ay", new byte[200]))),
                        ear,
                        TIMEOUT)) {
            self.complete(connection);

            for (int i = 0; i < signals; i++) {
                assertThat(answers.take().get(30, TimeUnit.SECONDS).body()).hasSize(1);
            }
        }
    }

    @Test
    void onlyAHundredCallsAreUnderWayAtATime() throws Exception {
        BlockingQueue<Message> received = new LinkedBlockingQueue<>();
        CountDownLatch go = new CountDownLatch(1);
        try (TestPeer peer = new TestPeer(directory, guest -> {
                    guest.welcome();
                    Thread answering = new Thread(() -> answerLater(guest, received, go));
                    answering.start();
                    guest.serve((same, call) -> received.add(call));
                });
                BusConnection connection = connect(peer)) {
            List<CompletableFuture<Message>> answers = new ArrayList<>();
            for (int i = 0; i < 250; i++) {
                answers.add(connection.send(CALL));
            }
            CompletableFuture<Message> givenUp = answers.get(200);
            givenUp.cancel(false);
            connection.sendNoReply(CALL.withoutReply().withBody("s", "last"));
            await().until(() -> received.size() == 101);
            go.countDown();

            for (CompletableFuture<Message> answer : answers) {
                if (answer != givenUp) {
                    assertThat(answer.get(10, TimeUnit.SECONDS)).isNotNull();
                }
            }
        }
    }

    private static void answerLater(Guest guest, BlockingQueue<Message> calls, CountDownLatch go) {
        try {
            go.await();
            for (Message call = calls.take(); true; call = calls.take()) {
                if (call.expectsReply()) {
                    guest.send(Message.returnOf(call));
                }
            }
        } catch (IOException | InterruptedException e) {
            // the test is over
        }
    }

    @Test
    void aPeerThatNeverReadsIsNotGivenMoreThanTheLimit() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (TestPeer peer = new TestPeer(directory, guest -> {
            guest.welcome();
            awaitQuietly(over);
        })) {
            BusConnection connection = connect(peer);
            Message large = SIGNAL.withBody("ay", new byte[10_000_000]);
            assertThatExceptionOfType(BusException.class)
                    .isThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            connection.sendNoReply(large);
                        }
                    })
                    .withMessageContaining("reads too slowly")
                    .extracting(BusException::errorName)
                    .isEqualTo(DBusErrorNames.LIMITS_EXCEEDED);
            connection.close();
            assertThat(ear.end()).hasMessageContaining("was closed");
        } finally {
            over.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoCallsUsIsTold() throws Exception {
        BlockingQueue<Message> answers = new LinkedBlockingQueue<>();
        try (TestPeer peer = new TestPeer(directory, guest -> {
                    guest.welcome();
                    guest.send(Message.call("a.b", "/", "org.freedesktop.DBus.Peer", "Ping"));
                    guest.send(CALL);
                    guest.send(CALL.withoutReply());
                    guest.send(CALL);
                    guest.serve((same, answer) -> answers.add(answer));
                });
                BusConnection connection = connect(peer)) {
            await().until(() -> answers.size() == 3);

            assertThat(connection.isOpen()).isTrue();
            assertThat(answers)
                    .extracting(Message::errorName)
                    .containsExactly("", DBusErrorNames.UNKNOWN_METHOD, DBusErrorNames.UNKNOWN_METHOD);
            assertThat(answers).extracting(Message::replySerial).containsExactly(1, 2, 4);
        }
    }

    @Test
    void onlyCallsThatWantAnAnswerCanBeAwaited() throws Exception {
        try (TestPeer peer = TestPeer.answering(directory, BusConnectionTest::echo);
                BusConnection connection = connect(peer)) {
            assertThatIllegalArgumentException().isThrownBy(() -> connection.send(SIGNAL));
            assertThatIllegalArgumentException().isThrownBy(() -> connection.call(CALL.withoutReply(), TIMEOUT));
            assertThatIllegalArgumentException().isThrownBy(() -> connection.sendNoReply(CALL));
            assertThatIllegalArgumentException().isThrownBy(() -> connection.call(CALL.withBody("s", 1), TIMEOUT));
            assertThat(connection.call(CALL, TIMEOUT).body()).isEmpty();
        }
    }
}
