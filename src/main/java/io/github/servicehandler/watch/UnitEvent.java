package io.github.servicehandler.watch;

import io.github.servicehandler.EnablementState;
import io.github.servicehandler.ProcessExit;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.StateChange;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.internal.text.VisibleText;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** An event that a {@link Watch} has observed. Immutable. */
public sealed interface UnitEvent {

    /**
     * Returns the time of the observation.
     *
     * @return the time
     */
    Instant at();

    /**
     * A change of a unit's state. Each change of a unit starts from the state in which the previous one ended, unless
     * an {@link Overflowed} or an {@link Added} came between the two.
     *
     * @param service the unit
     * @param change the states before and after
     */
    record StateChanged(ServiceHandler service, StateChange change) implements UnitEvent {

        @Override
        public Instant at() {
            return change.at();
        }

        @Override
        public String toString() {
            return change.toString();
        }
    }

    /**
     * The start of another run of a unit that has run before. Either systemd restarted the unit because of
     * {@code Restart=}, or a command or another unit started it. So a crash after which systemd restarts the unit is
     * always reported by this event, even if no state between the two runs was seen. If the state has changed, too,
     * {@link StateChanged} comes first.
     *
     * @param service the unit
     * @param status its status now, with the {@linkplain ServiceStatus#invocationId() invocation id} of the new run
     * @param previousInvocation the invocation id of the previous run
     * @param ended the last status of the previous run, with its result and exit; empty if it was not seen, as may
     *     happen while the watch polls
     * @param automatic whether systemd restarted the unit because of {@code Restart=}
     * @param at the time of the observation
     */
    record Restarted(
            ServiceHandler service,
            ServiceStatus status,
            String previousInvocation,
            Optional<ServiceStatus> ended,
            boolean automatic,
            Instant at)
            implements UnitEvent {

        /**
         * Returns the result of the previous run as systemd's word: {@code success}, {@code exit-code}, {@code signal},
         * ….
         *
         * @return the word; empty if it is not known
         */
        public String result() {
            return ended.map(ServiceStatus::result).orElse("");
        }

        /**
         * Returns how the main process of the previous run ended.
         *
         * @return its exit, or empty if it is not known
         */
        public Optional<ProcessExit> exit() {
            return ended.flatMap(ServiceStatus::exit);
        }

        /**
         * Returns why the previous run ended, as a text for people, such as {@code result signal, signal 9/KILL}.
         *
         * @return the text; empty if the reason is not known
         */
        public String reason() {
            String how = exit().map(exit -> ", " + (exit.bySignal() ? "signal " : "exit code ") + exit)
                    .orElse("");
            return result().isEmpty() ? "" : "result " + result() + how;
        }

        @Override
        public String toString() {
            if (!automatic) {
                return service + " was started again";
            }
            String after = reason().isEmpty() ? "" : ", after " + reason();
            return service + " was restarted by systemd (automatic restart " + status.restarts() + after + ")";
        }
    }

    /**
     * The end of a job that has left its unit down, such as a stop. If the job has also changed the state, and the
     * change was not reported before, {@link StateChanged} follows.
     *
     * <p>A stop job means that the manager was asked to stop the unit: by an operator, by a program, or by another unit
     * that takes this one down with it. That is so even if the unit counts as failed afterwards, or had failed before.
     *
     * @param service the unit
     * @param status its status after the job
     * @param stop whether it was a stop job; {@code false} also if that is not known, as while the watch polls
     * @param at the time of the observation
     */
    record JobEnded(ServiceHandler service, ServiceStatus status, boolean stop, Instant at) implements UnitEvent {

        @Override
        public String toString() {
            return service + (stop ? " was stopped on request: " : " was left down by a job: ") + status.state();
        }
    }

    /**
     * A change of a unit's enablement: it was enabled, disabled, masked or the like.
     *
     * @param service the unit
     * @param from the enablement before
     * @param to the enablement after
     * @param at the time of the observation
     */
    record EnablementChanged(ServiceHandler service, EnablementState from, EnablementState to, Instant at)
            implements UnitEvent {

        @Override
        public String toString() {
            return service + ": " + from + " -> " + to;
        }
    }

    /**
     * The appearance of a unit that matches the watch's patterns. A unit that has already ended and been unloaded is
     * reported, too; {@link Removed} follows.
     *
     * @param service the unit
     * @param status its status; if the unit is down or gone, values that are only in its files may be missing, such as
     *     its paths
     * @param at the time of the observation
     */
    record Added(ServiceHandler service, ServiceStatus status, Instant at) implements UnitEvent {

        @Override
        public String toString() {
            return service + " was added: " + status.state();
        }
    }

    /**
     * The disappearance of a unit that matches the watch's patterns: it is not loaded and has no unit file any more.
     *
     * @param service the unit
     * @param last its last known status
     * @param at the time of the observation
     */
    record Removed(ServiceHandler service, ServiceStatus last, Instant at) implements UnitEvent {

        @Override
        public String toString() {
            return service + " was removed";
        }
    }

    /**
     * A reload: the manager has read its unit files again. The resulting changes have been reported before this event.
     *
     * @param systemd the manager
     * @param at the time of the observation
     */
    record Reloaded(Systemd systemd, Instant at) implements UnitEvent {

        @Override
        public String toString() {
            return "the " + systemd + " has reloaded its unit files";
        }
    }

    /**
     * The loss of contact with a manager: the connection has ended, or the manager does not answer. Until
     * {@link ContactRegained} the statuses of its units are the last known ones.
     *
     * @param systemd the manager
     * @param reason what happened
     * @param at the time of the observation
     */
    record ContactLost(Systemd systemd, String reason, Instant at) implements UnitEvent {

        @Override
        public String toString() {
            return VisibleText.line("lost contact with the " + systemd + ": " + reason);
        }
    }

    /**
     * The return of contact with a manager. Events for the missed changes follow. For each unit, they report only the
     * difference between its last known status and its current one.
     *
     * @param systemd the manager
     * @param at the time of the observation
     */
    record ContactRegained(Systemd systemd, Instant at) implements UnitEvent {

        @Override
        public String toString() {
            return "regained contact with the " + systemd;
        }
    }

    /**
     * A gap in the events: this listener was so slow that some were dropped. The events after this one start from the
     * statuses that it contains.
     *
     * @param missed the number of events that this listener has missed
     * @param statuses the current statuses of all watched units
     * @param at the time of the observation
     */
    record Overflowed(long missed, Map<ServiceHandler, ServiceStatus> statuses, Instant at) implements UnitEvent {

        /**
         * Copies the statuses.
         *
         * @param missed the number of events that this listener has missed
         * @param statuses the current statuses of all watched units
         * @param at the time of the observation
         */
        public Overflowed {
            statuses = Map.copyOf(statuses);
        }

        @Override
        public String toString() {
            return missed + " events were missed";
        }
    }
}
