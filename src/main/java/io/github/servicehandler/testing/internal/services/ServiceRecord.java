package io.github.servicehandler.testing.internal.services;

import io.github.servicehandler.testing.internal.process.ExecCommand;
import io.github.servicehandler.testing.internal.process.ExecStatus;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds what systemd remembers of a service besides its phase. */
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

    /** Keeps the first failure: what comes of it is not the cause. */
    void fail(String how) {
        if (result.equals("success")) {
            result = how;
        }
    }
}
