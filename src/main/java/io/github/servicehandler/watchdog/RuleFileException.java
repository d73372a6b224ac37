package io.github.servicehandler.watchdog;

import java.nio.file.Path;

/** Says that a rule file has a mistake: where, and what is allowed there. */
public final class RuleFileException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** In which line the mistake is, from 1. */
    private final int line;

    /** Where in the line the mistake is, from 1. */
    private final int column;

    /** What is wrong, without the place. */
    private final String mistake;

    RuleFileException(int line, int column, String message) {
        this("", line, column, message);
    }

    private RuleFileException(String file, int line, int column, String message) {
        super(file + "line " + line + ", column " + column + ": " + message);
        this.line = line;
        this.column = column;
        this.mistake = message;
    }

    /** Returns the same mistake, with the name of the file. */
    RuleFileException in(Path file) {
        RuleFileException named = new RuleFileException(file + ", ", line, column, mistake);
        named.setStackTrace(getStackTrace());
        return named;
    }

    /**
     * Returns in which line the mistake is.
     *
     * @return the number, from 1
     */
    public int line() {
        return line;
    }

    /**
     * Returns where in the line the mistake is.
     *
     * @return the number, from 1
     */
    public int column() {
        return column;
    }
}
