package io.github.servicehandler.internal.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests of {@link MessageEncoder} and {@link MessageDecoder} against bytes that were written by hand from the
 * specification.
 */
class CodecTest {

    private static final String LITTLE_CALL = """
            'l' 01 01 01  0c 00 00 00  02 01 00 00  38 00 00 00
            01 01 'o' 00  02 00 00 00 '/c' 00  00 00 00 00 00
            02 01 's' 00  03 00 00 00 'd.e' 00 00 00 00 00
            03 01 's' 00  01 00 00 00 'F' 00   00 00 00 00 00 00
            08 01 'g' 00  02 'su' 00
            02 00 00 00 'hi' 00 00  04 03 02 01
            """;

    private static final String BIG_CALL = """
            'B' 01 01 01  00 00 00 0c  00 00 01 02  00 00 00 38
            01 01 'o' 00  00 00 00 02 '/c' 00  00 00 00 00 00
            02 01 's' 00  00 00 00 03 'd.e' 00 00 00 00 00
            03 01 's' 00  00 00 00 01 'F' 00   00 00 00 00 00 00
            08 01 'g' 00  02 'su' 00
            00 00 00 02 'hi' 00 00  01 02 03 04
            """;

    private static Message decoded(byte[] frame) {
        MessageDecoder decoder = new MessageDecoder();
        decoder.add(ByteBuffer.wrap(frame));
        return Objects.requireNonNull(decoder.next(), "more bytes are needed");
    }

    private static Message roundTrip(String types, Object... values) {
        Message sent = Message.signal("/a", "b.c", "D").withSerial(1).withBody(types, values);
        Message little = decoded(MessageEncoder.encode(sent));
        Message big = decoded(MessageEncoder.encode(sent, ByteOrder.BIG_ENDIAN));
        assertThat(big.body()).usingRecursiveComparison().isEqualTo(little.body());
        return little;
    }

    @ParameterizedTest
    @ValueSource(strings = {LITTLE_CALL, BIG_CALL})
    void readsACallOfEitherEndianness(String text) {
        Message call = decoded(Hex.bytes(text));

        assertThat(call.type()).isEqualTo(MessageType.METHOD_CALL);
        assertThat(call.expectsReply()).isFalse();
        assertThat(call.serial()).isEqualTo(0x102);
        assertThat(call.path()).isEqualTo("/c");
        assertThat(call.interfaceName()).isEqualTo("d.e");
        assertThat(call.member()).isEqualTo("F");
        assertThat(call.body()).containsExactly("hi", 0x1020304L);
    }

    @Test
    void writesTheBytesThatTheSpecificationAsksFor() {
        Message call = decoded(Hex.bytes(LITTLE_CALL));

        assertThat(MessageEncoder.encode(call)).isEqualTo(Hex.bytes(LITTLE_CALL));
        assertThat(MessageEncoder.encode(call, ByteOrder.BIG_ENDIAN)).isEqualTo(Hex.bytes(BIG_CALL));
    }

    @Test
    void everyTypeComesBackAsItWasSent() {
        Message message = roundTrip(
                "ybnqiuxtdsogh",
                255,
                true,
                (short) -2,
                65535,
                -1,
                0xffffffffL,
                Long.MIN_VALUE,
                -1L,
                0.5,
                "ü\uD83D\uDE00",
                "/x",
                "a{sv}",
                3);

        assertThat(message.body())
                .containsExactly(
                        255,
                        true,
                        (short) -2,
                        65535,
                        -1,
                        0xffffffffL,
                        Long.MIN_VALUE,
                        -1L,
                        0.5,
                        "ü\uD83D\uDE00",
                        "/x",
                        "a{sv}",
                        3);
    }

    @Test
    void containersComeBackAsTheyWereSent() {
        Map<String, Object> dict = new LinkedHashMap<>();
        dict.put("z", Variant.of("as", List.of("1", "")));
        dict.put("a", Variant.of("(yv)", List.of(1, Variant.of("x", 2L))));
        List<List<Object>> units = List.of(List.of("u", "/u"), List.of("v", "/v"));

        Message message = roundTrip("a{sv}a(so)ayax", dict, units, new byte[] {1, 2}, List.of());

        assertThat(message.body().get(0)).isEqualTo(dict);
        assertThat(((Map<?, ?>) message.body().get(0)).keySet()).hasToString("[z, a]");
        assertThat(message.body().get(1)).isEqualTo(units);
        assertThat(message.value(2, byte[].class)).containsExactly(1, 2);
        assertThat(message.body().get(3)).isEqualTo(List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "y, -1",
        "y, 256",
        "n, 32768",
        "q, -1",
        "q, 65536",
        "i, 2147483648",
        "u, -1",
        "u, 4294967296",
        "h, -1",
    })
    void numbersThatDoNotFitAreNotSent(String type, long value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> roundTrip(type, value))
                .withMessageStartingWith("a value of type " + type + " must be from ")
                .withMessageEndingWith(", but was " + value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"i", "b", "d", "as", "ay", "a{ss}", "(s)", "v", "o", "g"})
    void valuesOfAnotherTypeAreNotSent(String type) {
        assertThatIllegalArgumentException().isThrownBy(() -> roundTrip(type, "x y"));
    }

    @Test
    void textThatIsNoTextIsNotSent() {
        assertThatIllegalArgumentException().isThrownBy(() -> roundTrip("s", "a\0b"));
        assertThatIllegalArgumentException().isThrownBy(() -> roundTrip("s", "\uD83D"));
        assertThatIllegalArgumentException().isThrownBy(() -> roundTrip("s", "\uDE00\uD83D"));
    }

    @Test
    void aMessageWithoutSerialIsNotSent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageEncoder.encode(Message.signal("/a", "b.c", "D")))
                .withMessageContaining("serial");
    }

    @Test
    void aStructHasAllItsMembers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> roundTrip("(ss)", List.of("a")))
                .withMessage("a value of type (ss) must have 2 members, but had 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0  | 78          | a message must begin with 'l' or 'B', but began with byte 120",
                "1  | 00          | the type of a message must not be 0",
                "1  | 02          | a message of type METHOD_RETURN must have the header field REPLY_SERIAL",
                "1  | 03          | a message of type ERROR must have the header field",
                "3  | 02          | the protocol version of a message must be 1",
                "4  | f1 ff ff 07 | the message claims to be 134217785 bytes long",
                "4  | ff ff ff ff | the message claims to be 4294967367 bytes long",
                "8  | 00 00 00 00 | the serial of a message must not be 0",
                "12 | 01 00 00 04 | the message claims to be",
                "12 | ff ff ff ff | the message claims to be",
                "12 | 37 00 00 00 | the last element of an array extends beyond the array",
                "16 | 00          | the code of a header field must not be 0",
                "16 | 02          | the header field INTERFACE has an invalid value of type o",
                "18 | 73          | the header field PATH has an invalid value of type s",
                "18 | 2a          | is not a valid signature",
                "19 | 01          | a string must end with a NUL",
                "20 | ff ff ff ff | a value extends beyond the end of the message",
                "20 | 00 00 00 7f | a value extends beyond the end of the message",
                "20 | 34 00 00 00 | a string must not contain a NUL",
                "24 | 78          | is not a valid object path",
                "26 | 31          | a string must end with a NUL",
                "27 | 01          | padding must be 0",
                "41 | 78          | the header field INTERFACE has an invalid value of type s: \"dxe\"",
                "48 | 0a          | a message of type METHOD_CALL must have the header field MEMBER",
                "56 | 31          | the header field MEMBER has an invalid value of type s: \"1\"",
                "69 | 73 73       | a value extends beyond the end of the message",
                "69 | 73 79       | the body must end with its last value, but is longer; bytes left over: 4",
                "64 | 0a          | the body must end with its last value, but is longer; bytes left over: 12",
                "76 | 00          | a string must not contain a NUL",
                "76 | ff          | a string must be valid UTF-8",
                "76 | c0 80       | a string must be valid UTF-8",
                "79 | 01          | padding must be 0",
            })
    void whatIsNoMessageIsRefused(int offset, String bytes, String problem) {
        byte[] frame = Hex.bytes(LITTLE_CALL);
        byte[] damage = Hex.bytes(bytes);
        System.arraycopy(damage, 0, frame, offset, damage.length);

        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> decoded(frame))
                .withMessageContaining(problem);
    }

    @Test
    void aHeaderHasNoFieldTwice() {
        byte[] frame = MessageEncoder.encode(
                Message.signal("/a", "b.c", "D").withSender("b.c").withSerial(1));
        frame[64] = 2;

        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> decoded(frame))
                .withMessageContaining("a header must not have a field twice");
    }

    @Test
    void unknownTypesFieldsAndFlagsAreIgnored() {
        byte[] unknownType = Hex.bytes(LITTLE_CALL);
        unknownType[1] = 5;
        byte[] unknownField = Hex.bytes(LITTLE_CALL);
        unknownField[2] = (byte) 0xf8;
        unknownField[32] = 10;
        MessageDecoder decoder = new MessageDecoder();
        decoder.add(ByteBuffer.wrap(unknownType));
        decoder.add(ByteBuffer.wrap(unknownField));

        assertThat(decoder.next())
                .satisfies(message -> assertThat(message.interfaceName()).isEmpty())
                .satisfies(message -> assertThat(message.expectsReply()).isTrue());
        assertThat(decoder.next()).isNull();
    }

    @Test
    void messagesComeOutWhateverThePiecesThatTheyCameIn() {
        ByteBuffer bytes = ByteBuffer.wrap(Hex.bytes((LITTLE_CALL + BIG_CALL).repeat(3)));
        for (int size = 1; size < 100; size++) {
            MessageDecoder decoder = new MessageDecoder();
            int count = 0;
            for (int at = 0; at < bytes.capacity(); at += size) {
                decoder.add(bytes.slice(at, Math.min(size, bytes.capacity() - at)));
                while (decoder.next() != null) {
                    count++;
                }
            }
            assertThat(count).as("messages in pieces of %d bytes", size).isEqualTo(6);
        }
    }

    @Test
    void largeMessagesComeWhole() {
        String large = "x".repeat(3_000_000);

        assertThat(roundTrip("sas", large, List.of(large, "y")).body()).containsExactly(large, List.of(large, "y"));
    }

    @Test
    void anArrayIsAtMost64MebibytesLong() {
        byte[] most = new byte[ProtocolLimits.ARRAY_BYTES];
        Message sent = Message.signal("/a", "b.c", "D").withSerial(1);

        assertThat(decoded(MessageEncoder.encode(sent.withBody("ay", most))).value(0, byte[].class))
                .hasSize(ProtocolLimits.ARRAY_BYTES);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageEncoder.encode(sent.withBody("ay", new byte[ProtocolLimits.ARRAY_BYTES + 1])))
                .withMessage("an array must be at most 67108864 bytes long, but was 67108865");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageEncoder.encode(sent.withBody("ayay", most, most)))
                .withMessage("a message must be at most 134217728 bytes long");
    }

    @Test
    void aTooLongArrayIsRefused() {
        byte[] frame = MessageEncoder.encode(Message.signal("/a", "b.c", "D")
                .withSerial(1)
                .withBody("ayay", new byte[ProtocolLimits.ARRAY_BYTES - 4], new byte[8]));
        ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).putInt(80, ProtocolLimits.ARRAY_BYTES + 1);

        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> decoded(frame))
                .withMessageContaining("an array must be at most 67108864 bytes long, but was 67108865");
    }

    @Test
    void valuesNestAtMost64Deep() {
        assertThat(roundTrip("v", nested(63)).body()).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> roundTrip("v", nested(64)));
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> decoded(deep(100)))
                .withMessageContaining("nested at most 64 deep");
    }

    /** Returns a variant that contains as many nested variants. */
    private static Variant nested(int count) {
        Variant variant = Variant.of("y", 1);
        for (int i = 0; i < count; i++) {
            variant = Variant.of("v", variant);
        }
        return variant;
    }

    /** Returns a frame with variants nested deeper than the encoder would write. */
    private static byte[] deep(int count) {
        byte[] frame = MessageEncoder.encode(Message.signal("/a", "b.c", "D")
                .withSerial(1)
                .withBody("vs", Variant.of("y", 1), "x".repeat(3 * count)));
        int body = frame.length
                - ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
        byte[] variants = Hex.bytes("01 'v' 00".repeat(count));
        System.arraycopy(variants, 0, frame, body, variants.length);
        return frame;
    }
}
