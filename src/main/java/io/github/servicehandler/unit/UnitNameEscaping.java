package io.github.servicehandler.unit;

import io.github.servicehandler.internal.text.VisibleText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Escaping of text for unit names and bus paths, byte for byte as systemd does it. */
final class UnitNameEscaping {

    private static final HexFormat HEX = HexFormat.of();
    private static final int MAX_PATH = 4095;
    private static final int MAX_COMPONENT = 255;

    private UnitNameEscaping() {}

    static String escape(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : utf8(text)) {
            boolean leadingDot = b == '.' && out.length() == 0;
            if (b == '/') {
                out.append('-');
            } else if (isPlain(b) && !leadingDot) {
                out.append((char) b);
            } else {
                out.append("\\x").append(HEX.toHexDigits(b));
            }
        }
        return out.toString();
    }

    private static boolean isPlain(byte b) {
        return isLetter(b) || isDigit(b) || b == ':' || b == '_' || b == '.';
    }

    private static boolean isLetter(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    static String unescape(String escaped) {
        byte[] in = utf8(escaped);
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '\\') {
                out.write(hexByte(escaped, in, i));
                i += 3;
            } else {
                out.write(in[i] == '-' ? '/' : in[i]);
            }
        }
        return text(escaped, out.toByteArray());
    }

    private static int hexByte(String escaped, byte[] in, int backslash) {
        int end = backslash + 4;
        if (end <= in.length && in[backslash + 1] == 'x') {
            char high = (char) in[backslash + 2];
            char low = (char) in[backslash + 3];
            if (HexFormat.isHexDigit(high) && HexFormat.isHexDigit(low)) {
                return HexFormat.fromHexDigit(high) << 4 | HexFormat.fromHexDigit(low);
            }
        }
        throw invalid(escaped, "must not have a backslash without x and two hexadecimal digits after it");
    }

    static String escapePath(String path) {
        List<String> components = new ArrayList<>(Arrays.asList(path.split("/")));
        components.removeIf(component -> component.isEmpty() || component.equals("."));
        boolean absolute = path.startsWith("/");
        if (components.isEmpty() && !absolute && !path.isEmpty()) {
            throw invalid(path, "is a relative path without a component other than \".\"");
        }
        checkPath(path, components, absolute ? MAX_PATH : MAX_PATH + 1);
        return components.isEmpty() ? "-" : escape(String.join("/", components));
    }

    static String unescapePath(String escaped) {
        if (escaped.equals("-")) {
            return "/";
        }
        String path = unescape(escaped);
        List<String> components = Arrays.asList(path.split("/", -1));
        if (components.contains("") || components.contains(".")) {
            throw invalid(escaped, "is not an escaped path: a path must not have an empty or \".\" component");
        }
        checkPath(escaped, components, MAX_PATH);
        return "/" + path;
    }

    /** Checks the components of a path. {@code maxLength} includes a slash before each component. */
    private static void checkPath(String input, List<String> components, int maxLength) {
        int length = 0;
        for (String component : components) {
            int bytes = utf8(component).length;
            length += 1 + bytes;
            if (component.equals("..")) {
                throw invalid(input, "must not have a \"..\" component");
            }
            if (bytes > MAX_COMPONENT) {
                throw invalid(input, "must not have a component of more than 255 bytes");
            }
        }
        if (length > maxLength) {
            throw invalid(input, "must be at most 4095 bytes long as a path");
        }
    }

    /** Escapes text for a bus path: all bytes except letters and digits, and a leading digit. */
    static String busLabel(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : utf8(text)) {
            if (isLetter(b) || (isDigit(b) && out.length() > 0)) {
                out.append((char) b);
            } else {
                out.append('_').append(HEX.toHexDigits(b));
            }
        }
        return out.length() == 0 ? "_" : out.toString();
    }

    private static byte[] utf8(String text) {
        if (text.indexOf('\0') >= 0) {
            throw invalid(text, "must not have a NUL character");
        }
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw invalid(text, "must not have an unpaired surrogate", e);
        }
    }

    private static String text(String escaped, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw invalid(escaped, "must not have an escaped NUL character");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw invalid(escaped, "must unescape to valid UTF-8", e);
        }
    }

    private static IllegalArgumentException invalid(String input, String problem) {
        return new IllegalArgumentException(VisibleText.quoted(input) + " " + problem);
    }

    private static IllegalArgumentException invalid(String input, String problem, Exception cause) {
        return new IllegalArgumentException(VisibleText.quoted(input) + " " + problem, cause);
    }
}
