package io.github.servicehandler;

import io.github.servicehandler.internal.text.VisibleText;
import java.time.Duration;

/**
 * The end of a {@linkplain TransientCommand command} that ran as a transient service. Immutable.
 *
 * @param unit the name of the service, by which its messages are in the journal
 * @param result systemd's word: {@code success}, {@code exit-code}, {@code signal}, {@code core-dump},
 *     {@code oom-kill}, {@code timeout} and others; see {@code $SERVICE_RESULT} in systemd.exec(5)
 * @param exit how the main process ended. If the result is {@code success}, this is 0: systemd keeps no more
 * @param stdout what the command wrote to its standard output; empty if that was passed on line by line
 * @param stderr what it wrote to its standard error
 * @param took the time from the call until the end was known
 */
public record TransientResult(
        String unit, String result, ProcessExit exit, String stdout, String stderr, Duration took) {

    /**
     * Returns whether the command succeeded.
     *
     * @return {@code true} if the result is {@code success}
     */
    public boolean succeeded() {
        return result.equals("success");
    }

    /** Returns how the command ended, without its output. */
    @Override
    public String toString() {
        return VisibleText.line(unit + ": " + result + ", " + exit + ", " + took.toMillis() + " ms");
    }
}
