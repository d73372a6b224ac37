package io.github.servicehandler;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The result of a verb, with the reason if the verb failed or did nothing. Immutable.
 *
 * @param response the result in one word
 * @param before the unit's status before the verb
 * @param after the unit's status after the verb
 * @param took how long the verb took in all
 * @param reason for {@link Response#FAILED} and {@link Response#SKIPPED}, what happened and what to do about it, as
 *     text for people; otherwise empty
 * @param log for {@link Response#FAILED}, the last lines of the unit's journal from the run that failed, oldest first,
 *     if they can be read; otherwise empty
 */
public record Outcome(
        Response response, ServiceStatus before, ServiceStatus after, Duration took, String reason, List<String> log) {

    /**
     * Checks that nothing is {@code null}, and copies the lines.
     *
     * @param response the result in one word
     * @param before the unit's status before the verb
     * @param after the unit's status after the verb
     * @param took how long the verb took in all
     * @param reason for {@link Response#FAILED} and {@link Response#SKIPPED}, what happened and what to do about it, as
     *     text for people; otherwise empty
     * @param log for {@link Response#FAILED}, the last lines of the unit's journal from the run that failed, oldest
     *     first, if they can be read; otherwise empty
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
     * Returns whether the unit now is as requested: {@link Response#OK} or {@link Response#ALREADY}.
     *
     * @return whether it is
     */
    public boolean succeeded() {
        return response == Response.OK || response == Response.ALREADY;
    }

    /** Returns the response and, if present, the reason and the log lines. */
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
