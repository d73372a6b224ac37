package io.github.servicehandler.testing.internal.services;

import io.github.servicehandler.testing.internal.process.ExecCommand;
import io.github.servicehandler.testing.internal.process.ExecStatus;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The facts that systemd remembers about a service besides its sub state. */
public final class ServiceRecord {

    public String result = "success";
    public String reloadResult = "success";
    public String statusText = "";
    public int restarts;
    boolean flushRestarts;
    public boolean frozen;

    @Nullable
    public Long memoryBytes;

    @Nullable
    public Long cpuNanos;

    public final Map<ExecCommand, ExecStatus> lastRuns = new HashMap<>();
    public ExecStatus main = ExecStatus.NEVER;

    /** Clears the results of the last run, and the restart counter if no automatic restart led to the new run. */
    void beginRun() {
        result = "success";
        reloadResult = "success";
        statusText = "";
        main = ExecStatus.NEVER;
        lastRuns.clear();
        if (flushRestarts) {
            restarts = 0;
            flushRestarts = false;
        }
    }

    /** Records a result; the first failure is kept, because later ones are its consequences. */
    void recordResult(String newResult) {
        if (result.equals("success")) {
            result = newResult;
        }
    }
}
