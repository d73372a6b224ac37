package io.github.servicehandler;

import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.internal.systemctl.SystemctlErrors;
import io.github.servicehandler.unit.UnitName;
import java.util.List;
import java.util.regex.Pattern;

/** Is what systemctl complained of an order for one or many units, and tells which of them it blames. Pure. */
final class SystemctlComplaint {

    /** What a unit's name may consist of, so that {@code a.service} is not found in {@code aa.service}. */
    private static final String NAME = "[A-Za-z0-9_\\\\@-]";

    private static final Pattern ALL_OR_NOTHING =
            Pattern.compile("Failed to enqueue jobs|Failed to (?:enable|disable|reenable|mask|unmask) unit");

    private final CommandResult result;
    private final List<UnitName> units;

    SystemctlComplaint(CommandResult result, List<UnitName> units) {
        this.result = result;
        this.units = units;
    }

    boolean isNone() {
        return result.succeeded();
    }

    /** Tells whether the unit is the only one, or is named. */
    boolean blames(UnitName unit) {
        return !isNone() && (units.size() == 1 || names(unit));
    }

    /**
     * Tells whether there is one that names no unit, or kept systemd from looking at any: what changes unit files is all or nothing, and
     * from version 258 so is the rest.
     */
    boolean isAboutAll() {
        return !isNone()
                && (ALL_OR_NOTHING.matcher(result.stderr()).find()
                        || units.stream().noneMatch(this::blames));
    }

    /** Tells whether the main process got its signal and only others did not: systemd before 254 trips over those on recent kernels. */
    boolean isAboutAuxiliaries() {
        return result.stderr().contains("auxiliary processes");
    }

    private boolean names(UnitName unit) {
        return Pattern.compile("(?<!" + NAME + ")(?<![.:])" + Pattern.quote(unit.toString()) + "(?!" + NAME + ")")
                .matcher(result.stderr())
                .find();
    }

    /** Tells whether systemd took the order for the unit itself, not for one that it requires, and could not carry it out. */
    boolean isAboutJobOf(UnitName unit) {
        return blames(unit) && about(unit).startsWith("Job for ");
    }

    /** Returns the line that is about the unit, or else the first, or else the exit code; the other lines say where to read on. */
    String about(UnitName unit) {
        return result.stderr()
                .lines()
                .filter(line -> line.contains(unit.toString()))
                .findFirst()
                .or(() -> result.stderr().lines().findFirst())
                .map(SystemctlErrors::excerpt)
                .orElse("exit code " + result.exitCode());
    }
}
