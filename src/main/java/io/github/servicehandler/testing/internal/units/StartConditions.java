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
    private String unmet = "";

    public void run(Unit unit) {
        conditionMicros = unit.context.time().tick();
        List<Check> conditions = checks(unit, "Condition");
        conditionResult = allMet(unit, conditions);
        unmet = conditionResult ? "" : reason(unit, conditions);
        if (conditionResult) {
            assertMicros = unit.context.time().tick();
            assertResult = allMet(unit, checks(unit, "Assert"));
        }
    }

    private record Check(String kind, String value) {

        boolean triggers() {
            return value.startsWith("|");
        }

        boolean met(MachineInfo machine) {
            String rest = triggers() ? value.substring(1) : value;
            return rest.startsWith("!") ? !machine.meets(kind, rest.substring(1)) : machine.meets(kind, rest);
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
        boolean plain =
                checks.stream().filter(check -> !check.triggers()).allMatch(check -> check.met(unit.context.machine()));
        List<Check> triggers = checks.stream().filter(Check::triggers).toList();
        return plain && (triggers.isEmpty() || triggers.stream().anyMatch(check -> check.met(unit.context.machine())));
    }

    private static String reason(Unit unit, List<Check> conditions) {
        return conditions.stream()
                .filter(check -> !check.triggers() && !check.met(unit.context.machine()))
                .findFirst()
                .map(check -> " was skipped because of an unmet condition check (Condition" + check.kind() + "="
                        + check.value() + ").")
                .orElse(" was skipped because no trigger condition checks were met.");
    }

    /** Records that {@code ExecCondition=} was not met. */
    public void skip() {
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
        return unmet.isEmpty() || version < 250
                ? "Condition check resulted in " + name + " being skipped."
                : name
                        + (version >= 254
                                ? unmet.replaceFirst(
                                        " was skipped because of an unmet condition check \\((.*)\\)\\.$",
                                        " skipped, unmet condition check $1")
                                : unmet);
    }
}
