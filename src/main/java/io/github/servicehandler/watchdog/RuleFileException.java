package io.github.servicehandler.watchdog;

/** Says that a rule file has a mistake: where, and what is allowed there. */
public final class RuleFileException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** In which line the mistake is, from 1. */
    private final int line;

    /** Where in the line the mistake is, from 1. */
    private final int column;

    RuleFileException(int line, int column, String message) {
        super("line " + line + ", column " + column + ": " + message);
        this.line = line;
        this.column = column;
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
