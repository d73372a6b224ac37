package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.internal.settings.KnownDirectives;
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
    private List<Check> unmetConditions = List.of();
    private List<Check> unmetAsserts = List.of();

    public void evaluate(Unit unit) {
        conditionMicros = unit.context.time().tick();
        List<Check> conditions = checks(unit, "Condition");
        conditionResult = allMet(unit, conditions);
        skippedByCommand = false;
        unmetConditions = unmet(unit, conditions);
        if (conditionResult) {
            assertMicros = unit.context.time().tick();
            List<Check> asserts = checks(unit, "Assert");
            assertResult = allMet(unit, asserts);
            unmetAsserts = unmet(unit, asserts);
        }
    }

    /**
     * One check of a unit.
     *
     * @param key the setting, of which the kind is the part after {@code Condition} or {@code Assert}
     */
    private record Check(String key, String kind, String value, boolean isTrigger, boolean isNegated, String operand) {

        static Check of(String key, String kind, String value) {
            boolean trigger = value.startsWith("|");
            String rest = value.substring(trigger ? 1 : 0);
            boolean negated = rest.startsWith("!");
            return new Check(key, kind, value, trigger, negated, rest.substring(negated ? 1 : 0));
        }

        @Override
        public String toString() {
            return key + "=" + value;
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
                if (!entry.key().startsWith(prefix)
                        || !KnownDirectives.isKnown("Unit", entry.key(), unit.context.version())) {
                    continue;
                }
                if (entry.value().isEmpty()) {
                    checks.clear();
                    continue;
                }
                unit.settings()
                        .resolve(entry.value())
                        .map(value -> Check.of(entry.key(), entry.key().substring(prefix.length()), value))
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

    /**
     * Returns the checks that systemd finds not met, in the order of the files. It checks the last one first, and stops
     * at one without a leading {@code |}.
     */
    private static List<Check> unmet(Unit unit, List<Check> checks) {
        List<Check> unmet = new ArrayList<>();
        for (int i = checks.size() - 1; i >= 0; i--) {
            Check check = checks.get(i);
            if (!check.isMet(unit.context)) {
                unmet.add(0, check);
                if (!check.isTrigger()) {
                    break;
                }
            }
        }
        return unmet;
    }

    /** Returns the check without a leading {@code |} that is not met, or an empty string if there is none. */
    private static String decisive(List<Check> unmet) {
        return unmet.stream()
                .filter(check -> !check.isTrigger())
                .map(Check::toString)
                .findFirst()
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

    /** Returns the conditions that were not met, such as {@code ConditionPathExists=!/x}, in the order of the files. */
    public List<String> unmetConditions() {
        return unmetConditions.stream().map(Check::toString).toList();
    }

    /** Returns the assertion that was not met; empty if it is only that none of several alternatives was. */
    public String unmetAssert() {
        return decisive(unmetAsserts);
    }

    /** Returns systemd's message about a start that was skipped. */
    public String skippedText(String name, int version) {
        if (skippedByCommand || version < 250) {
            return "Condition check resulted in " + name + " being skipped.";
        }
        String unmet = decisive(unmetConditions);
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
