package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.internal.settings.SettingValues;
import io.github.servicehandler.testing.internal.TestMistakeException;
import io.github.servicehandler.testing.internal.files.ManagerScope;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.manager.ManagerSettings;
import io.github.servicehandler.testing.internal.services.ServiceUnit;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The systemctl verbs about the manager itself: its log, its watchdogs, the units of processes, and the verbs that
 * change the state of the machine, which work only with {@code --dry-run}.
 */
final class ManagerVerbs {

    private static final List<String> LOG_LEVELS =
            List.of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");
    private static final Set<String> LOG_TARGETS = Set.of(
            "console",
            "console-prefixed",
            "kmsg",
            "journal",
            "journal-or-kmsg",
            "syslog",
            "syslog-or-kmsg",
            "auto",
            "null");
    private static final Set<String> USER_STATE_VERBS = Set.of("default", "exit");
    private static final Map<String, String> FORCED_WORDS =
            Map.of("halt", "Halting.", "poweroff", "Powering off.", "reboot", "Rebooting.");

    private ManagerVerbs() {}

    static void addTo(Map<String, VerbHandler> verbs) {
        verbs.put("log-level", ManagerVerbs::logLevel);
        verbs.put("log-target", ManagerVerbs::logTarget);
        verbs.put("service-watchdogs", ManagerVerbs::serviceWatchdogs);
        verbs.put("service-log-level", ManagerVerbs::refuseServiceLog);
        verbs.put("service-log-target", ManagerVerbs::refuseServiceLog);
        verbs.put("whoami", ManagerVerbs::whoAmI);
        List.of(
                        "default",
                        "rescue",
                        "emergency",
                        "exit",
                        "halt",
                        "poweroff",
                        "reboot",
                        "suspend",
                        "hibernate",
                        "hybrid-sleep",
                        "suspend-then-hibernate",
                        "soft-reboot",
                        "sleep")
                .forEach(verb -> verbs.put(verb, ManagerVerbs::changeMachineState));
    }

    private static void logLevel(SystemctlCall call) {
        ManagerSettings settings = call.manager().settings();
        if (call.names().isEmpty()) {
            call.reply().out(settings.logLevel);
            return;
        }
        String word = call.names().get(0);
        int level = word.matches("[0-7]") ? Integer.parseInt(word) : LOG_LEVELS.indexOf(word);
        if (level < 0) {
            call.reply().fail(1, "\"" + word + "\" is not a valid log level.");
        } else {
            settings.logLevel = LOG_LEVELS.get(level);
        }
    }

    private static void logTarget(SystemctlCall call) {
        ManagerSettings settings = call.manager().settings();
        if (call.names().isEmpty()) {
            call.reply().out(settings.logTarget);
            return;
        }
        String word = call.names().get(0);
        if (LOG_TARGETS.contains(word)) {
            settings.logTarget = word;
        } else {
            call.reply()
                    .fail(
                            1,
                            "Failed to set log target of org.freedesktop.systemd1 to " + word + ": Invalid log target '"
                                    + word + "'");
        }
    }

    private static void serviceWatchdogs(SystemctlCall call) {
        ManagerSettings settings = call.manager().settings();
        if (call.names().isEmpty()) {
            call.reply().out(settings.serviceWatchdogs ? "yes" : "no");
            return;
        }
        Optional<Boolean> wanted = SettingValues.parseBoolean(call.names().get(0));
        wanted.ifPresentOrElse(
                on -> settings.serviceWatchdogs = on,
                () -> call.reply().fail(1, "Failed to parse service-watchdogs argument: Invalid argument"));
    }

    /** Refuses to change the log of a service: a service of the fake has no interface on the bus. */
    private static void refuseServiceLog(SystemctlCall call) {
        String name = UnitNameMangler.complete(call.names().get(0));
        if (call.manager().loaded(name) instanceof ServiceUnit service
                && !service.config().busName.isEmpty()) {
            throw new TestMistakeException(
                    "the services of the fake have no bus interface, but " + name + " declares BusName=");
        }
        call.reply().err("Unit " + name + " doesn't declare BusName=.");
        call.reply().err("Hint: the service must declare BusName= and implement the appropriate D-Bus interface.");
        call.reply().fail(1, "      See the org.freedesktop.LogControl1(5) man page for details.");
    }

    private static void whoAmI(SystemctlCall call) {
        if (call.names().isEmpty()) {
            throw new TestMistakeException("the fake's systemctl has no process of its own; write whoami PID");
        }
        for (String word : call.names()) {
            if (!word.matches("[1-9]\\d{0,8}")) {
                call.reply().fail(1, "Invalid PID specified: " + word);
                return;
            }
            int pid = Integer.parseInt(word);
            Optional<Unit> unit = call.manager().units().stream()
                    .filter(candidate -> candidate instanceof ServiceUnit service
                            && service.stateMachine().processes().all().stream()
                                    .anyMatch(process -> process.pid() == pid))
                    .findFirst();
            unit.ifPresentOrElse(
                    owner -> call.reply().out(owner.id),
                    () -> call.reply().fail(1, "PID " + pid + " doesn't exist or is already gone."));
        }
    }

    /**
     * Pretends to change the state of the machine.
     *
     * @throws TestMistakeException without {@code --dry-run}
     */
    private static void changeMachineState(SystemctlCall call) {
        if (!call.line().has("--dry-run")) {
            throw new TestMistakeException("the fake's systemctl supports \"" + call.verb() + "\" only with --dry-run");
        }
        if (call.manager().scope() == ManagerScope.USER && !USER_STATE_VERBS.contains(call.verb())) {
            call.reply().fail(1, "Bad action for --user mode.");
            return;
        }
        String word = FORCED_WORDS.get(call.verb());
        if (word != null && call.line().count("--force") > 1) {
            call.reply().err(word);
        }
    }
}
