package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceStatus;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A condition that is evaluated by one function. */
final class FunctionCondition extends Condition {

    private static final Logger log = LoggerFactory.getLogger(FunctionCondition.class.getPackageName());

    private final String text;
    private final ConditionScope scope;
    private final Function<ServiceSnapshot, Evaluation> function;
    private final boolean momentary;

    FunctionCondition(String text, Function<ServiceSnapshot, Evaluation> function) {
        this(text, ConditionScope.unknown(text), function);
    }

    FunctionCondition(String text, ConditionScope scope, Function<ServiceSnapshot, Evaluation> function) {
        this(text, scope, function, false);
    }

    private FunctionCondition(
            String text, ConditionScope scope, Function<ServiceSnapshot, Evaluation> function, boolean momentary) {
        this.text = text;
        this.scope = scope;
        this.function = function;
        this.momentary = momentary;
    }

    /** Returns a condition that holds only at the moment when something happens. */
    static FunctionCondition momentary(String text, Function<ServiceSnapshot, Evaluation> function) {
        return momentary(text, ConditionScope.unknown(text), function);
    }

    static FunctionCondition momentary(
            String text, ConditionScope scope, Function<ServiceSnapshot, Evaluation> function) {
        return new FunctionCondition(text, scope, function, true);
    }

    @Override
    boolean isMomentary() {
        return momentary;
    }

    @Override
    Evaluation evaluate(ServiceSnapshot snapshot) {
        return function.apply(snapshot);
    }

    @Override
    ConditionScope scope() {
        return scope;
    }

    /** Evaluates a predicate of the user, which may throw an exception. */
    static Evaluation ask(String text, Predicate<ServiceSnapshot> predicate, ServiceSnapshot snapshot) {
        if (snapshot.status().isEmpty()) {
            return Evaluation.unknown(describe(snapshot));
        }
        try {
            return Evaluation.of(predicate.test(snapshot), describe(snapshot));
        } catch (RuntimeException e) {
            log.warn("the predicate \"{}\" failed", text, e);
            return Evaluation.unknown("\"" + text + "\" failed: " + e);
        }
    }

    static String describe(ServiceSnapshot snapshot) {
        return snapshot.status()
                .map(ServiceStatus::toString)
                .orElse(snapshot.service() + ": no contact with the manager");
    }

    @Override
    public String toString() {
        return text;
    }
}
