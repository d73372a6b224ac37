package io.github.servicehandler.testing.internal.process;

import java.util.Map;

/** The messages about a process that could not execute its program. */
public final class SpawnFailure {

    private static final int FIRST_QUOTING_PATHS = 257;
    private static final int FIRST_WITHOUT_CREDENTIALS = 262;
    private static final Map<Integer, String> CAUSES = Map.of(
            ExitCodes.CHDIR, "Changing to the requested working directory failed",
            ExitCodes.STDOUT, "Failed to set up standard output",
            ExitCodes.USER, "Failed to determine user credentials");

    private final WaitStatus ending;
    private final String executable;
    private final boolean exists;
    private final int version;

    /**
     * Creates the messages.
     *
     * @param ending how the process ended
     * @param exists whether there is a file at the path of the executable
     * @param version the version of systemd
     */
    public SpawnFailure(WaitStatus ending, String executable, boolean exists, int version) {
        this.ending = ending;
        this.executable = executable;
        this.exists = exists;
        this.version = version;
    }

    /** Returns whether the program was not found. */
    public boolean isMissingProgram() {
        return ending.status() == ExitCodes.EXEC;
    }

    /** Returns the first message, which tells what went wrong; empty if there is none. */
    public String cause() {
        if (isMissingProgram()) {
            return (version < FIRST_QUOTING_PATHS
                            ? "Failed to locate executable " + executable
                            : "Unable to locate executable '" + executable + "'")
                    + error();
        }
        boolean isUnknown = ending.status() == ExitCodes.USER && version >= FIRST_WITHOUT_CREDENTIALS;
        String cause = CAUSES.get(ending.status());
        return cause == null || isUnknown ? "" : cause + error();
    }

    /** Returns the message that tells at which step of its preparation the process failed. */
    public String step() {
        return "Failed at step " + ending.statusName() + " spawning " + executable + error();
    }

    private String error() {
        if (ending.status() == ExitCodes.USER) {
            return version < FIRST_WITHOUT_CREDENTIALS ? ": No such process" : ": Invalid argument";
        }
        return isMissingProgram() && exists ? ": Permission denied" : ": No such file or directory";
    }
}
