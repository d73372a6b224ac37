package io.github.servicehandler.unit;

import java.util.Random;

/** Generator of difficult text. The same seed gives the same text. */
final class RandomText {

    private static final String NASTY =
            "\\\\\\\\//--..@@::__\"\"''``;;$$%%{}()[]<>|&*?!#=,+~^ \t\n\r\u0001\u001b\u007f";
    private static final int[] WIDE = {0x80, 0xff, 0xe4, 0x3b1, 0x430, 0x202e, 0x2028, 0x65e5, 0xfeff, 0x1f916, 0x10fffd
    };

    private final Random random;

    RandomText(long seed) {
        this.random = new Random(seed);
    }

    /** Returns Unicode text of at most {@code maxLength} characters, without NUL characters. */
    String next(int maxLength) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(maxLength + 1); left > 0; left--) {
            text.appendCodePoint(character());
        }
        return text.toString();
    }

    private int character() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> NASTY.charAt(random.nextInt(NASTY.length()));
            case 2 -> 1 + random.nextInt(0x7f);
            case 3 -> random.nextInt(4) == 0 ? WIDE[random.nextInt(WIDE.length)] : 'x';
            default -> 'a' + random.nextInt(26);
        };
    }

    /**
     * Returns the text after a few changes, each of which deletes, doubles or replaces a piece or inserts a random
     * character.
     */
    String mutate(String text, String other) {
        StringBuilder mutant = new StringBuilder(text);
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            int position = random.nextInt(mutant.length() + 1);
            int end = Math.min(mutant.length(), position + random.nextInt(4));
            switch (random.nextInt(4)) {
                case 0 -> mutant.delete(position, end);
                case 1 -> mutant.insert(position, mutant.substring(position, end));
                case 2 -> mutant.insert(position, (char) random.nextInt(0x10000));
                default -> mutant.replace(position, end, piece(other));
            }
        }
        return mutant.toString();
    }

    private String piece(String text) {
        int begin = random.nextInt(text.length() + 1);
        return text.substring(begin, Math.min(text.length(), begin + random.nextInt(12)));
    }

    int nextInt(int bound) {
        return random.nextInt(bound);
    }
}
