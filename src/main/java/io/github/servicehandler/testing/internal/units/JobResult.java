package io.github.servicehandler.testing.internal.units;

import java.util.Locale;

/** The result of a finished job; see org.freedesktop.systemd1(5), "JobRemoved". */
public enum JobResult {
    DONE,
    CANCELED,
    TIMEOUT,
    FAILED,
    DEPENDENCY,
    SKIPPED,
    INVALID,
    ASSERT;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
