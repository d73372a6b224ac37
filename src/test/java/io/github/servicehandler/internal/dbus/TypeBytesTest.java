package io.github.servicehandler.internal.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of each type against bytes that were written by hand from the specification, in both endiannesses. */
class TypeBytesTest {

    /** A value with the bytes that represent it at the beginning of a body. */
    record Case(String type, Object value, String little, String big) {}

    static Stream<Case> cases() {
        return Stream.of(
                new Case("y", 0x81, "81", "81"),
                new Case("b", true, "01 00 00 00", "00 00 00 01"),
                new Case("b", false, "00 00 00 00", "00 00 00 00"),
                new Case("n", (short) -2, "fe ff", "ff fe"),
                new Case("q", 0xfffe, "fe ff", "ff fe"),
                new Case("i", -2, "fe ff ff ff", "ff ff ff fe"),
                new Case("u", 0xfffffffeL, "fe ff ff ff", "ff ff ff fe"),
                new Case("x", -2L, "fe ff ff ff ff ff ff ff", "ff ff ff ff ff ff ff fe"),
                new Case("t", 0x0102030405060708L, "08 07 06 05 04 03 02 01", "01 02 03 04 05 06 07 08"),
                new Case("d", 1.0, "00 00 00 00 00 00 f0 3f", "3f f0 00 00 00 00 00 00"),
                new Case("h", 1, "01 00 00 00", "00 00 00 01"),
                new Case("s", "", "00 00 00 00 00", "00 00 00 00 00"),
                new Case("s", "ü", "02 00 00 00 c3 bc 00", "00 00 00 02 c3 bc 00"),
                new Case("o", "/", "01 00 00 00 '/' 00", "00 00 00 01 '/' 00"),
                new Case("g", "", "00 00", "00 00"),
                new Case("g", "a{sv}", "05 'a{sv}' 00", "05 'a{sv}' 00"),
                new Case("v", Variant.of("q", 5), "01 'q' 00 00 05 00", "01 'q' 00 00 00 05"),
                new Case("ay", new byte[] {7, 8}, "02 00 00 00 07 08", "00 00 00 02 07 08"),
                new Case("ax", List.of(), "00 00 00 00 00 00 00 00", "00 00 00 00 00 00 00 00"),
                new Case(
                        "ax",
                        List.of(1L),
                        "08 00 00 00 00 00 00 00  01 00 00 00 00 00 00 00",
                        "00 00 00 08 00 00 00 00  00 00 00 00 00 00 00 01"),
                new Case("aq", List.of(1, 2, 3), "06 00 00 00 01 00 02 00 03 00", "00 00 00 06 00 01 00 02 00 03"),
                new Case(
                        "aay",
                        List.of(new byte[] {1}, new byte[] {2}),
                        "0d 00 00 00  01 00 00 00 01 00 00 00  01 00 00 00 02",
                        "00 00 00 0d  00 00 00 01 01 00 00 00  00 00 00 01 02"),
                new Case(
                        "a{yq}",
                        Map.of(1, 2),
                        "04 00 00 00 00 00 00 00  01 00 02 00",
                        "00 00 00 04 00 00 00 00  01 00 00 02"),
                new Case("(yq)", List.of(1, 2), "01 00 02 00", "01 00 00 02"),
                new Case(
                        "a(yy)",
                        List.of(List.of(1, 2), List.of(3, 4)),
                        "0a 00 00 00 00 00 00 00  01 02 00 00 00 00 00 00  03 04",
                        "00 00 00 0a 00 00 00 00  01 02 00 00 00 00 00 00  03 04"));
    }

    private static Message with(Case each) {
        return Message.signal("/a", "b.c", "D").withSerial(1).withBody(each.type(), each.value());
    }

    private static byte[] bodyOf(byte[] frame, byte[] expected) {
        byte[] body = new byte[expected.length];
        System.arraycopy(frame, frame.length - body.length, body, 0, body.length);
        return body;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isWrittenSo(Case each) {
        byte[] little = Hex.bytes(each.little());
        byte[] big = Hex.bytes(each.big());
        byte[] frame = MessageEncoder.encode(with(each));

        assertThat(Byte.toUnsignedInt(frame[4])).as("the body's length").isEqualTo(little.length);
        assertThat(bodyOf(frame, little)).isEqualTo(little);
        assertThat(bodyOf(MessageEncoder.encode(with(each), ByteOrder.BIG_ENDIAN), big))
                .isEqualTo(big);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isReadSo(Case each) {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            byte[] body = Hex.bytes(order == ByteOrder.BIG_ENDIAN ? each.big() : each.little());
            byte[] frame = MessageEncoder.encode(with(each), order);
            System.arraycopy(body, 0, frame, frame.length - body.length, body.length);

            assertThat(CapturedFrames.decoded(frame).body().get(0))
                    .usingRecursiveComparison()
                    .isEqualTo(each.value());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b     | 02 00 00 00 | a boolean must be 0 or 1, but was 2",
                "b     | ff ff ff ff | a boolean must be 0 or 1, but was 4294967295",
                "h     | ff ff ff ff | the index of a file descriptor must be at most 2147483647, but was 4294967295",
                "u     | 01 02 03 | a value extends beyond the end of the message",
                "x     | 01 02 03 04 | a value extends beyond the end of the message",
                "s     | 01 00 00 00 'a' | a value extends beyond the end of the message",
                "s     | 01 00 00 00 'ab' | a string must end with a NUL",
                "g     | 02 '()' 00 | is not a valid signature",
                "g     | 03 'ss' 00 | a value extends beyond the end of the message",
                "v     | 00 00 | a variant must have exactly one complete type, but had \"\"",
                "v     | 02 'yy' 00 01 02 | a variant must have exactly one complete type, but had \"yy\"",
                "v     | 01 'q' 00 01 05 00 | padding must be 0",
                "ay    | 03 00 00 00 01 02 | a value extends beyond the end of the message",
                "ay    | 01 00 00 04 01 02 | an array must be at most 67108864 bytes long, but was 67108865",
                "aq    | 03 00 00 00 01 00 02 00 | the last element of an array extends beyond the array",
                "ax    | 00 00 00 00 | a value extends beyond the end of the message",
                "ax    | 00 00 00 00 00 00 00 01 | padding must be 0",
                "a{yq} | 03 00 00 00 00 00 00 00 01 00 02 00 | the last element of an array extends beyond the array",
                "a{yq} | 02 00 00 00 00 00 00 00 01 00 | a value extends beyond the end of the message",
                "(yq)  | 01 01 02 00 | padding must be 0",
                "y     | 01 02 | the body must end with its last value, but is longer; bytes left over: 1",
            })
    void otherBytesAreRefused(String type, String bytes, String problem) {
        byte[] body = Hex.bytes(bytes);
        int fields = 48 + 6 + type.length();
        byte[] header = Hex.bytes("""
                'l' 04 00 01  %02x 00 00 00  01 00 00 00  %02x 00 00 00
                01 01 'o' 00  02 00 00 00 '/a' 00 00 00 00 00 00
                02 01 's' 00  03 00 00 00 'b.c' 00 00 00 00 00
                03 01 's' 00  01 00 00 00 'D' 00 00 00 00 00 00 00
                08 01 'g' 00  %02x '%s' 00 %s
                """.formatted(body.length, fields, type.length(), type, "00".repeat(-fields & 7)));
        byte[] frame = new byte[header.length + body.length];
        System.arraycopy(header, 0, frame, 0, header.length);
        System.arraycopy(body, 0, frame, header.length, body.length);

        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> CapturedFrames.decoded(frame))
                .withMessageContaining(problem);
    }
}
