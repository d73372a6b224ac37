package io.github.servicehandler;

import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.internal.systemctl.SystemctlErrors;
import io.github.servicehandler.unit.UnitName;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The error output of systemctl for a request about one or several units, and which of these units it is about. Pure.
 */
final class SystemctlComplaint {

    /** The characters of a unit's name, so that {@code a.service} is not found in {@code aa.service}. */
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

    /** Returns whether the command failed and either had this unit alone or names it in its error output. */
    boolean blames(UnitName unit) {
        return !isNone() && (units.size() == 1 || names(unit));
    }

    /**
     * Returns whether the error output names no unit, or is an error that kept systemd from handling any of the units:
     * changes of unit files are all or nothing, and from version 258 all other requests are, too.
     */
    boolean isAboutAll() {
        return !isNone()
                && (ALL_OR_NOTHING.matcher(result.stderr()).find()
                        || units.stream().noneMatch(this::blames));
    }

    /**
     * Returns whether the main process got its signal and only other processes did not: systemd before 254 reports
     * these on recent kernels.
     */
    boolean isAboutAuxiliaries() {
        return result.stderr().contains("auxiliary processes");
    }

    private boolean names(UnitName unit) {
        return Pattern.compile("(?<!" + NAME + ")(?<![.:])" + Pattern.quote(unit.toString()) + "(?!" + NAME + ")")
                .matcher(result.stderr())
                .find();
    }

    /**
     * Returns whether systemd accepted the request for the unit itself, not for one that it requires, and then failed.
     */
    boolean isAboutJobOf(UnitName unit) {
        return blames(unit) && about(unit).startsWith("Job for ");
    }

    /**
     * Returns the line about the unit, otherwise the first line, otherwise the exit code. The other lines only say
     * where to read on.
     */
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
