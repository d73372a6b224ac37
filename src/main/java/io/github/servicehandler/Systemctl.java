package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** The command lines for all requests of this package to systemctl and journalctl. Runs nothing. */
final class Systemctl {

    private static final List<String> SILENT = List.of("--no-ask-password", "--no-pager");

    private final Target target;
    private final Duration timeout;

    Systemctl(Target target, Duration timeout) {
        this.target = target;
        this.timeout = timeout;
    }

    Duration timeout() {
        return timeout;
    }

    /** Returns the arguments that select the manager. */
    List<String> target() {
        return target.arguments();
    }

    boolean isUser() {
        return target.isUser();
    }

    Command verb(Verb verb, Collection<UnitName> units) {
        List<String> arguments =
                new ArrayList<>(Objects.requireNonNull(verb, "verb").arguments());
        addNames(arguments, units);
        return systemctl(arguments).withTimeout(verb.deadline());
    }

    Command show(Collection<UnitName> units, List<String> properties) {
        List<String> arguments = new ArrayList<>();
        arguments.add("show");
        // without this option the microseconds are missing; version 247 ignores it, so that the runner's environment
        // sets the time zone
        arguments.add("--timestamp=us+utc");
        if (!properties.isEmpty()) {
            arguments.add("--property=" + String.join(",", properties));
        }
        addNames(arguments, units);
        return systemctl(arguments);
    }

    Command listUnits(Collection<String> patterns) {
        return list(List.of("list-units", "--all", "--full", "--output=json"), patterns);
    }

    Command listUnitFiles(Collection<String> patterns) {
        return list(List.of("list-unit-files", "--full", "--output=json"), patterns);
    }

    /** Returns the command for the text of the unit file and its drop-ins. */
    Command cat(UnitName unit) {
        List<String> arguments = new ArrayList<>(List.of("cat"));
        addNames(arguments, List.of(unit));
        return systemctl(arguments);
    }

    Command daemonReload() {
        return systemctl(List.of("daemon-reload")).withTimeout(Verb.DEFAULT_DEADLINE);
    }

    /** Returns the command for properties of the manager itself. */
    Command showManager(List<String> properties) {
        return systemctl(List.of("show", "--property=" + String.join(",", properties)));
    }

    /** Returns the command for the last messages of a unit's run: its own, and the manager's about it. */
    Command lastMessages(String invocationId, int lines) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--lines=" + lines);
        arguments.add("--output=cat");
        arguments.add("_SYSTEMD_INVOCATION_ID=" + invocationId);
        arguments.add("+");
        arguments.addAll(fromManager("INVOCATION_ID=" + invocationId));
        // reads the journals of all users: the output of a user's system service is in the journal of that user, which
        // "--system" leaves out; the output of a user with an unusual id may be in the system's journal, which "--user"
        // leaves out. The id of the run is unique.
        return journalctl(List.of(), arguments);
    }

    /**
     * Returns the command for the manager's last message about a unit's start job, which also reports a start that was
     * skipped.
     */
    Command lastStartMessage(UnitName unit) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--lines=1");
        arguments.add("--output=cat");
        arguments.addAll(fromManager("UNIT=" + unit));
        arguments.add("JOB_TYPE=start");
        arguments.add("MESSAGE_ID=39f53479d3a045ac8e11786248231fbf");
        return journalctl(target.arguments(), arguments);
    }

    /**
     * Returns matches for a field of the manager's own entries. Any process may write such a field; only with a field
     * that journald itself adds is it certain that the system manager did.
     */
    private List<String> fromManager(String field) {
        return target.isUser() ? List.of("USER_" + field) : List.of(field, "_UID=0");
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
        argv.add("systemctl");
        argv.addAll(target.arguments());
        argv.addAll(SILENT);
        argv.addAll(arguments);
        return Command.of(argv).withTimeout(timeout);
    }

    private Command journalctl(List<String> files, List<String> arguments) {
        List<String> argv = new ArrayList<>();
        argv.add("journalctl");
        argv.addAll(files);
        argv.add("--no-pager");
        argv.add("--quiet");
        argv.addAll(arguments);
        return Command.of(argv).withTimeout(timeout);
    }
}
