package io.github.servicehandler.watchdog;

import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;

/** Is a condition that is one function. */
final class Basic extends Condition {

    private static final Logger log = WatchdogLog.LOG;

    private final String text;
    private final Scope scope;
    private final Function<Snapshot, Finding> function;
    private final boolean momentary;

    Basic(String text, Function<Snapshot, Finding> function) {
        this(text, Scope.unknown(text), function);
    }

    Basic(String text, Scope scope, Function<Snapshot, Finding> function) {
        this(text, scope, function, false);
    }

    private Basic(String text, Scope scope, Function<Snapshot, Finding> function, boolean momentary) {
        this.text = text;
        this.scope = scope;
        this.function = function;
        this.momentary = momentary;
    }

    /** Returns one that holds only at the moment at which something happens. */
    static Basic momentary(String text, Function<Snapshot, Finding> function) {
        return momentary(text, Scope.unknown(text), function);
    }

    static Basic momentary(String text, Scope scope, Function<Snapshot, Finding> function) {
        return new Basic(text, scope, function, true);
    }

    @Override
    boolean isMomentary() {
        return momentary;
    }

    @Override
    Finding examine(Snapshot snapshot) {
        return function.apply(snapshot);
    }

    @Override
    Scope scope() {
        return scope;
    }

    /** Asks a user's predicate, which may do what it should not. */
    static Finding ask(String text, Predicate<Snapshot> predicate, Snapshot snapshot) {
        if (snapshot.status().isEmpty()) {
            return Finding.unknown(describe(snapshot));
        }
        try {
            return Finding.of(predicate.test(snapshot), describe(snapshot));
        } catch (RuntimeException e) {
            log.warn("the predicate \"{}\" failed", text, e);
            return Finding.unknown("\"" + text + "\" failed: " + e);
        }
    }

    static String describe(Snapshot snapshot) {
        return snapshot.status().map(Object::toString).orElse(snapshot.service() + ": not heard of");
    }

    @Override
    public String toString() {
        return text;
    }
}
