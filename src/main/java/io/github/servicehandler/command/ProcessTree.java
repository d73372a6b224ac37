package io.github.servicehandler.command;

import java.util.List;

/** Termination of a process together with its descendants. */
final class ProcessTree {

    private ProcessTree() {}

    /** Kills a process and its descendants. Does nothing if the process has ended. */
    static void destroy(Process process) {
        if (process.isAlive()) {
            List<ProcessHandle> descendants = process.descendants().toList();
            process.destroyForcibly();
            descendants.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
