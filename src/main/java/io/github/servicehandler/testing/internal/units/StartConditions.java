package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.testing.internal.files.UnitNameMangler;
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
    private String skipReason = "";

    public void evaluate(Unit unit) {
        conditionMicros = unit.context.time().tick();
        List<Check> conditions = checks(unit, "Condition");
        conditionResult = allMet(unit, conditions);
        skipReason = conditionResult ? "" : skipReason(unit, conditions);
        if (conditionResult) {
            assertMicros = unit.context.time().tick();
            assertResult = allMet(unit, checks(unit, "Assert"));
        }
    }

    private record Check(String kind, String value) {

        boolean isTrigger() {
            return value.startsWith("|");
        }

        boolean isMet(MachineInfo machine) {
            String condition = isTrigger() ? value.substring(1) : value;
            return condition.startsWith("!")
                    ? !machine.meetsCondition(kind, condition.substring(1))
                    : machine.meetsCondition(kind, condition);
        }
    }

    private static List<Check> checks(Unit unit, String prefix) {
        List<Check> checks = new ArrayList<>();
        for (UnitSource.Part part : unit.source().parts()) {
            for (UnitFile.Entry entry : part.content().entries("Unit")) {
                if (entry.key().startsWith(prefix) && entry.value().isEmpty()) {
                    checks.clear();
                } else if (entry.key().startsWith(prefix)) {
                    checks.add(new Check(
                            entry.key().substring(prefix.length()),
                            UnitNameMangler.expand(entry.value(), unit.id, unit.context.scope())));
                }
            }
        }
        return checks;
    }

    /**
     * Returns whether all checks without a leading {@code |} are met, and at least one of those with it if there are
     * any.
     */
    private static boolean allMet(Unit unit, List<Check> checks) {
        boolean othersMet = checks.stream()
                .filter(check -> !check.isTrigger())
                .allMatch(check -> check.isMet(unit.context.machine()));
        List<Check> triggers = checks.stream().filter(Check::isTrigger).toList();
        return othersMet
                && (triggers.isEmpty() || triggers.stream().anyMatch(check -> check.isMet(unit.context.machine())));
    }

    private static String skipReason(Unit unit, List<Check> conditions) {
        return conditions.stream()
                .filter(check -> !check.isTrigger() && !check.isMet(unit.context.machine()))
                .findFirst()
                .map(check -> " was skipped because of an unmet condition check (Condition" + check.kind() + "="
                        + check.value() + ").")
                .orElse(" was skipped because no trigger condition checks were met.");
    }

    /** Records that {@code ExecCondition=} was not met. */
    public void markSkipped() {
        conditionResult = false;
    }

    public boolean conditionsMet() {
        return conditionResult;
    }

    public boolean assertsMet() {
        return assertResult;
    }

    /** Returns systemd's message about the condition that was not met. */
    public String skippedText(String name, int version) {
        return skipReason.isEmpty() || version < 250
                ? "Condition check resulted in " + name + " being skipped."
                : name
                        + (version >= 254
                                ? skipReason.replaceFirst(
                                        " was skipped because of an unmet condition check \\((.*)\\)\\.$",
                                        " skipped, unmet condition check $1")
                                : skipReason);
    }
}
