package io.github.servicehandler.internal.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.servicehandler.internal.dbus.TestPeer.Guest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests of registrations on buses that the test plays. */
@Timeout(60)
class BusRegistrationTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Message CALL = Message.call(SystemdBusNames.NAME, "/c", "d.e", "F");
    private static final Message SIGNAL = Message.signal("/c", "d.e", "Changed");
    private static final String BUS = "org.freedesktop.DBus";

    @TempDir
    private Path directory;

    private final RecordingListener ear = new RecordingListener();
    private final Queue<Message> calls = new ConcurrentLinkedQueue<>();

    private BusConnection connect(TestPeer peer) {
        return BusConnection.toBus(peer.socket(), ear, ear, TIMEOUT);
    }

    /**
     * Plays a bus on which systemd has the name {@code :1.0}. The signals are sent before the reply to a call of
     * {@code F}.
     */
    private void play(Guest guest, Message call, Message... signals) throws IOException {
        calls.add(call);
        Message answer = Message.returnOf(call).withSender(BUS);
        switch (call.member()) {
            case "Hello" -> guest.send(answer.withBody("s", ":1.7"));
            case "GetNameOwner" -> guest.send(answer.withBody("s", ":1.0"));
            case "F" -> {
                for (Message signal : signals) {
                    guest.send(signal);
                }
                guest.send(Message.returnOf(call).withSender(":1.0"));
            }
            default -> guest.send(answer);
        }
    }

    private static Message ownerChanged(String name, String owner) {
        return Message.signal("/org/freedesktop/DBus", BUS, "NameOwnerChanged").withBody("sss", name, "", owner);
    }

    @Test
    void asksForANameAndForTheSignalsOfSystemd() throws IOException {
        try (TestPeer peer = TestPeer.answering(directory, this::play);
                BusConnection connection = connect(peer)) {
            assertThat(connection.isOpen()).isTrue();
            assertThat(calls)
                    .extracting(Message::member)
                    .containsExactly("Hello", "AddMatch", "AddMatch", "GetNameOwner");
            assertThat(calls).extracting(Message::destination).containsOnly(BUS);
            assertThat(calls)
                    .element(1)
                    .extracting(call -> call.body().get(0))
                    .isEqualTo("type='signal',sender='org.freedesktop.systemd1'");
        }
    }

    @Test
    void signalsOfStrangersAreDropped() throws Exception {
        try (TestPeer peer = TestPeer.answering(
                        directory,
                        (guest, call) -> play(
                                guest,
                                call,
                                SIGNAL.withSender(":1.66").withBody("s", "forged"),
                                SIGNAL.withBody("s", "anonymous"),
                                ownerChanged(SystemdBusNames.NAME, ":1.66").withSender(":1.66"),
                                SIGNAL.withSender(":1.66").withBody("s", "forged again"),
                                SIGNAL.withSender(":1.0").withBody("s", "genuine")));
                BusConnection connection = connect(peer)) {
            connection.call(CALL, TIMEOUT);

            assertThat(ear.signal().body()).containsExactly("genuine");
            assertThat(ear.unread()).isZero();
        }
    }

    @Test
    void signalsOfSystemdsNextOwnerAreHeardInstead() throws Exception {
        try (TestPeer peer = TestPeer.answering(
                        directory,
                        (guest, call) -> play(
                                guest,
                                call,
                                ownerChanged("org.other", ":1.66").withSender(BUS),
                                SIGNAL.withSender(":1.66").withBody("s", "another service's"),
                                ownerChanged(SystemdBusNames.NAME, "").withSender(BUS),
                                SIGNAL.withSender(":1.0").withBody("s", "gone"),
                                ownerChanged(SystemdBusNames.NAME, ":1.9").withSender(BUS),
                                SIGNAL.withSender(":1.9").withBody("s", "new")));
                BusConnection connection = connect(peer)) {
            connection.call(CALL, TIMEOUT);

            assertThat(ear.signal().body()).containsExactly(SystemdBusNames.NAME, "", "");
            assertThat(ear.signal().body()).containsExactly(SystemdBusNames.NAME, "", ":1.9");
            assertThat(ear.signal().body()).containsExactly("new");
            assertThat(ear.unread()).isZero();
        }
    }

    @Test
    void aBusWithoutSystemdIsABus() throws Exception {
        try (TestPeer peer = TestPeer.answering(directory, (guest, call) -> {
                    if (call.member().equals("GetNameOwner")) {
                        guest.send(Message.errorOf(call, "org.freedesktop.DBus.Error.NameHasNoOwner", "none")
                                .withSender(BUS));
                    } else {
                        play(
                                guest,
                                call,
                                ownerChanged(SystemdBusNames.NAME, ":1.3").withSender(BUS),
                                SIGNAL.withSender(":1.3").withBody("s", "hello"));
                    }
                });
                BusConnection connection = connect(peer)) {
            connection.call(CALL, TIMEOUT);

            assertThat(ear.signal().member()).isEqualTo("NameOwnerChanged");
            assertThat(ear.signal().body()).containsExactly("hello");
        }
    }

    @Test
    void aBusThatIsFullSaysSo() throws IOException {
        try (TestPeer peer = TestPeer.answering(
                directory,
                (guest, call) -> guest.send(Message.errorOf(call, DBusErrorNames.LIMITS_EXCEEDED, "full")))) {
            assertThatExceptionOfType(BusException.class)
                    .isThrownBy(() -> connect(peer).close())
                    .withMessage("full [org.freedesktop.DBus.Error.LimitsExceeded]");
            assertThat(ear.unread()).isZero();
        }
    }

    @Test
    void aBusThatHangsUpDuringTheHandshakeIsReportedByTheExceptionAlone() throws IOException {
        try (TestPeer peer = TestPeer.answering(directory, (guest, call) -> guest.hangUp())) {
            assertThatExceptionOfType(BusException.class)
                    .isThrownBy(() -> connect(peer).close())
                    .extracting(BusException::errorName)
                    .isEqualTo(DBusErrorNames.DISCONNECTED);
            assertThat(ear.unread()).isZero();
        }
    }
}
