package io.github.servicehandler.testing.internal.process;

import org.jspecify.annotations.Nullable;

/**
 * The last run of a command: when it started and ended, in microseconds of the machine's uptime, and how it ended.
 *
 * @param pid the process id; 0 if the command never ran
 * @param exitMicros when the process ended; 0 if it has not ended
 * @param ending how the process ended; {@code null} if it has not ended
 */
public record ExecStatus(
        int pid,
        long startMicros,
        long exitMicros,
        @Nullable WaitStatus ending) {

    public static final ExecStatus NEVER = new ExecStatus(0, 0, 0, null);

    public static ExecStatus started(FakeProcess process) {
        return new ExecStatus(process.pid(), process.startedMicros(), 0, null);
    }

    /** Returns the status of a process if it is not known when it started. */
    public static ExecStatus startedUnnoticed(FakeProcess process) {
        return new ExecStatus(process.pid(), 0, 0, null);
    }

    public ExecStatus ended(WaitStatus ending, long micros) {
        return new ExecStatus(pid, startMicros, micros, ending);
    }

    public int code() {
        return ending == null ? 0 : ending.code();
    }

    public int status() {
        return ending == null ? 0 : ending.status();
    }
}
