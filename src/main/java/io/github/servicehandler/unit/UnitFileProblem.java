package io.github.servicehandler.unit;

import java.util.Objects;

/**
 * Tells of a line of a unit file that systemd logs about. Immutable.
 *
 * @param line the line's number, from 1; of a continued line the last
 * @param kind what is wrong with it
 * @param text the line without the blanks around it, cut off after 200 characters
 */
public record UnitFileProblem(int line, Kind kind, String text) {

    /**
     * Checks that nothing is {@code null}.
     *
     * @param line the line's number, from 1; of a continued line the last
     * @param kind what is wrong with it
     * @param text the line without the blanks around it
     */
    public UnitFileProblem {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
    }

    /**
     * Tells whether systemd refuses the whole unit for it ({@code LoadState=error}); otherwise it ignores the line.
     *
     * @return whether the unit does not load
     */
    public boolean fatal() {
        return kind.fatal;
    }

    /** Lists what can be wrong with a line, with what systemd 252 logs about it. */
    public enum Kind {
        /** {@code Missing '=', ignoring line.} */
        MISSING_EQUALS(false),
        /** {@code Missing key name before '=', ignoring line.} */
        MISSING_KEY(false),
        /** {@code Assignment outside of section. Ignoring.} */
        OUTSIDE_OF_SECTION(false),
        /**
         * {@code Unknown section. Ignoring.} Its settings are kept here, but mean nothing to systemd, which from 262 on refuses a
         * unit with the header {@code []}.
         */
        UNKNOWN_SECTION(false),
        /** {@code Invalid section header}: it does not end in a bracket. */
        INVALID_SECTION_HEADER(true),
        /**
         * {@code Bad characters in section header}: quotes, backslashes or control characters. Systemd 247 takes it for an
         * unknown section.
         */
        BAD_SECTION_CHARACTERS(true),
        /** {@code String is not UTF-8 clean}: also for Unicode's noncharacters, such as U+FFFE. */
        NOT_UTF8(true),
        /** {@code Line too long}: 1 MiB or more of UTF-8, even if it is a comment. */
        LINE_TOO_LONG(true);

        private final boolean fatal;

        Kind(boolean fatal) {
            this.fatal = fatal;
        }
    }
}
