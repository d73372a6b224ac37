package io.github.servicehandler.testing;

import java.util.Locale;

/** Lists how a job can end; see org.freedesktop.systemd1(5), "JobRemoved". */
enum JobResult {
    DONE,
    CANCELED,
    TIMEOUT,
    FAILED,
    DEPENDENCY,
    SKIPPED,
    INVALID,
    ASSERT;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
