package io.github.servicehandler.testing.internal.manager;

/** The treatment of queued jobs that contradict a new one; see systemctl(1), "--job-mode=". */
enum JobMode {
    /** Queued jobs are canceled. */
    REPLACE,
    /** Queued jobs stay, and the new job is refused. */
    FAIL
}
