package io.github.servicehandler.internal.dbus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Conversion from readable text to bytes: pairs of hexadecimal digits, and quoted words, which stand for themselves.
 */
final class Hex {

    private Hex() {}

    /** Returns the bytes of a text such as {@code 02 00 00 00 'hi' 00}. Blanks and line ends have no meaning. */
    static byte[] bytes(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] parts = text.split("'", -1);
        for (int i = 0; i < parts.length; i++) {
            boolean quoted = i % 2 == 1;
            out.writeBytes(
                    quoted
                            ? parts[i].getBytes(StandardCharsets.UTF_8)
                            : HexFormat.of().parseHex(parts[i].replaceAll("\\s", "")));
        }
        return out.toByteArray();
    }
}
