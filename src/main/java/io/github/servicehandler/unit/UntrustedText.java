package io.github.servicehandler.unit;

/** Validation of untrusted text. */
final class UntrustedText {

    private UntrustedText() {}

    /**
     * Returns whether systemd accepts the text as valid UTF-8: it has no unpaired surrogates and no Unicode
     * noncharacters.
     */
    static boolean isUnicode(String text) {
        return text.codePoints().allMatch(UntrustedText::isUnicode);
    }

    static boolean isUnicode(int c) {
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        boolean noncharacter = (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
        return !surrogate && !noncharacter;
    }

    /** Returns whether systemd strips the character from the ends of lines, keys and values, and splits words at it. */
    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /** Returns the text without the blanks at its ends. */
    static String strip(String text) {
        int begin = 0;
        int end = text.length();
        while (begin < end && isBlank(text.charAt(begin))) {
            begin++;
        }
        while (end > begin && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(begin, end);
    }

    /** Returns whether the text has none of the characters that systemd refuses in section names and program paths. */
    static boolean isSafe(String text) {
        return text.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '"' || c == '\'' || c == '\\');
    }
}
