package io.github.servicehandler.internal.systemctl;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The command lines of systemctl that the library runs. Pure: it runs nothing. */
public final class SystemctlCommands {

    private static final List<String> NON_INTERACTIVE = List.of("--no-ask-password", "--no-pager");

    private final List<String> manager;
    private final Duration timeout;

    /**
     * Creates command lines for one manager.
     *
     * @param manager the arguments that select the manager, such as {@code --user}
     * @param timeout the timeout of commands that have none of their own
     */
    public SystemctlCommands(List<String> manager, Duration timeout) {
        this.manager = manager;
        this.timeout = timeout;
    }

    /** Returns the timeout of commands that have none of their own. */
    public Duration timeout() {
        return timeout;
    }

    /**
     * Returns the command that does something to units.
     *
     * @param arguments the verb and its options
     */
    public Command verb(List<String> arguments, Duration deadline, Collection<UnitName> units) {
        List<String> all = new ArrayList<>(arguments);
        addNames(all, units);
        return systemctl(all).withTimeout(deadline);
    }

    /**
     * Returns the command that prints properties of units.
     *
     * @param properties the names of the properties; if there is none, all are printed, also empty ones
     */
    public Command show(Collection<UnitName> units, List<String> properties) {
        List<String> arguments = new ArrayList<>();
        arguments.add("show");
        if (properties.isEmpty() || properties.stream().anyMatch(SystemctlCommands::isTime)) {
            // without this option the microseconds are missing; version 247 ignores it, so that the runner's
            // environment sets the time zone
            arguments.add("--timestamp=us+utc");
        }
        arguments.add(properties.isEmpty() ? "--all" : "--property=" + String.join(",", properties));
        addNames(arguments, units);
        return systemctl(arguments);
    }

    private static boolean isTime(String property) {
        return property.endsWith("Timestamp")
                || property.equals("NextElapseUSecRealtime")
                || property.equals("LastTriggerUSec");
    }

    /** Returns the command that prints the manager's queue of jobs. */
    public Command listJobs() {
        return systemctl(List.of("list-jobs", "--full", "--no-legend"));
    }

    /** Returns the command that cancels a job. */
    public Command cancel(long job) {
        return systemctl(List.of("cancel", "--", String.valueOf(job)));
    }

    /** Returns the command that lists the loaded units that match. */
    public Command listUnits(Collection<String> patterns) {
        return list(List.of("list-units", "--all", "--full", "--output=json"), patterns);
    }

    /** Returns the command that lists the installed unit files that match. */
    public Command listUnitFiles(Collection<String> patterns) {
        return list(List.of("list-unit-files", "--full", "--output=json"), patterns);
    }

    /** Returns the command for the text of the unit file and its drop-ins. */
    public Command cat(UnitName unit) {
        List<String> arguments = new ArrayList<>(List.of("cat"));
        addNames(arguments, List.of(unit));
        return systemctl(arguments);
    }

    /**
     * Returns the command that changes links to unit files, or settings of a unit.
     *
     * @param arguments the verb and its options
     * @param words names of units, paths of unit files or assignments
     */
    public Command change(List<String> arguments, List<String> words, Duration deadline) {
        List<String> all = new ArrayList<>(arguments);
        all.add("--");
        all.addAll(words);
        return systemctl(all).withTimeout(deadline);
    }

    /** Returns the command that makes the manager read all unit files again. */
    public Command daemonReload(Duration deadline) {
        return systemctl(List.of("daemon-reload")).withTimeout(deadline);
    }

    /** Returns the command for properties of the manager itself. */
    public Command showManager(List<String> properties) {
        return systemctl(List.of("show", "--property=" + String.join(",", properties)));
    }

    private Command list(List<String> words, Collection<String> patterns) {
        List<String> arguments = new ArrayList<>(words);
        arguments.add("--");
        arguments.addAll(patterns);
        return systemctl(arguments);
    }

    private static void addNames(List<String> arguments, Collection<UnitName> units) {
        // names cannot begin with a dash, but a reader of the command should not have to know that
        arguments.add("--");
        units.forEach(unit -> arguments.add(unit.toString()));
    }

    private Command systemctl(List<String> arguments) {
        List<String> argv = new ArrayList<>();
        argv.add(ProgramNames.SYSTEMCTL);
        argv.addAll(manager);
        argv.addAll(NON_INTERACTIVE);
        argv.addAll(arguments);
        return Command.of(argv).withTimeout(timeout);
    }
}
