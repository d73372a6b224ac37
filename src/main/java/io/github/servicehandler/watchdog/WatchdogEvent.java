package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.internal.text.LocalTime;
import io.github.servicehandler.internal.text.VisibleText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something that a {@link Watchdog} decided or did, with the reason. Immutable. */
public sealed interface WatchdogEvent {

    /**
     * Returns when this happened.
     *
     * @return the time, by a clock of the watchdog that never goes back
     */
    Instant at();

    /**
     * The reason why a rule does not act although its condition holds. Some reasons hold back every step, others only
     * steps that give orders. An order is any action other than {@link Action#log}, {@link Action#call} and
     * {@link Action#quarantine}. If the condition is an event, such as {@link Condition#crashed}, it depends on the
     * reason whether the rule acts on the event later. If the reason is {@link #BUSY}, {@link #GRACE}, {@link #NEEDS},
     * {@link #BACKOFF} or {@link #TURN}, the rule acts when the reason ends. With any other reason, the event is lost.
     */
    enum Hold {
        /** This service or all services are in maintenance. Holds back every step. */
        MAINTENANCE("maintenance"),
        /** The service is in quarantine, by {@link Action#quarantine}. Holds back orders. */
        QUARANTINE("quarantine"),
        /**
         * Another watchdog of this user on this machine, of this program or of another one, gives orders to the
         * service. Holds back orders until that watchdog is closed or its program ends.
         */
        OTHER_WATCHDOG("another watchdog"),
        /**
         * The service ended with success, was never started, or was stopped by something other than a rule: by an
         * operator, by a program, or together with another unit. Holds back steps that would bring it up.
         *
         * <p>It does not matter whether systemd counts the service as failed after the stop, as it does a JVM, which
         * exits with 143, or counted it as failed before. Without signals of the manager, two stops are not noticed:
         * that of a service that has failed already, and that of one that fails when it is stopped while it is starting
         * or while it has {@code Type=notify} or {@code dbus}.
         */
        STOPPED("an earlier stop"),
        /** systemd itself is about to restart the service. Holds back orders. */
        LEFT_TO_SYSTEMD("systemd's own restart"),
        /**
         * A rule is working on the service, or on another one that the step may change. Holds back orders, and every
         * step after the first one of a rule. A step of the same rule that has not ended holds back every step.
         */
        BUSY("a step in progress"),
        /** A rule has acted on the service, and its {@linkplain Rule#grace grace} has not passed. Holds back orders. */
        GRACE("grace"),
        /** A service that the rule {@linkplain Rule#needs needs} is not up. Holds back every step. */
        NEEDS("needs"),
        /**
         * The rule has fired for the service, and its {@linkplain Rule#cooldown cooldown} has not passed. Holds back
         * every step.
         */
        COOLDOWN("cooldown"),
        /** The next attempt is not due yet, by the {@linkplain Rule#backoff backoff}. Holds back every step. */
        BACKOFF("backoff"),
        /** The {@linkplain Rule#budget budget} of the rule is used up. Holds back every step. */
        BUDGET("the rule's budget"),
        /** The {@linkplain Watchdog.Builder#budget budget} of the watchdog is used up. Holds back orders. */
        GLOBAL_BUDGET("the watchdog's budget"),
        /**
         * The service has not failed, and other services that have not failed come first, so that not all are restarted
         * in the same moment. Holds back steps that start, stop or restart it.
         */
        TURN("its turn");

        private final String words;

        Hold(String words) {
            this.words = words;
        }
    }

    /**
     * The decision of a rule to act.
     *
     * @param rule the rule's name
     * @param service the service
     * @param actions the actions to be carried out, as {@link Action#toString} writes them
     * @param attempt the number of the attempt, from 1
     * @param evidence what was observed, for people to read
     * @param at when the rule decided
     */
    record Fired(String rule, ServiceHandler service, List<String> actions, int attempt, String evidence, Instant at)
            implements WatchdogEvent {

        @Override
        public String toString() {
            return VisibleText.line(rule + " on " + service + ": " + String.join(", ", actions) + " (attempt " + attempt
                    + "; " + evidence + ")");
        }
    }

    /**
     * A rule that does not act although its condition holds. This is reported when the reason or its end changes, not
     * each time the rule is evaluated or the condition holds again. After the condition was false for the rule's
     * {@linkplain Rule#stableAfter stable time}, the reason is reported again.
     *
     * @param rule the rule's name
     * @param service the service
     * @param hold the reason
     * @param evidence what was observed, and details of the reason, for people to read
     * @param until when the reason ends; empty if that is not known
     * @param at when the rule decided
     */
    record HeldBack(
            String rule, ServiceHandler service, Hold hold, String evidence, Optional<Instant> until, Instant at)
            implements WatchdogEvent {

        @Override
        public String toString() {
            String end =
                    until.map(moment -> " until " + LocalTime.format(moment)).orElse("");
            return VisibleText.line(
                    rule + " on " + service + ": held back by " + hold.words + end + " (" + evidence + ")");
        }
    }

    /**
     * A rule that has given up: all its steps were tried, and none has helped. This is reported once. The rule does
     * nothing more until the service has recovered.
     *
     * @param rule the rule's name
     * @param service the service
     * @param attempts the number of attempts
     * @param evidence what was observed, for people to read
     * @param at when the rule gave up
     */
    record Exhausted(String rule, ServiceHandler service, int attempts, String evidence, Instant at)
            implements WatchdogEvent {

        @Override
        public String toString() {
            return VisibleText.line(
                    rule + " on " + service + ": gave up after " + count(attempts) + " (" + evidence + ")");
        }
    }

    /**
     * A service that has recovered: after the rule fired, its condition has stayed false for the rule's
     * {@linkplain Rule#stableAfter stable time}. This is not reported for a service in quarantine.
     *
     * @param rule the rule's name
     * @param service the service
     * @param attempts the number of attempts
     * @param evidence what was observed, for people to read
     * @param at when the stable time had passed
     */
    record Recovered(String rule, ServiceHandler service, int attempts, String evidence, Instant at)
            implements WatchdogEvent {

        @Override
        public String toString() {
            return VisibleText.line(
                    rule + " on " + service + ": recovered after " + count(attempts) + " (" + evidence + ")");
        }
    }

    /**
     * The result of one action. A dry run reports none.
     *
     * @param rule the rule's name
     * @param service the service
     * @param action the action, as {@link Action#toString} writes it
     * @param succeeded whether the action succeeded
     * @param detail details of the result, for people to read; may be empty
     * @param took how long the action took
     * @param at when the action ended
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
            String end = detail.isEmpty() ? "" : " (" + detail + ")";
            return VisibleText.line(rule + " on " + service + ": " + action + (succeeded ? " done" : " FAILED") + end);
        }
    }

    /**
     * A message about the watchdog itself: maintenance, a release from quarantine, maintenance and quarantines of an
     * earlier program that go on, new rules, or something that it could not read or write, such as a sensor, the rule
     * file or the state file.
     *
     * @param text what happened, for people to read
     * @param at when it happened
     */
    record Noted(String text, Instant at) implements WatchdogEvent {

        @Override
        public String toString() {
            return VisibleText.line(text);
        }
    }

    private static String count(int attempts) {
        return attempts == 1 ? "1 attempt" : attempts + " attempts";
    }
}
