package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Is something that a {@link Watchdog} decided or did, with its reasons. Immutable. */
public sealed interface WatchdogEvent {

    /**
     * Returns when it was decided.
     *
     * @return the time
     */
    Instant at();

    /**
     * Says why a rule does not act though its condition holds. Some hold back orders only: any step with an action
     * other than {@link Action#log}, {@link Action#call} and {@link Action#quarantine}.
     */
    enum Hold {
        /** There is maintenance, of the service or of all; holds back every step. */
        MAINTENANCE,
        /** The service is in quarantine, by {@link Action#quarantine}; holds back orders. */
        QUARANTINE,
        /**
         * The service is down because somebody stopped it, or ended with success, or was never started; holds back what
         * would bring it up. A stop that systemd calls failed is none of these, as that of a JVM, which ends with 143,
         * without {@code SuccessExitStatus=143}.
         */
        STOPPED,
        /** systemd is about to restart the service by itself; holds back orders. */
        LEFT_TO_SYSTEMD,
        /** Something is being done about the service at the moment; holds back orders. */
        BUSY,
        /** Something was done about the service a short while ago; holds back orders. */
        GRACE,
        /** A service that is {@linkplain Rule#needs needed} is not up; holds back every step. */
        NEEDS,
        /** The rule fired for the service a short while ago; holds back every step. */
        COOLDOWN,
        /** The next attempt is not due yet; holds back every step. */
        BACKOFF,
        /** The rule's budget is spent; holds back every step. */
        BUDGET,
        /** The watchdog's budget is spent; holds back orders. */
        GLOBAL_BUDGET
    }

    /**
     * Reports that a rule acts.
     *
     * @param rule the rule's name
     * @param service the service
     * @param actions what is going to be done, in the words of {@link Action#toString}
     * @param attempt which attempt it is, from 1
     * @param evidence what was seen
     * @param at when it was decided
     */
    record Fired(String rule, ServiceHandler service, List<String> actions, int attempt, String evidence, Instant at)
            implements WatchdogEvent {

        @Override
        public String toString() {
            return rule + " on " + service + ": " + String.join(", ", actions) + " (attempt " + attempt + "; "
                    + evidence + ")";
        }
    }

    /**
     * Reports that a rule does not act though its condition holds. It is told once for each reason, not each time it is
     * found again.
     *
     * @param rule the rule's name
     * @param service the service
     * @param hold why
     * @param evidence what was seen, and what holds it back
     * @param until until when; empty if that depends on what happens
     * @param at when it was decided
     */
    record HeldBack(
            String rule, ServiceHandler service, Hold hold, String evidence, Optional<Instant> until, Instant at)
            implements WatchdogEvent {

        @Override
        public String toString() {
            String end = until.map(moment -> " until " + moment).orElse("");
            return rule + " on " + service + ": held back by " + hold + end + " (" + evidence + ")";
        }
    }

    /**
     * Reports that all steps of a rule were taken, and none has helped. It is told once; nothing more is done until the
     * service has recovered.
     *
     * @param rule the rule's name
     * @param service the service
     * @param attempts how many attempts there were
     * @param evidence what was seen
     * @param at when it was decided
     */
    record Exhausted(String rule, ServiceHandler service, int attempts, String evidence, Instant at)
            implements WatchdogEvent {

        @Override
        public String toString() {
            return rule + " on " + service + ": gave up after " + attempts + " attempts (" + evidence + ")";
        }
    }

    /**
     * Reports that a rule's condition has not held for the rule's stable time, after the rule had fired.
     *
     * @param rule the rule's name
     * @param service the service
     * @param attempts how many attempts there were
     * @param evidence what was seen
     * @param at when it was decided
     */
    record Recovered(String rule, ServiceHandler service, int attempts, String evidence, Instant at)
            implements WatchdogEvent {

        @Override
        public String toString() {
            return rule + " on " + service + ": recovered after " + attempts + " attempts (" + evidence + ")";
        }
    }

    /**
     * Reports what came of an action. There is none in a dry run.
     *
     * @param rule the rule's name
     * @param service the service
     * @param action what was done
     * @param succeeded whether it was done
     * @param detail what there is to say about it; may be empty
     * @param took how long it took
     * @param at when it was done
     */
    record Acted(
            String rule,
            ServiceHandler service,
            String action,
            boolean succeeded,
            String detail,
            Duration took,
            Instant at)
            implements WatchdogEvent {

        @Override
        public String toString() {
            return rule + " on " + service + ": " + action + (succeeded ? " done" : " FAILED") + " (" + detail + ")";
        }
    }

    /**
     * Reports something about the watchdog itself: maintenance, a release from quarantine, new rules, a state file that
     * could not be read or written.
     *
     * @param text what happened
     * @param at when
     */
    record Noted(String text, Instant at) implements WatchdogEvent {

        @Override
        public String toString() {
            return text;
        }
    }
}
