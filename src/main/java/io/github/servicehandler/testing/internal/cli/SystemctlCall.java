package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.internal.settings.SettingValues;
import io.github.servicehandler.testing.internal.files.ManagerScope;
import io.github.servicehandler.testing.internal.files.ShellGlob;
import io.github.servicehandler.testing.internal.files.UnitFileLookup;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.files.VersionWording;
import io.github.servicehandler.testing.internal.manager.Manager;
import io.github.servicehandler.testing.internal.units.Job;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.ArrayList;
import java.util.List;

/** A call of systemctl: its arguments, the manager that it addresses, and the reply to fill in. */
record SystemctlCall(
        Command command,
        String verb,
        CommandLineOptions line,
        List<String> names,
        Manager manager,
        CommandReply reply,
        long deadline) {

    /** Returns the unit names with suffixes; a pattern is replaced by the matching units in memory. */
    List<String> units() {
        List<String> units = new ArrayList<>();
        for (String name : names) {
            if (ShellGlob.isPattern(name)) {
                ShellGlob glob = ShellGlob.of(name);
                manager.units().stream()
                        .map(unit -> unit.id)
                        .filter(glob::matches)
                        .forEach(units::add);
            } else {
                units.add(UnitNameMangler.complete(name));
            }
        }
        return units;
    }

    /** Returns whether a name is a number, which means a process or a job. */
    static boolean isNumber(String name) {
        return name.matches("[0-9]{1,9}");
    }

    /** Returns the same call without the names that are numbers. */
    SystemctlCall withoutNumbers() {
        List<String> others = names.stream().filter(name -> !isNumber(name)).toList();
        return new SystemctlCall(command, verb, line, others, manager, reply, deadline);
    }

    /** Lets virtual time pass until all jobs are done or the command's timeout expires. */
    void await(List<Job> jobs) {
        manager.settle();
        for (Job job : jobs) {
            while (!job.isDone()) {
                passTime();
            }
        }
    }

    /** Lets virtual time pass until a unit is down or the command's timeout expires. */
    void await(Unit unit) {
        while (!unit.activeState().isDown()) {
            passTime();
        }
    }

    private void passTime() {
        if (!manager.time().runNext(deadline)) {
            manager.time().runUntil(deadline);
            throw new CommandTimeoutException(command);
        }
    }

    /** Returns whether systemctl changes unit files itself, without the manager. */
    boolean isOffline() {
        return OfflineVerbs.isOffline(line);
    }

    /** Returns the scope of the unit files, which may be those of all users' managers. */
    ManagerScope scope() {
        return line.has("--global") ? ManagerScope.GLOBAL : manager.scope();
    }

    UnitFileLookup unitFiles() {
        return scope() == manager.scope()
                ? manager.unitFiles()
                : new UnitFileLookup(manager.unitFiles().files(), scope(), manager.version());
    }

    /** Returns the wording of the messages about unit files. */
    VersionWording wording() {
        return new VersionWording(manager.version(), isOffline());
    }

    /**
     * Makes the manager signal that unit files have changed and read them again, unless the command works without it.
     *
     * @param changed whether any file was changed
     */
    void finishFileChange(boolean changed) {
        if (isOffline()) {
            return;
        }
        if (changed) {
            manager.signals().unitFilesChanged();
        }
        if (!line.has("--no-reload")) {
            manager.reload();
        }
    }

    boolean quiet() {
        return line.has("--quiet");
    }

    /** Returns whether a listing has a header and a footer. */
    boolean legend() {
        String wanted = line.value("--legend", line.has("--no-legend") || quiet() ? "no" : "yes");
        return SettingValues.parseBoolean(wanted).orElse(true);
    }

    boolean json() {
        return line.value("--output", "").startsWith("json");
    }
}
