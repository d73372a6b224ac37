package io.github.servicehandler.watchdog;

import io.github.servicehandler.internal.text.VisibleText;
import java.nio.file.Path;

/** An error in a rule file. The message has the line, the column and what is allowed there. */
public final class RuleFileException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** The line of the error, from 1. */
    private final int line;

    /** The column of the error, from 1. */
    private final int column;

    /** The message, without the position. */
    private final String problem;

    RuleFileException(int line, int column, String message) {
        this("", line, column, message);
    }

    private RuleFileException(String file, int line, int column, String message) {
        super(VisibleText.line(file + "line " + line + ", column " + column + ": " + message));
        this.line = line;
        this.column = column;
        this.problem = message;
    }

    /** Returns the same exception with the name of the file in its message. */
    RuleFileException in(Path file) {
        RuleFileException named = new RuleFileException(file + ", ", line, column, problem);
        named.setStackTrace(getStackTrace());
        return named;
    }

    /**
     * Returns the line of the error.
     *
     * @return the number of the line, from 1
     */
    public int line() {
        return line;
    }

    /**
     * Returns the column of the error.
     *
     * @return the number of the column, from 1
     */
    public int column() {
        return column;
    }
}
