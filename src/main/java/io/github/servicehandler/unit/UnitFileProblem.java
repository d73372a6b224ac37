package io.github.servicehandler.unit;

import java.util.Objects;

/**
 * A problem that systemd logs about a line of a unit file. Immutable.
 *
 * @param line the number of the line, from 1; for a setting continued over several lines, the last number
 * @param kind the kind of problem
 * @param text the line without the blanks around it, cut off after 200 characters
 */
public record UnitFileProblem(int line, Kind kind, String text) {

    /**
     * Checks that nothing is {@code null}.
     *
     * @param line the number of the line, from 1; for a setting continued over several lines, the last number
     * @param kind the kind of problem
     * @param text the line without the blanks around it, cut off after 200 characters
     */
    public UnitFileProblem {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
    }

    /**
     * Returns whether systemd refuses the whole unit because of this problem ({@code LoadState=error}). Otherwise it
     * ignores only the line.
     *
     * @return {@code true} if the unit does not load
     */
    public boolean fatal() {
        return kind.fatal;
    }

    /** The kinds of problems, with the messages that systemd 252 logs. */
    public enum Kind {
        /** {@code Missing '=', ignoring line.} */
        MISSING_EQUALS(false),
        /** {@code Missing key name before '=', ignoring line.} */
        MISSING_KEY(false),
        /** {@code Assignment outside of section. Ignoring.} */
        OUTSIDE_OF_SECTION(false),
        /**
         * {@code Unknown section. Ignoring.} The settings of the section are kept here, but have no meaning for
         * systemd. Systemd 262 and newer refuse a unit with the header {@code []}.
         */
        UNKNOWN_SECTION(false),
        /** {@code Invalid section header}: the line does not end in a bracket. */
        INVALID_SECTION_HEADER(true),
        /**
         * {@code Bad characters in section header}: the name has quotes, backslashes or control characters. Systemd 247
         * treats it as an unknown section.
         */
        BAD_SECTION_CHARACTERS(true),
        /**
         * {@code String is not UTF-8 clean}: the line is not valid UTF-8, or has a Unicode noncharacter such as U+FFFE.
         */
        NOT_UTF8(true),
        /** {@code Line too long}: the line has 1 MiB or more of UTF-8, even if it is a comment. */
        LINE_TOO_LONG(true);

        private final boolean fatal;

        Kind(boolean fatal) {
            this.fatal = fatal;
        }
    }
}
