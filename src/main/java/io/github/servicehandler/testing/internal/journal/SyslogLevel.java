package io.github.servicehandler.testing.internal.journal;

import io.github.servicehandler.testing.internal.TestMistakeException;
import java.util.List;

/** Knows syslog's priorities. */
public final class SyslogLevel {

    private static final List<String> NAMES =
            List.of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");

    private SyslogLevel() {}

    /** Reads a name or a number from 0 to 7. */
    public static int parse(String text) {
        int named = NAMES.indexOf(text);
        if (named < 0 && !text.matches("[0-7]")) {
            throw new TestMistakeException("\"" + text + "\" is no priority; write one of " + NAMES + " or 0 to 7");
        }
        return named < 0 ? Integer.parseInt(text) : named;
    }
}
