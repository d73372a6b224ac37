package io.github.servicehandler.unit;

import io.github.servicehandler.internal.text.VisibleText;
import java.util.Locale;
import java.util.Objects;

/**
 * A problem that systemd has with a line of a unit file. Immutable.
 *
 * @param line the number of the line, from 1; for a setting continued over several lines, the last number; 0 for a
 *     problem of the file as a whole
 * @param kind the kind of problem
 * @param text the line without the blanks around it, cut off after 200 characters
 * @param advice what is allowed, or was probably meant; may be empty
 */
public record UnitFileProblem(int line, Kind kind, String text, String advice) {

    /**
     * Checks that nothing is {@code null}.
     *
     * @param line the number of the line, from 1; for a setting continued over several lines, the last number; 0 for a
     *     problem of the file as a whole
     * @param kind the kind of problem
     * @param text the line without the blanks around it, cut off after 200 characters
     * @param advice what is allowed, or was probably meant; may be empty
     */
    public UnitFileProblem {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(advice, "advice");
    }

    /**
     * Creates a problem without advice.
     *
     * @param line the number of the line, from 1; for a setting continued over several lines, the last number; 0 for a
     *     problem of the file as a whole
     * @param kind the kind of problem
     * @param text the line without the blanks around it, cut off after 200 characters
     */
    public UnitFileProblem(int line, Kind kind, String text) {
        this(line, kind, text, "");
    }

    /**
     * Returns the problem in a sentence.
     *
     * @return the sentence, such as {@code line 3: unknown key in "MemroyMax=1G": did you mean MemoryMax=?}
     */
    public String describe() {
        String place = line == 0 ? "" : "line " + line + ": ";
        String what = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return place
                + what
                + (text.isEmpty() ? "" : " in " + VisibleText.quoted(text))
                + (advice.isEmpty() ? "" : ": " + advice);
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
        LINE_TOO_LONG(true),
        /** {@code Unknown key 'X' in section [Y], ignoring.} */
        UNKNOWN_KEY(false),
        /** {@code Unknown key 'X' in section [Y], ignoring.} The setting belongs to another section. */
        WRONG_SECTION(false),
        /** {@code Failed to parse X, ignoring}: the setting cannot have this value. */
        BAD_VALUE(false),
        /** The setting cannot have this value, and systemd refuses the whole unit because of it. */
        REFUSED_VALUE(true),
        /**
         * The program seems to be a whole command line in one word, such as {@code "/usr/bin/python3 /x.py"} in quotes.
         * The start fails with 203/EXEC.
         */
        COMMAND_LINE_AS_PROGRAM(false),
        /** The settings together are not a unit that systemd loads, such as a service without anything to run. */
        INCOMPLETE_UNIT(true);

        private final boolean fatal;

        Kind(boolean fatal) {
            this.fatal = fatal;
        }
    }
}
