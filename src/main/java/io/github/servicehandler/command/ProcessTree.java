package io.github.servicehandler.command;

import java.util.List;

/** Ends a process with everything that it started. */
final class ProcessTree {

    private ProcessTree() {}

    /** Kills the process and its descendants. Does nothing for a process that has ended. */
    static void destroy(Process process) {
        if (process.isAlive()) {
            List<ProcessHandle> descendants = process.descendants().toList();
            process.destroyForcibly();
            descendants.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
