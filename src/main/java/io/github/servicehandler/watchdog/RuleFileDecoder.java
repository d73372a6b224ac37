package io.github.servicehandler.watchdog;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Decoder of the bytes of a rule file, which reports where a file is not text in UTF-8. */
final class RuleFileDecoder {

    private static final int BYTE = 0xFF;
    private static final int UTF16_MARK = 0xFE + 0xFF;

    private RuleFileDecoder() {}

    /** @throws RuleFileException if the bytes are not text in UTF-8, with the position of the first that is not */
    static String decode(byte[] bytes) {
        if (bytes.length > 1 && (bytes[0] & BYTE) + (bytes[1] & BYTE) == UTF16_MARK) {
            throw new RuleFileException(1, 1, "the file is in UTF-16; save it in UTF-8");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            String found = String.format("0x%02X", bytes[in.position()] & BYTE);
            throw at(text, "the byte " + found + " is not text in UTF-8; save the file in UTF-8");
        }
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw at(text.substring(0, nul), "the byte 0x00 is not text; save the file in UTF-8");
        }
        return text;
    }

    /** Returns an error at the end of a text. */
    private static RuleFileException at(String before, String message) {
        // the added character makes the last line count even if it is empty
        var lines = (before + "x").lines().toList();
        int last = lines.size() - 1;
        return new RuleFileException(lines.size(), lines.get(last).length(), message);
    }
}
