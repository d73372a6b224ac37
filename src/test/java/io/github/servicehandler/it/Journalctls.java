package io.github.servicehandler.it;

import java.util.List;

/** The journalctl processes that this JVM has started. */
final class Journalctls {

    private Journalctls() {}

    static List<ProcessHandle> running() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/journalctl"))
                .toList();
    }

    static void kill() {
        running().forEach(ProcessHandle::destroyForcibly);
    }
}
