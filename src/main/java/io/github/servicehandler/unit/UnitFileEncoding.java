package io.github.servicehandler.unit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Conversion between the bytes of a unit file and text, without loss. Text is UTF-8. Each byte that is not part of
 * valid UTF-8 becomes one unpaired surrogate, U+DC80 to U+DCFF, which no valid UTF-8 gives.
 */
final class UnitFileEncoding {

    private static final int FIRST_BYTE = 0xDC80;
    private static final int LAST_BYTE = 0xDCFF;
    private static final char REPLACEMENT = '\uFFFD';

    private UnitFileEncoding() {}

    static String decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length); // UTF-8 has no fewer bytes than UTF-16 has units
        for (CoderResult result = decoder.decode(in, out, true);
                result.isError();
                result = decoder.decode(in, out, true)) {
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (FIRST_BYTE - 0x80 + (in.get() & 0xff)));
            }
        }
        return out.flip().toString();
    }

    /** Returns the bytes of a text. Other unpaired surrogates than those of {@link #decode} become question marks. */
    static byte[] encode(String text) {
        if (text.codePoints().noneMatch(UnitFileEncoding::isByte)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        text.codePoints().forEach(c -> {
            if (isByte(c)) {
                out.write(c & 0xff);
            } else {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        });
        return out.toByteArray();
    }

    /** Returns the text with the bytes that are not text replaced. */
    static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(isByte(c) ? REPLACEMENT : c));
        return out.toString();
    }

    private static boolean isByte(int c) {
        return c >= FIRST_BYTE && c <= LAST_BYTE;
    }
}
