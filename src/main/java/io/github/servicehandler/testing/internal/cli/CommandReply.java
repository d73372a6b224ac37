package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.command.CommandResult;
import java.time.Duration;

/** The output and the exit code of a command that is being carried out. */
public final class CommandReply {

    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();
    private int exitCode;

    /** Writes a line to standard output. */
    void out(CharSequence line) {
        out.ensureCapacity(out.length() + line.length() + 1);
        out.append(line).append('\n');
    }

    /** Returns the buffer of standard output, so that a caller with much output can append to it directly. */
    StringBuilder out() {
        return out;
    }

    /** Writes a line to standard error. */
    void err(String line) {
        err.append(line).append('\n');
    }

    /** Writes a line to standard error and sets the exit code. */
    void fail(int code, String line) {
        err(line);
        exit(code);
    }

    void exit(int code) {
        exitCode = code;
    }

    /** Sets the exit code, unless an earlier failure has set it. */
    void exitUnlessFailed(int code) {
        if (exitCode == 0) {
            exitCode = code;
        }
    }

    boolean failed() {
        return exitCode != 0;
    }

    public CommandResult result(Duration took) {
        return new CommandResult(exitCode, out.toString(), err.toString(), took);
    }
}
