package io.github.servicehandler.testing;

import java.util.List;

/** Knows syslog's priorities. */
final class Priority {

    private static final List<String> NAMES =
            List.of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");

    private Priority() {}

    /** Reads a name or a number from 0 to 7. */
    static int parse(String text) {
        int named = NAMES.indexOf(text);
        if (named < 0 && !text.matches("[0-7]")) {
            throw new MistakeException("\"" + text + "\" is no priority; write one of " + NAMES + " or 0 to 7");
        }
        return named < 0 ? Integer.parseInt(text) : named;
    }
}
