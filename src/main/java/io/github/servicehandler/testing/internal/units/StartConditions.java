package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.testing.internal.files.KnownDirectives;
import io.github.servicehandler.testing.internal.files.UnitSource;
import io.github.servicehandler.testing.internal.process.MachineInfo;
import io.github.servicehandler.unit.UnitFile;
import java.util.ArrayList;
import java.util.List;

/** The results of a unit's {@code Condition…=} and {@code Assert…=} settings at the last attempt to start it. */
public final class StartConditions {

    public long conditionMicros;
    public long assertMicros;
    private boolean conditionResult;
    private boolean assertResult;
    private boolean skippedByCommand;
    private String unmet = "";

    public void evaluate(Unit unit) {
        conditionMicros = unit.context.time().tick();
        List<Check> conditions = checks(unit, "Condition");
        conditionResult = allMet(unit, conditions);
        skippedByCommand = false;
        unmet = unmet(unit, conditions);
        if (conditionResult) {
            assertMicros = unit.context.time().tick();
            assertResult = allMet(unit, checks(unit, "Assert"));
        }
    }

    private record Check(String kind, String value, boolean isTrigger, boolean isNegated, String operand) {

        static Check of(String kind, String value) {
            boolean trigger = value.startsWith("|");
            String rest = value.substring(trigger ? 1 : 0);
            boolean negated = rest.startsWith("!");
            return new Check(kind, value, trigger, negated, rest.substring(negated ? 1 : 0));
        }

        boolean isValid() {
            return MachineInfo.isValidCondition(kind, operand);
        }

        boolean isMet(UnitContext context) {
            return context.machine().meetsCondition(kind, operand, context.scope()) != isNegated;
        }
    }

    /** Returns the checks of a unit; those that systemd cannot read are ignored. */
    private static List<Check> checks(Unit unit, String prefix) {
        List<Check> checks = new ArrayList<>();
        for (UnitSource.Part part : unit.source().parts()) {
            for (UnitFile.Entry entry : part.content().entries("Unit")) {
                if (!entry.key().startsWith(prefix) || !KnownDirectives.isKnown("Unit", entry.key())) {
                    continue;
                }
                if (entry.value().isEmpty()) {
                    checks.clear();
                    continue;
                }
                unit.settings()
                        .resolve(entry.value())
                        .map(value -> Check.of(entry.key().substring(prefix.length()), value))
                        .filter(Check::isValid)
                        .ifPresent(checks::add);
            }
        }
        return checks;
    }

    /**
     * Returns whether all checks without a leading {@code |} are met, and at least one of those with it if there are
     * any.
     */
    private static boolean allMet(Unit unit, List<Check> checks) {
        boolean othersMet =
                checks.stream().filter(check -> !check.isTrigger()).allMatch(check -> check.isMet(unit.context));
        List<Check> triggers = checks.stream().filter(Check::isTrigger).toList();
        return othersMet && (triggers.isEmpty() || triggers.stream().anyMatch(check -> check.isMet(unit.context)));
    }

    /** Returns the last condition in the files that is not met: systemd checks the last one first. */
    private static String unmet(Unit unit, List<Check> conditions) {
        return conditions.stream()
                .filter(check -> !check.isTrigger() && !check.isMet(unit.context))
                .reduce((first, last) -> last)
                .map(check -> "Condition" + check.kind() + "=" + check.value())
                .orElse("");
    }

    /** Forgets the results of {@code ExecCondition=}, which run again at each attempt. */
    public void beginRun() {
        skippedByCommand = false;
    }

    /** Records that {@code ExecCondition=} was not met. */
    public void markSkipped(boolean countsAsCondition) {
        skippedByCommand = true;
        if (countsAsCondition) {
            conditionResult = false;
        }
    }

    /** Returns whether {@code ExecCondition=} was not met. */
    public boolean skippedByCommand() {
        return skippedByCommand;
    }

    public boolean conditionsMet() {
        return conditionResult;
    }

    public boolean assertsMet() {
        return assertResult;
    }

    /** Returns systemd's message about a start that was skipped. */
    public String skippedText(String name, int version) {
        if (skippedByCommand || version < 250) {
            return "Condition check resulted in " + name + " being skipped.";
        }
        if (unmet.isEmpty()) {
            return name
                    + (version < 254 ? " was skipped because no trigger" : " skipped, no trigger")
                    + " condition checks were met.";
        }
        return version < 254
                ? name + " was skipped because of an unmet condition check (" + unmet + ")."
                : name + " skipped, unmet condition check " + unmet;
    }
}
