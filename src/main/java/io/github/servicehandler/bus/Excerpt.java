package io.github.servicehandler.bus;

import java.util.stream.Collectors;

/** Shows text of unknown origin in messages: in one line, visible, and not too long. */
final class Excerpt {

    private static final int LONGEST = 100;

    private Excerpt() {}

    /** Returns the text's beginning in double quotes, with a question mark for whatever a terminal might take for a command. */
    static String of(String text) {
        String beginning = text.codePoints()
                .limit(LONGEST)
                .mapToObj(c -> Character.isISOControl(c) || !Character.isDefined(c) ? "?" : Character.toString(c))
                .collect(Collectors.joining());
        return '"' + beginning + (text.length() > LONGEST ? "…" : "") + '"';
    }
}
