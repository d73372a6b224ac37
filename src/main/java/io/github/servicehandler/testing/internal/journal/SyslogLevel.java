package io.github.servicehandler.testing.internal.journal;

import io.github.servicehandler.testing.internal.TestMistakeException;
import java.util.List;

/** The priorities of syslog(3). */
public final class SyslogLevel {

    private static final List<String> NAMES =
            List.of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");

    private SyslogLevel() {}

    /**
     * Parses a name or a number from 0 to 7.
     *
     * @throws TestMistakeException if the text is neither
     */
    public static int parse(String text) {
        int named = NAMES.indexOf(text);
        if (named < 0 && !text.matches("[0-7]")) {
            throw new TestMistakeException(
                    "\"" + text + "\" is not a priority; write one of " + NAMES + " or a number from 0 to 7");
        }
        return named < 0 ? Integer.parseInt(text) : named;
    }
}
