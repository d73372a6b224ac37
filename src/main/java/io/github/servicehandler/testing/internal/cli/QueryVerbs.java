package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.TestMistakeException;
import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.InstallSection;
import io.github.servicehandler.testing.internal.files.LoadState;
import io.github.servicehandler.testing.internal.files.UnitFileLookup;
import io.github.servicehandler.testing.internal.files.UnitFileStateLookup;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.files.UnitSource;
import io.github.servicehandler.testing.internal.manager.Manager;
import io.github.servicehandler.testing.internal.manager.SystemState;
import io.github.servicehandler.testing.internal.units.ActiveState;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The systemctl verbs that query units or the manager: is-active, is-failed, is-enabled, is-system-running and cat. */
final class QueryVerbs {

    private static final Set<String> ENABLED =
            Set.of("enabled", "enabled-runtime", "static", "alias", "indirect", "generated");

    private QueryVerbs() {}

    static void addTo(Map<String, VerbHandler> verbs) {
        verbs.put("is-active", call -> printStates(call, ActiveState::isUp, 3));
        verbs.put("is-failed", QueryVerbs::isFailed);
        verbs.put("is-enabled", QueryVerbs::isEnabled);
        verbs.put("is-system-running", QueryVerbs::isSystemRunning);
        verbs.put("cat", QueryVerbs::cat);
        verbs.put("help", QueryVerbs::help);
    }

    /**
     * Reports that units have no documentation.
     *
     * @throws TestMistakeException if a unit has some, for which systemctl would start another program
     */
    private static void help(SystemctlCall call) {
        if (call.names().isEmpty()) {
            call.reply().err("'help' command expects one or more unit names.");
            call.reply().fail(1, "(Alternatively, help for systemctl itself may be shown with --help)");
            return;
        }
        String separator = "";
        for (String name : call.units()) {
            if (!documentation(call, name).isEmpty()) {
                throw new TestMistakeException(
                        "the fake's systemctl cannot show the documentation of \"" + name + "\"");
            }
            call.reply().out().append(separator);
            // systemd 247 lost the name
            call.reply().err("Documentation for " + (call.manager().version() < 250 ? "(null)" : name) + " not known.");
            separator = "\n";
        }
    }

    private static String documentation(SystemctlCall call, String name) {
        try {
            return call.manager().load(name).settings().last("Unit", "Documentation", "");
        } catch (BusError e) {
            return "";
        }
    }

    /** Answers for units, or for the whole system if none is named; that is possible since 253. */
    private static void isFailed(SystemctlCall call) {
        if (!call.names().isEmpty()) {
            printStates(call, state -> state == ActiveState.FAILED, 1);
        } else if (call.manager().version() < 253) {
            call.reply().fail(1, "Too few arguments.");
        } else {
            String state = SystemState.of(call.manager());
            call.reply().out(state);
            call.reply().exit(state.equals("degraded") ? 0 : 1);
        }
    }

    /** Prints the states of the units; the exit code is 0 if at least one of them is the wanted state. */
    private static void printStates(SystemctlCall call, Predicate<ActiveState> wanted, int exitCodeIfNone) {
        boolean found = false;
        boolean exists = false;
        for (String name : call.units()) {
            try {
                UnitNameMangler.requireUnit(name);
            } catch (BusError e) {
                call.reply().fail(1, "Failed to retrieve unit state: " + e.text());
                return;
            }
            ActiveState state = state(call.manager(), name);
            exists |= exists(call.manager(), name);
            found |= wanted.test(state);
            if (!call.quiet()) {
                call.reply().out(state.word());
            }
        }
        call.reply().exit(found ? 0 : !exists && call.manager().version() >= 253 ? 4 : exitCodeIfNone);
    }

    private static ActiveState state(Manager manager, String name) {
        try {
            return manager.load(name).activeState();
        } catch (BusError e) {
            return ActiveState.INACTIVE;
        }
    }

    private static boolean exists(Manager manager, String name) {
        Unit unit = manager.loaded(name);
        return unit != null && unit.loadState() != LoadState.NOT_FOUND;
    }

    private static void isEnabled(SystemctlCall call) {
        boolean enabled = false;
        boolean exists = false;
        for (String name : call.units()) {
            String state = new UnitFileStateLookup(call.unitFiles(), call.scope()).state(name);
            if (call.unitFiles().isSevered(name)
                    || state.equals("bad")
                    || (state.isEmpty() && call.manager().version() < 253)) {
                call.reply().fail(1, "Failed to get unit file state for " + name + ": " + problem(call, name));
                return;
            }
            exists |= !state.isEmpty();
            enabled |= ENABLED.contains(state);
            if (!call.quiet()) {
                call.reply().out(state.isEmpty() ? "not-found" : state);
            }
        }
        call.reply().exit(enabled ? 0 : exists ? 1 : 4);
    }

    private static String problem(SystemctlCall call, String name) {
        UnitFileLookup unitFiles = call.unitFiles();
        if (unitFiles.isSevered(name)) {
            return "Link has been severed";
        }
        InstallSection install = new InstallSection(unitFiles, call.scope(), unitFiles.primaryName(name));
        return install.source().exists() ? install.problem() : "No such file or directory";
    }

    private static void isSystemRunning(SystemctlCall call) {
        String state = SystemState.of(call.manager());
        call.reply().out(state);
        call.reply().exit(state.equals("running") ? 0 : 1);
    }

    /** Returns the path of a part of a unit; new versions also show where a link leads. */
    private static String shown(SystemctlCall call, UnitSource.Part part) {
        String path = call.unitFiles().shownPath(part.path());
        return part.entry().isLink() && call.wording().showsTargets()
                ? path + " -> " + call.unitFiles().files().end(path)
                : path;
    }

    private static void cat(SystemctlCall call) {
        boolean first = true;
        for (String name : call.units()) {
            UnitFileLookup unitFiles = call.unitFiles();
            List<UnitSource.Part> parts =
                    unitFiles.read(unitFiles.primaryName(name)).parts();
            if (parts.isEmpty() && call.line().has("--force") && call.manager().version() >= 254) {
                continue;
            }
            if (parts.isEmpty()) {
                call.reply().fail(1, "No files found for " + name + ".");
                return;
            }
            if (parts.get(0).isMask()) {
                call.reply().out("# Unit " + name + " is masked.");
                continue;
            }
            for (UnitSource.Part part : parts) {
                if (!first) {
                    call.reply().out("");
                }
                first = false;
                call.reply().out("# " + shown(call, part));
                unitFiles.text(part.path()).lines().forEach(call.reply()::out);
            }
        }
    }
}
