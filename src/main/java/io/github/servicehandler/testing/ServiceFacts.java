package io.github.servicehandler.testing;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds what systemd remembers of a service besides its phase. */
final class ServiceFacts {

    String result = "success";
    String reloadResult = "success";
    String statusText = "";
    int restarts;
    boolean flushRestarts;
    boolean frozen;

    @Nullable
    Long memoryBytes;

    @Nullable
    Long cpuNanos;

    final Map<ExecCommand, ExecRecord> lastRuns = new HashMap<>();
    ExecRecord main = ExecRecord.NEVER;

    /** Keeps the first failure: what comes of it is not the cause. */
    void fail(String how) {
        if (result.equals("success")) {
            result = how;
        }
    }
}
