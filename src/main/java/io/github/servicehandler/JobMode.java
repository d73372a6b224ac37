package io.github.servicehandler;

import java.util.Locale;

/** The treatment of other jobs and units when a job is queued; see systemctl(1), {@code --job-mode=}. */
public enum JobMode {
    /** Queued jobs that contradict the new one are canceled. This is the default. */
    REPLACE,
    /** The request fails if it contradicts a queued job. */
    FAIL,
    /** As {@link #REPLACE}, but later requests cannot cancel the new job. */
    REPLACE_IRREVERSIBLY,
    /** All other units are stopped. Only for a start of a unit with {@code AllowIsolate=}. */
    ISOLATE,
    /** All queued jobs are canceled. */
    FLUSH,
    /** Units that the unit requires are neither started nor waited for. For debugging and rescue tools. */
    IGNORE_DEPENDENCIES,
    /** Units that the unit requires are not started, but waited for if they have jobs. */
    IGNORE_REQUIREMENTS,
    /** Units that would start the unit again, such as its socket, are stopped as well. Only for a stop. */
    TRIGGERING;

    /** Returns systemctl's word. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
