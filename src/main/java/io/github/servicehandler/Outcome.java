package io.github.servicehandler;

import io.github.servicehandler.internal.text.VisibleText;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The result of a verb, with the reason if the verb failed or did nothing. Immutable.
 *
 * @param kind the result in one word
 * @param before the unit's status before the verb
 * @param after the unit's status after the verb
 * @param took how long the verb took in all
 * @param reason for {@link Kind#FAILED} and {@link Kind#SKIPPED}, what happened and what to do about it, as text for
 *     people. For {@link Kind#OK}, how the unit failed if it ended with a failure when it was stopped, or was seen to
 *     fail right after its start; otherwise empty
 * @param log the last journal lines of the run that failed, oldest first. Empty if no run failed, and if the journal
 *     cannot be read. In a service of a user manager, the lines of a child of the main process may be missing if the
 *     child exits at once and the main process itself writes nothing: the journal then has nothing that ties these
 *     lines to the unit
 */
public record Outcome(
        Kind kind, ServiceStatus before, ServiceStatus after, Duration took, String reason, List<String> log) {

    /** The result of a verb in one word. */
    public enum Kind {
        /**
         * The verb did what was requested. This is systemd's answer: a unit that it started may have failed since,
         * which {@link ServiceHandler#start(java.time.Duration)} waits to see.
         */
        OK,
        /** The verb had nothing to do: the unit already was as requested. */
        ALREADY,
        /**
         * The verb did nothing, for one of three reasons: a condition of the unit was not met; the unit has nothing to
         * enable, and was at most started; or the unit was down, and the verb restarts only units that are up.
         */
        SKIPPED,
        /** The verb failed; the {@link Outcome} contains the reason. */
        FAILED
    }

    /**
     * Checks that nothing is {@code null}, and copies the lines.
     *
     * @param kind the result in one word
     * @param before the unit's status before the verb
     * @param after the unit's status after the verb
     * @param took how long the verb took in all
     * @param reason for {@link Kind#FAILED} and {@link Kind#SKIPPED}, what happened and what to do about it, as text
     *     for people. For {@link Kind#OK}, how the unit failed if it ended with a failure when it was stopped, or was
     *     seen to fail right after its start; otherwise empty
     * @param log the last journal lines of the run that failed, oldest first. Empty if no run failed, and if the
     *     journal cannot be read
     */
    public Outcome {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        Objects.requireNonNull(took, "took");
        Objects.requireNonNull(reason, "reason");
        reason = VisibleText.lines(reason);
        log = List.copyOf(log);
    }

    /**
     * Returns whether the unit now is as requested: {@link Kind#OK} or {@link Kind#ALREADY}.
     *
     * @return whether it is
     */
    public boolean succeeded() {
        return kind == Kind.OK || kind == Kind.ALREADY;
    }

    /** Returns the kind and, if present, the reason and the log lines, with escapes for what a terminal would obey. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(kind.name());
        if (!reason.isEmpty()) {
            text.append(": ").append(reason);
        }
        log.forEach(line -> text.append(System.lineSeparator()).append("  | ").append(VisibleText.line(line)));
        return text.toString();
    }
}
