package io.github.servicehandler;

import io.github.servicehandler.internal.text.ExitNames;

/**
 * The way in which a service's main process ended. Immutable.
 *
 * @param bySignal whether a signal ended the process
 * @param code the signal's number, or the exit code
 */
public record ProcessExit(boolean bySignal, int code) {

    /**
     * Returns whether the process exited with code 0.
     *
     * @return whether it did
     */
    public boolean isClean() {
        return !bySignal && code == 0;
    }

    /**
     * Returns the code with systemd's name for it, such as {@code 203/EXEC} or {@code 9/KILL}: see "Process Exit Codes"
     * in systemd.exec(5). A code such as 137, by which a shell reports that a signal ended its program, is followed by
     * that signal: {@code 137 (128 + 9/KILL)}.
     *
     * @return the number, and its name if it has one
     */
    @Override
    public String toString() {
        String name = bySignal ? ExitNames.ofSignal(code) : ExitNames.ofExitCode(code);
        if (!name.isEmpty()) {
            return code + "/" + name;
        }
        return bySignal ? String.valueOf(code) : ExitNames.describe(code);
    }
}
