package io.github.servicehandler;

import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.internal.systemctl.OutputExcerpt;
import io.github.servicehandler.unit.UnitName;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The error output of systemctl for a request about one or several units, with methods that find which of these units
 * it is about. Pure.
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

    /** Returns whether the command failed, and either was about this unit alone or named it in its error output. */
    boolean isAbout(UnitName unit) {
        return !isNone() && (units.size() == 1 || names(unit));
    }

    /**
     * Returns whether the error output names no unit, or reports an error because of which systemd handled none of the
     * units: changes of unit files are all or nothing, and from version 258 all other requests are, too.
     */
    boolean isAboutAll() {
        return !isNone()
                && (ALL_OR_NOTHING.matcher(result.stderr()).find()
                        || units.stream().noneMatch(this::isAbout));
    }

    /**
     * Returns whether the main process got its signal, and only other processes did not. systemd before 254 reports
     * such processes on recent kernels.
     */
    boolean isAboutAuxiliaryProcesses() {
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
        return isAbout(unit) && lineAbout(unit).startsWith("Job for ");
    }

    /**
     * Returns the line about the unit, otherwise the first line, otherwise the exit code. The other lines only point to
     * other commands.
     */
    String lineAbout(UnitName unit) {
        return result.stderr()
                .lines()
                .filter(line -> line.contains(unit.toString()))
                .findFirst()
                .or(() -> result.stderr().lines().findFirst())
                .map(OutputExcerpt::of)
                .orElse("exit code " + result.exitCode());
    }
}
