package io.github.servicehandler.watchdog;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A condition that consists of others. */
final class CompositeCondition extends Condition {

    private final String text;
    private final List<Condition> parts;
    private final ConditionScope scope;
    private final boolean momentary;
    private final BiFunction<List<Condition>, ServiceSnapshot, Evaluation> function;
    private final Function<List<Condition>, Condition> maker;

    /** @param maker makes the same condition of other parts */
    private CompositeCondition(
            String text,
            List<Condition> parts,
            ConditionScope scope,
            boolean momentary,
            BiFunction<List<Condition>, ServiceSnapshot, Evaluation> function,
            Function<List<Condition>, Condition> maker) {
        this.text = text;
        this.parts = parts;
        this.scope = scope;
        this.momentary = momentary;
        this.function = function;
        this.maker = maker;
    }

    static Condition oppositeOf(Condition one) {
        String text = "not " + bracketed(one);
        return new CompositeCondition(
                text,
                List.of(one),
                ConditionScope.negation(text, one.scope()),
                false,
                CompositeCondition::negation,
                parts -> oppositeOf(parts.get(0)));
    }

    /** Returns the text of a condition, in brackets unless it is a single word or already has them. */
    static String bracketed(Condition one) {
        String words = one.toString();
        boolean isWhole = !words.contains(" ") || (words.startsWith("(") && words.endsWith(")"));
        return isWhole ? words : "(" + words + ")";
    }

    static Condition bothOf(Condition one, Condition other) {
        String text = "(" + one + " and " + other + ")";
        ConditionScope scope = ConditionScope.both(one.scope(), other.scope());
        boolean momentary = one.isMomentary() || other.isMomentary();
        return new CompositeCondition(
                text,
                List.of(one, other),
                scope,
                momentary,
                CompositeCondition::both,
                parts -> bothOf(parts.get(0), parts.get(1)));
    }

    static Condition eitherOf(Condition one, Condition other) {
        String text = "(" + one + " or " + other + ")";
        ConditionScope scope = ConditionScope.either(text, one.scope(), other.scope());
        boolean momentary = one.isMomentary() && other.isMomentary();
        return new CompositeCondition(
                text,
                List.of(one, other),
                scope,
                momentary,
                CompositeCondition::either,
                parts -> eitherOf(parts.get(0), parts.get(1)));
    }

    /** Returns the same condition with another text. */
    static Condition named(String text, Condition one) {
        return new CompositeCondition(
                text,
                List.of(one),
                one.scope().named(text),
                one.isMomentary(),
                (parts, snapshot) -> parts.get(0).evaluate(snapshot),
                parts -> named(text, parts.get(0)));
    }

    private static Evaluation negation(List<Condition> parts, ServiceSnapshot snapshot) {
        return parts.get(0).evaluate(snapshot).negated();
    }

    private static Evaluation both(List<Condition> parts, ServiceSnapshot snapshot) {
        return parts.get(0).evaluate(snapshot).and(parts.get(1).evaluate(snapshot));
    }

    private static Evaluation either(List<Condition> parts, ServiceSnapshot snapshot) {
        Evaluation one = parts.get(0).evaluate(snapshot);
        Evaluation other = parts.get(1).evaluate(snapshot);
        Evaluation either = one.negated().and(other.negated()).negated();
        // if one part holds by a state, the whole still holds after the moment
        boolean momentary =
                either.holds() && (!one.holds() || one.momentary()) && (!other.holds() || other.momentary());
        return new Evaluation(either.truth(), either.evidence(), either.changesAt(), momentary, null);
    }

    @Override
    Evaluation evaluate(ServiceSnapshot snapshot) {
        return function.apply(parts, snapshot);
    }

    @Override
    ConditionScope scope() {
        return scope;
    }

    @Override
    boolean isMomentary() {
        return momentary;
    }

    @Override
    List<Sensor> sensors() {
        return parts.stream()
                .flatMap(part -> part.sensors().stream())
                .distinct()
                .toList();
    }

    @Override
    Set<LinePattern> patterns() {
        Set<LinePattern> patterns = new LinkedHashSet<>();
        parts.forEach(part -> patterns.addAll(part.patterns()));
        return patterns;
    }

    @Override
    Set<ServiceReference> references() {
        Set<ServiceReference> references = new LinkedHashSet<>();
        parts.forEach(part -> references.addAll(part.references()));
        return references;
    }

    @Override
    Condition provingAbsence() {
        return maker.apply(parts.stream().map(Condition::provingAbsence).toList());
    }

    @Override
    Condition bind(ServiceNames names) {
        return maker.apply(parts.stream().map(part -> part.bind(names)).toList());
    }

    @Override
    public String toString() {
        return text;
    }
}
