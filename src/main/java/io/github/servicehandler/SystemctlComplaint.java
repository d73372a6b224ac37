package io.github.servicehandler;

import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.internal.systemctl.OutputExcerpt;
import io.github.servicehandler.internal.text.ExitNames;
import io.github.servicehandler.unit.UnitName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The error output of systemctl for a request about one or several units, with methods that find which of these units
 * it is about. Pure.
 *
 * <p>Only errors count. Warnings and reports of progress mention units to which nothing bad has happened, and an error
 * about one unit can mention others, for example those that it requires or conflicts with.
 */
final class SystemctlComplaint {

    /** The characters of a unit's name, so that {@code a.service} is not found in {@code aa.service}. */
    private static final String NAME = "[A-Za-z0-9_\\\\@-]";

    /** Errors because of which systemd handled none of the units. */
    private static final Pattern ALL_OR_NOTHING =
            Pattern.compile("Failed to (?:enqueue jobs|(?:enable|disable|reenable|mask|unmask) unit)\\b.*");

    /** Errors about one unit, which they name in one of the groups. */
    private static final Pattern ABOUT_ONE = Pattern.compile("Failed to [a-z -]+ (\\S+\\.[a-z]+): .*"
            + "|(?:A dependency job|Queued job|Job) for (\\S+) .*"
            + "|Assertion failed on job for (\\S+)\\."
            + "|(\\S+) is not active, cannot reload\\."
            + "|Operation on or unit type of (\\S+) not supported.*"
            + "|Unit (\\S+) was started already once.*"
            + "|Cannot perform operation on frozen unit (\\S+)\\.");

    /** Warnings, reports of progress and hints; and the lines after a warning, which are indented or only names. */
    private static final Pattern NOTICE = Pattern.compile("(?:Warning|Notice|Note|Hint): .*"
            + "|(?:Created symlink|Removed|See|To force a start|followed by|Executing:|Synchronizing|Using) .*"
            + "|Unit .* (?:is masked, ignoring|proceeding anyway)\\.?"
            + "|Unit .* is added as a dependency to a non-existent unit .*"
            + "|(?:Stopping|Disabling) .* triggering units are still active:"
            + "|The (?:following )?unit files .*"
            + "|\\s.*"
            + "|\\S+\\.[a-z]+(?:, \\S+\\.[a-z]+)*");

    /** Errors that name units of which only one, or another unit, may be the cause. */
    private static final Pattern DOUBTFUL = Pattern.compile(".*: (?:Transaction for|File) .*");

    /** Errors about a job that systemd ran; systemctl does not always name its unit. */
    private static final Pattern FAILED_JOB = Pattern.compile("Job (?:for \\S+ )?(?:failed|timed out).*");

    /** Errors about jobs, whether systemd ran them or not. */
    private static final Pattern JOB =
            Pattern.compile("(?:Queued job|Job|A dependency job|Assertion failed on job)\\b.*");

    private final CommandResult result;
    private final List<UnitName> units;
    private final List<String> errors;

    /** The first error about each unit: a request for a thousand units may have as many errors. */
    private final Map<String, String> errorByUnit = new HashMap<>();

    private final List<String> errorsAboutAll = new ArrayList<>();
    private final List<String> otherErrors = new ArrayList<>();
    private final boolean aboutNone;

    SystemctlComplaint(CommandResult result, List<UnitName> units) {
        this.result = result;
        this.units = units;
        this.errors = result.stderr()
                .lines()
                .filter(line -> !line.isBlank() && !NOTICE.matcher(line).matches())
                .toList();
        errors.forEach(this::sort);
        this.aboutNone = units.stream().noneMatch(this::isAbout);
    }

    private void sort(String error) {
        Optional<String> unit = subject(error);
        unit.ifPresent(name -> errorByUnit.putIfAbsent(name, error));
        if (ALL_OR_NOTHING.matcher(error).matches()) {
            errorsAboutAll.add(error);
        } else if (unit.isEmpty()) {
            otherErrors.add(error);
        }
    }

    boolean isNone() {
        return result.succeeded();
    }

    /** Returns whether the command failed, and either was about this unit alone or reported an error about it. */
    boolean isAbout(UnitName unit) {
        return !isNone() && (units.size() == 1 || isAbout(unit.toString()));
    }

    /**
     * Returns whether the error output is about the unit by either of its names: systemctl reports jobs by the primary
     * one.
     */
    boolean isAbout(ServiceStatus status) {
        return isAbout(status.unit()) || (!isNone() && isAbout(status.id()));
    }

    private boolean isAbout(String name) {
        return errorByUnit.containsKey(name) || errorsAboutAll.stream().anyMatch(line -> names(line, name));
    }

    /**
     * Returns whether the command failed and printed a line of an unknown form that names the unit: perhaps an error,
     * perhaps not.
     */
    boolean mentions(UnitName unit) {
        return !isNone() && otherErrors.stream().anyMatch(line -> names(line, unit.toString()));
    }

    /**
     * Returns whether the output reports errors about none of the units, or an error because of which systemd handled
     * none of them: changes of unit files are all or nothing, and from version 258 all other requests are, too.
     */
    boolean isAboutAll() {
        return !isNone() && (isAllOrNothing() || aboutNone);
    }

    /** Returns whether systemd handled none of the units because of an error. */
    boolean isAllOrNothing() {
        return !isNone() && !errorsAboutAll.isEmpty();
    }

    /** Returns whether a unit has no file, because of which nothing was done. */
    boolean isAboutMissingFile() {
        return errors.stream().anyMatch(line -> line.contains("does not exist"));
    }

    /** Returns whether systemd was asked to run jobs, which systemctl does after all changes of unit files. */
    boolean isAboutJobs() {
        return errors.stream().anyMatch(line -> JOB.matcher(line).matches());
    }

    /**
     * Returns whether the error is about the unit, but the unit may not be its cause: for example, the error names all
     * units of the request.
     */
    boolean isDoubtfulAbout(UnitName unit) {
        return isAbout(unit)
                && errorsAboutAll.stream()
                        .filter(line -> names(line, unit.toString()))
                        .anyMatch(line -> DOUBTFUL.matcher(line).matches());
    }

    /**
     * Returns whether the main process got its signal, and only other processes did not. systemd before 254 reports
     * such processes on recent kernels.
     */
    boolean isAboutAuxiliaryProcesses() {
        return result.stderr().contains("auxiliary processes");
    }

    /** Returns the unit that an error is about. */
    private static Optional<String> subject(String line) {
        Matcher matcher = ABOUT_ONE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Stream.iterate(1, group -> group <= matcher.groupCount(), group -> group + 1)
                .flatMap(group -> Stream.ofNullable(matcher.group(group)))
                .findFirst();
    }

    private static boolean names(String line, String unit) {
        return line.contains(unit)
                && Pattern.compile("(?<!" + NAME + ")(?<![.:])" + Pattern.quote(unit) + "(?!" + NAME + ")")
                        .matcher(line)
                        .find();
    }

    /**
     * Returns whether systemd accepted the request for the unit itself, not for one that it requires, and then failed
     * to carry it out.
     */
    boolean isAboutFailedJobOf(ServiceStatus status) {
        String line = isAbout(status.unit()) ? lineAbout(status.unit()) : lineAbout(status.id());
        return isAbout(status) && FAILED_JOB.matcher(line).matches();
    }

    /** Returns whether systemd refused the request for the unit, so that the request changed nothing about the unit. */
    boolean isRefusalFor(ServiceStatus status) {
        return isAbout(status) && lineAbout(status.unit()).startsWith("Failed to ");
    }

    /** Returns whether systemd gave up its job for the unit because of another request. */
    boolean isAboutCanceledJobOf(ServiceStatus status) {
        return isAbout(status) && errors.stream().anyMatch(("Job for " + status.id() + " canceled.")::equals);
    }

    /** Returns whether systemd could not start the unit because of another unit, which the error does not name. */
    boolean isAboutDependencyOf(ServiceStatus status) {
        return isAbout(status)
                && errors.stream().anyMatch(line -> line.startsWith("A dependency job for " + status.id()));
    }

    /**
     * Returns the error about the unit, otherwise a line that names it, otherwise the first error, otherwise the first
     * line, otherwise the exit code. The other lines only point to other commands.
     */
    String lineAbout(UnitName unit) {
        return lineAbout(unit.toString());
    }

    private String lineAbout(String unit) {
        return Optional.ofNullable(errorByUnit.get(unit))
                .or(() -> errors.stream().filter(line -> names(line, unit)).findFirst())
                .or(() -> errors.stream().findFirst())
                .or(() -> result.stderr().lines().findFirst())
                .map(OutputExcerpt::of)
                .orElse("exit code " + ExitNames.describe(result.exitCode()));
    }
}
