package io.github.servicehandler.testing.internal.manager;

/** Lists what can become of jobs that a new one contradicts; see systemctl(1), "--job-mode=". */
enum JobMode {
    /** They are canceled. */
    REPLACE,
    /** They stay, and the new job is refused. */
    FAIL
}
