package io.github.servicehandler.watchdog;

import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Is a condition that is one function. */
final class Basic extends Condition {

    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    private final String text;
    private final Scope scope;
    private final Function<Snapshot, Finding> function;

    Basic(String text, Function<Snapshot, Finding> function) {
        this(text, Scope.unknown(text), function);
    }

    Basic(String text, Scope scope, Function<Snapshot, Finding> function) {
        this.text = text;
        this.scope = scope;
        this.function = function;
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
