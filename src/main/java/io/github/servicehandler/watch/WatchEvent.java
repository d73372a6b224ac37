package io.github.servicehandler.watch;

import io.github.servicehandler.EnablementState;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.StateChange;
import io.github.servicehandler.Systemd;
import java.time.Instant;
import java.util.Map;

/** Is something that a {@link Watch} saw. Immutable. */
public sealed interface WatchEvent {

    /**
     * Returns when it was seen.
     *
     * @return the time
     */
    Instant at();

    /**
     * Reports that a unit's state changed. For each unit the changes form a chain: what one leads to, the next comes from.
     *
     * @param service the unit
     * @param change from what to what
     */
    record StateChanged(ServiceHandler service, StateChange change) implements WatchEvent {

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
     * Reports that a unit which has run before began another run, whoever ended the one before: systemd itself, by
     * {@code Restart=}, or somebody by a verb. It follows the change of state that the new run was seen by, if there was one.
     *
     * @param service the unit
     * @param status how it is now, with the new run's {@linkplain ServiceStatus#invocationId() invocation id}
     * @param previousInvocation the invocation id of the run before
     * @param automatic whether systemd did it by {@code Restart=}
     * @param at when it was seen
     */
    record Restarted(
            ServiceHandler service, ServiceStatus status, String previousInvocation, boolean automatic, Instant at)
            implements WatchEvent {

        @Override
        public String toString() {
            return service
                    + (automatic
                            ? " was restarted by systemd, " + status.restarts() + " in a row"
                            : " was started again");
        }
    }

    /**
     * Reports that a unit was enabled, disabled, masked or the like.
     *
     * @param service the unit
     * @param from what it was
     * @param to what it is
     * @param at when it was seen
     */
    record EnablementChanged(ServiceHandler service, EnablementState from, EnablementState to, Instant at)
            implements WatchEvent {

        @Override
        public String toString() {
            return service + ": " + from + " -> " + to;
        }
    }

    /**
     * Reports that there is a new unit that the watch's patterns match.
     *
     * @param service the unit
     * @param status how it is
     * @param at when it was seen
     */
    record Added(ServiceHandler service, ServiceStatus status, Instant at) implements WatchEvent {

        @Override
        public String toString() {
            return service + " is new: " + status.state();
        }
    }

    /**
     * Reports that a unit which the watch's patterns match no longer exists: neither in the manager's memory nor as a file.
     *
     * @param service the unit
     * @param last how it was seen last
     * @param at when it was seen
     */
    record Removed(ServiceHandler service, ServiceStatus last, Instant at) implements WatchEvent {

        @Override
        public String toString() {
            return service + " is gone";
        }
    }

    /**
     * Reports that a manager has read its unit files again. What that changed was reported before.
     *
     * @param systemd the manager
     * @param at when it was seen
     */
    record Reloaded(Systemd systemd, Instant at) implements WatchEvent {

        @Override
        public String toString() {
            return "the " + systemd + " has reloaded its units";
        }
    }

    /**
     * Reports that a manager cannot be heard any more. Until {@link ContactRegained} the statuses are those seen last.
     *
     * @param systemd the manager
     * @param reason what happened
     * @param at when it was seen
     */
    record ContactLost(Systemd systemd, String reason, Instant at) implements WatchEvent {

        @Override
        public String toString() {
            return "lost contact with the " + systemd + ": " + reason;
        }
    }

    /**
     * Reports that a manager is heard again. The changes that were missed come next, each unit's as one.
     *
     * @param systemd the manager
     * @param at when it was seen
     */
    record ContactRegained(Systemd systemd, Instant at) implements WatchEvent {

        @Override
        public String toString() {
            return "regained contact with the " + systemd;
        }
    }

    /**
     * Reports that this listener was so slow that events had to be dropped. The next events go on from these statuses.
     *
     * @param missed how many events this listener has not seen
     * @param statuses how all watched units are at this moment
     * @param at when it was seen
     */
    record Overflowed(long missed, Map<ServiceHandler, ServiceStatus> statuses, Instant at) implements WatchEvent {

        /**
         * Copies the statuses.
         *
         * @param missed how many events this listener has not seen
         * @param statuses how all watched units are at this moment
         * @param at when it was seen
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
