package io.github.servicehandler.watchdog;

import io.github.servicehandler.ProcessExit;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Signal;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Conditions on how runs of a service ended, and on how many there were. */
final class RunConditions {

    static final int LAST_EXIT_CODE = 255;

    private RunConditions() {}

    static Condition result(Set<String> words) {
        return onStatus("result " + join("result", words), status -> words.contains(status.result()));
    }

    static Condition exitCode(Set<Integer> codes) {
        codes.stream()
                .filter(code -> code < 0 || code > LAST_EXIT_CODE)
                .findFirst()
                .ifPresent(code -> {
                    throw new IllegalArgumentException(
                            "an exit code must be from 0 to " + LAST_EXIT_CODE + ", but was " + code);
                });
        return onStatus(
                "exit-code " + join("exit code", codes),
                status ->
                        !status.state().isActive() && status.exitCode().stream().anyMatch(codes::contains));
    }

    static Condition endedBy(Signal signal) {
        return onStatus(
                "ended-by " + signal.name(),
                status -> !status.state().isActive()
                        && status.exit().filter(exit -> isBy(exit, signal)).isPresent());
    }

    /** Returns whether an exit, whose text for a signal is as in {@code 9/KILL}, is by the given signal. */
    private static boolean isBy(ProcessExit exit, Signal signal) {
        return exit.bySignal() && exit.toString().endsWith("/" + signal.name());
    }

    static Condition startLimitHit() {
        return onStatus("start-limit-hit", ServiceStatus::startLimitHit);
    }

    private static Condition onStatus(String text, Predicate<ServiceStatus> wanted) {
        return new FunctionCondition(
                text,
                snapshot -> snapshot.status()
                        .map(status -> Evaluation.of(
                                wanted.test(status),
                                FunctionCondition.describe(snapshot) + ", result " + status.result()))
                        .orElseGet(() -> Evaluation.unknown(FunctionCondition.describe(snapshot))));
    }

    static Condition counted(
            String what, Function<ServiceHistory, OccurrenceWindow> window, int times, Duration within) {
        Times.requirePositive(within, "the period");
        if (times <= 0 || times > OccurrenceWindow.CAPACITY) {
            throw new IllegalArgumentException(
                    "the number of times must be from 1 to " + OccurrenceWindow.CAPACITY + ", but was " + times);
        }
        String period = Times.text(within);
        return new FunctionCondition(what + " " + times + " times in " + period, snapshot -> {
            OccurrenceWindow moments = window.apply(snapshot.history());
            int count = moments.within(within, snapshot.now());
            return Evaluation.of(count >= times, what + " " + count + " times in " + period)
                    .changingAt(moments.fewerThan(times, within, snapshot.now()));
        });
    }

    private static String join(String what, Set<?> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("at least one " + what + " is required");
        }
        return String.join(",", words.stream().map(String::valueOf).sorted().toList());
    }
}
