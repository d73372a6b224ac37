package io.github.servicehandler.internal.dbus;

import static io.github.servicehandler.internal.dbus.CapturedFrames.decoded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that decode what real managers sent, and encode it again. */
class CapturedFramesTest {

    static Stream<CapturedFrames> captured() {
        return CapturedFrames.all();
    }

    static Stream<CapturedFrames> privateSockets() {
        return CapturedFrames.all().filter(captured -> captured.socket().equals("private"));
    }

    @ParameterizedTest
    @MethodSource("captured")
    void bodiesAreWrittenAsSystemdWroteThem(CapturedFrames captured) {
        for (byte[] frame : captured.frames()) {
            Message message = decoded(frame);

            assertThat(body(MessageEncoder.encode(message)))
                    .as("the body of %s", message)
                    .isEqualTo(body(frame));
        }
    }

    private static byte[] body(byte[] frame) {
        int length = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
        return Arrays.copyOfRange(frame, frame.length - length, frame.length);
    }

    @ParameterizedTest
    @MethodSource("captured")
    void headersAreWrittenSoThatTheyReadTheSame(CapturedFrames captured) {
        for (Message message : captured.messages()) {
            Message again = decoded(MessageEncoder.encode(message, ByteOrder.BIG_ENDIAN));

            assertThat(again.fields()).isEqualTo(message.fields());
            assertThat(again.serial()).isEqualTo(message.serial());
            assertThat(again.type()).isEqualTo(message.type());
            assertThat(again.flags()).isEqualTo(message.flags());
            assertThat(again.body()).usingRecursiveComparison().isEqualTo(message.body());
        }
    }

    @ParameterizedTest
    @MethodSource("captured")
    void tellsOfAServiceThatStartsAndIsKilled(CapturedFrames captured) {
        List<Object> states = captured.messages().stream()
                .filter(isSignal("PropertiesChanged"))
                .filter(signal -> SystemdBusNames.unitName(signal.path()).equals("running.service"))
                .map(signal -> SystemdBusNames.properties(signal, 1).get("ActiveState"))
                .flatMap(state -> Stream.ofNullable(state).map(Variant::value))
                .distinct()
                .toList();

        assertThat(states).containsSequence("active", "failed");
        assertThat(captured.messages())
                .filteredOn(isSignal("JobRemoved"))
                .extracting(
                        signal -> signal.body().get(2), signal -> signal.body().get(3))
                .contains(tuple("running.service", "done"));
    }

    @ParameterizedTest
    @MethodSource("privateSockets")
    void readsAllPropertiesUnitsAndRefusals(CapturedFrames captured) {
        List<Message> messages = captured.messages();

        Map<String, Variant> manager = messages.stream()
                .filter(message -> message.typeOf(0).equals("a{sv}"))
                .map(message -> SystemdBusNames.properties(message, 0))
                .filter(properties -> properties.containsKey("Version"))
                .findFirst()
                .orElseThrow();
        assertThat(manager.get("Version")).extracting(Variant::value).asString().startsWith("" + captured.version());
        assertThat(messages).filteredOn(isSignal("Reloading")).hasSize(2);
        assertThat(messages)
                .filteredOn(message -> message.type() == MessageType.ERROR)
                .extracting(Message::errorName, message -> message.body().get(0))
                .containsExactly(tuple("org.freedesktop.systemd1.NoSuchUnit", "Unit nope.service not loaded."));
        assertThat(messages.stream().map(message -> message.typeOf(0))).contains("a(ssssssouso)");
    }

    private static Predicate<Message> isSignal(String member) {
        return message ->
                message.type() == MessageType.SIGNAL && message.member().equals(member);
    }
}
