package io.github.servicehandler.testing;

import org.jspecify.annotations.Nullable;

/** Tells when a command ran last, and how it ended; times in microseconds of the machine's uptime. */
record ExecRecord(
        int pid,
        long startMicros,
        long exitMicros,
        @Nullable Ending ending) {

    static final ExecRecord NEVER = new ExecRecord(0, 0, 0, null);

    static ExecRecord started(FakeProcess process) {
        return new ExecRecord(process.pid(), process.startedMicros(), 0, null);
    }

    ExecRecord ended(Ending how, long micros) {
        return new ExecRecord(pid, startMicros, micros, how);
    }

    int code() {
        return ending == null ? 0 : ending.code();
    }

    int status() {
        return ending == null ? 0 : ending.status();
    }
}
