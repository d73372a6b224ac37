package io.github.servicehandler.internal.dbus;

/** Syntax of D-Bus names. All of them are ASCII, so a name has as many bytes as characters. */
final class BusNameSyntax {

    private BusNameSyntax() {}

    /** Returns whether a text is an object path, such as {@code /org/freedesktop/systemd1}. */
    static boolean isObjectPath(String text) {
        if (text.equals("/")) {
            return true;
        }
        boolean afterSlash = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '/' ? afterSlash : !isWordPart(c) || i == 0) {
                return false;
            }
            afterSlash = c == '/';
        }
        return !text.isEmpty() && !afterSlash;
    }

    /**
     * Returns whether a text is a name of an interface or an error: two or more words separated by dots, none of which
     * begins with a digit.
     */
    static boolean isInterface(String text) {
        return isDotted(text, 0, false, false);
    }

    /** Returns whether a text is a name of a method, a signal or a property: one word. */
    static boolean isMember(String text) {
        boolean word = !text.isEmpty() && text.length() <= ProtocolLimits.NAME_BYTES && !isDigit(text.charAt(0));
        for (int i = 0; word && i < text.length(); i++) {
            word = isWordPart(text.charAt(i));
        }
        return word;
    }

    /**
     * Returns whether a text is a name of a peer on a bus: a unique one such as {@code :1.42}, or a well-known one such
     * as {@code org.freedesktop.systemd1}.
     */
    static boolean isBusName(String text) {
        return text.startsWith(":") ? isDotted(text, 1, true, true) : isDotted(text, 0, true, false);
    }

    private static boolean isDotted(String text, int begin, boolean hyphens, boolean leadingDigits) {
        if (text.length() > ProtocolLimits.NAME_BYTES) {
            return false;
        }
        int wordBegin = begin;
        for (int i = begin; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fits = c == '.' ? i > wordBegin : isWordPart(c) || (hyphens && c == '-');
            if (!fits || (i == wordBegin && isDigit(c) && !leadingDigits)) {
                return false;
            }
            wordBegin = c == '.' ? i + 1 : wordBegin;
        }
        return wordBegin > begin && wordBegin < text.length();
    }

    private static boolean isWordPart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
