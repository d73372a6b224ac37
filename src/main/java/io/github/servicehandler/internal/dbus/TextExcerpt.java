package io.github.servicehandler.internal.dbus;

import java.util.stream.Collectors;

/** Excerpt of untrusted text for an error message: on one line, printable, and not too long. */
final class TextExcerpt {

    private static final int LONGEST = 100;

    private TextExcerpt() {}

    /**
     * Returns the beginning of the text in double quotes. A question mark replaces each control character, which a
     * terminal might obey, and each undefined character.
     */
    static String of(String text) {
        String beginning = text.codePoints()
                .limit(LONGEST)
                .mapToObj(c -> Character.isISOControl(c) || !Character.isDefined(c) ? "?" : Character.toString(c))
                .collect(Collectors.joining());
        return '"' + beginning + (text.length() > LONGEST ? "…" : "") + '"';
    }
}
