package io.github.servicehandler.testing.internal.services;

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

    private final Map<CommandPosition, ExecStatus> lastRuns = new HashMap<>();
    public ExecStatus main = ExecStatus.NEVER;
    private boolean hasRun;

    /** The place of a command: its setting, and its position among the commands of this setting. */
    private record CommandPosition(String setting, int index) {}

    /** Returns the last run of the command at a position of a setting. */
    public ExecStatus lastRun(String setting, int index) {
        return lastRuns.getOrDefault(new CommandPosition(setting, index), ExecStatus.NEVER);
    }

    void recordRun(String setting, int index, ExecStatus run) {
        lastRuns.put(new CommandPosition(setting, index), run);
        hasRun = true;
    }

    /** Forgets the runs of all commands, as a daemon-reload does. The run of the main process is kept. */
    void forgetRuns() {
        lastRuns.clear();
    }

    /** Returns whether any command has run since the unit was loaded. */
    public boolean hasRun() {
        return hasRun;
    }

    /** Clears the results of the last run, and the restart counter if no automatic restart led to the new run. */
    void beginRun() {
        result = "success";
        reloadResult = "success";
        statusText = "";
        main = ExecStatus.NEVER;
        forgetRuns();
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
