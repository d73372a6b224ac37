package io.github.servicehandler.unit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Backslash escapes: those of C, and {@code \s} for a space. See systemd.syntax(7), "QUOTING". */
final class BackslashEscape {

    private static final String LETTERS = "abfnrtv\\\"'s";
    private static final String MEANINGS = "\u0007\b\f\n\r\t\u000b\\\"' ";

    private BackslashEscape() {}

    /**
     * Appends what the escape at {@code position} stands for. An invalid escape stands for itself, backslash included.
     *
     * @return the number of input bytes that the escape occupies
     */
    static int append(byte[] in, int position, ByteArrayOutputStream out) {
        int kind = position + 1 < in.length ? in[position + 1] : 0;
        int letter = LETTERS.indexOf(kind);
        if (letter >= 0) {
            out.write(MEANINGS.charAt(letter));
            return 2;
        }
        return switch (kind) {
            case 0 -> appendVerbatim(in, position, 1, out);
            case 'x' -> appendNumber(Digits.HEXADECIMAL, in, position, out);
            case 'u' -> appendNumber(Digits.UNICODE, in, position, out);
            case 'U' -> appendNumber(Digits.LONG_UNICODE, in, position, out);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> appendNumber(Digits.OCTAL, in, position, out);
            default -> appendVerbatim(in, position, 2, out);
        };
    }

    private static int appendNumber(Digits digits, byte[] in, int position, ByteArrayOutputStream out) {
        int number = digits.read(in, position);
        if (number <= 0) {
            return appendVerbatim(in, position, 2, out);
        }
        out.writeBytes(digits.bytes(number));
        return digits.skip + digits.count;
    }

    private static int appendVerbatim(byte[] in, int position, int length, ByteArrayOutputStream out) {
        out.write(in, position, length);
        return length;
    }

    /** The ways to write a byte or a character as a number. */
    private enum Digits {
        OCTAL(1, 3, 8, 0xff),
        HEXADECIMAL(2, 2, 16, 0xff),
        UNICODE(2, 4, 16, 0xffff),
        LONG_UNICODE(2, 8, 16, Character.MAX_CODE_POINT);

        private final int skip;
        private final int count;
        private final int radix;
        private final int max;

        Digits(int skip, int count, int radix, int max) {
            this.skip = skip;
            this.count = count;
            this.radix = radix;
            this.max = max;
        }

        /** Returns the number, or -1 if digits are missing or systemd does not accept the number. */
        int read(byte[] in, int position) {
            long number = 0;
            for (int i = position + skip; i < position + skip + count; i++) {
                int digit = i < in.length && in[i] > 0 ? Character.digit(in[i], radix) : -1;
                if (digit < 0) {
                    return -1;
                }
                number = number * radix + digit;
            }
            boolean refused = number > max || (this == LONG_UNICODE && !UntrustedText.isUnicode((int) number));
            return refused ? -1 : (int) number;
        }

        byte[] bytes(int number) {
            if (max == 0xff) {
                return new byte[] {(byte) number};
            }
            // for half of a surrogate pair, systemd writes bytes that are not valid UTF-8
            String text = UntrustedText.isUnicode(number) ? Character.toString(number) : "\uFFFD";
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
