package io.github.servicehandler.unit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Resolves one backslash escape of C and systemd.syntax(7), "QUOTING". */
final class Escape {

    private static final String LETTERS = "abfnrtv\\\"'s";
    private static final String MEANINGS = "\u0007\b\f\n\r\t\u000b\\\"' ";

    private Escape() {}

    /**
     * Appends what the escape at {@code position} stands for. What is no escape stands for itself, backslash included.
     *
     * @return how many bytes of the input that was
     */
    static int append(byte[] in, int position, ByteArrayOutputStream out) {
        int kind = position + 1 < in.length ? in[position + 1] : 0;
        int letter = LETTERS.indexOf(kind);
        if (kind != 0 && letter >= 0) {
            out.write(MEANINGS.charAt(letter));
            return 2;
        }
        return switch (kind) {
            case 'x' -> appendNumber(in, position, 2, 2, 16, out);
            case 'u' -> appendNumber(in, position, 2, 4, 16, out);
            case 'U' -> appendNumber(in, position, 2, 8, 16, out);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> appendNumber(in, position, 1, 3, 8, out);
            default -> appendVerbatim(in, position, out);
        };
    }

    private static int appendNumber(
            byte[] in, int position, int skip, int digits, int radix, ByteArrayOutputStream out) {
        long number = number(in, position + skip, digits, radix);
        boolean single = digits <= 3;
        if (number <= 0 || number > (single ? 0xff : Character.MAX_CODE_POINT)) {
            return appendVerbatim(in, position, out);
        }
        if (single) {
            out.write((int) number);
        } else {
            out.writeBytes(Character.toString((int) number).getBytes(StandardCharsets.UTF_8));
        }
        return skip + digits;
    }

    private static long number(byte[] in, int begin, int digits, int radix) {
        long number = 0;
        for (int i = begin; i < begin + digits; i++) {
            int digit = i < in.length && in[i] > 0 ? Character.digit(in[i], radix) : -1;
            if (digit < 0) {
                return -1;
            }
            number = number * radix + digit;
        }
        return number;
    }

    private static int appendVerbatim(byte[] in, int position, ByteArrayOutputStream out) {
        out.write('\\');
        if (position + 1 < in.length) {
            out.write(in[position + 1]);
            return 2;
        }
        return 1;
    }
}
