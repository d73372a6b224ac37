package io.github.servicehandler;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Tells what came of a verb, and if it failed, why. Immutable.
 *
 * @param response the answer in one word
 * @param before how the unit was before
 * @param after how it was afterwards
 * @param took how long the verb took, in all
 * @param reason for {@link Response#FAILED} and {@link Response#SKIPPED}, what happened and what to do about it, for a person to read;
 *     otherwise empty
 * @param log for {@link Response#FAILED}, the last lines of the unit's journal from the run that failed, oldest first, as far as
 *     they can be read; otherwise empty
 */
public record Outcome(
        Response response, ServiceStatus before, ServiceStatus after, Duration took, String reason, List<String> log) {

    /**
     * Checks that nothing is {@code null}, and copies the lines.
     *
     * @param response the answer in one word
     * @param before how the unit was before
     * @param after how it was afterwards
     * @param took how long the verb took, in all
     * @param reason for {@link Response#FAILED} and {@link Response#SKIPPED}, what happened and what to do about it, for a person to read;
     *     otherwise empty
     * @param log for {@link Response#FAILED}, the last lines of the unit's journal from the run that failed, oldest first, as far as
     *     they can be read; otherwise empty
     */
    public Outcome {
        Objects.requireNonNull(response, "response");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        Objects.requireNonNull(took, "took");
        Objects.requireNonNull(reason, "reason");
        log = List.copyOf(log);
    }

    /**
     * Tells whether the unit now is as asked: {@link Response#OK} or {@link Response#ALREADY}.
     *
     * @return whether there is nothing to worry about
     */
    public boolean succeeded() {
        return response == Response.OK || response == Response.ALREADY;
    }

    /** Returns the answer and, where there is one, the reason and the log lines. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(response.name());
        if (!reason.isEmpty()) {
            text.append(": ").append(reason);
        }
        log.forEach(line -> text.append(System.lineSeparator()).append("  | ").append(line));
        return text.toString();
    }
}
