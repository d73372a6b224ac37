package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.command.CommandResult;
import java.time.Duration;

/** Collects what a command writes, and its exit code. */
public final class CommandReply {

    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();
    private int exitCode;

    /** Writes a line to standard output. */
    void out(CharSequence line) {
        out.ensureCapacity(out.length() + line.length() + 1);
        out.append(line).append('\n');
    }

    /** Returns what was written to standard output, to append to where there is much of it. */
    StringBuilder out() {
        return out;
    }

    /** Writes a line to standard error. */
    void err(String line) {
        err.append(line).append('\n');
    }

    /** Writes an error and sets the exit code. */
    void fail(int code, String line) {
        err(line);
        exit(code);
    }

    void exit(int code) {
        exitCode = code;
    }

    /** Sets the exit code unless something failed before: the first failure counts. */
    void exitAtFirst(int code) {
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
