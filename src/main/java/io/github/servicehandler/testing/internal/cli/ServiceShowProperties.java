package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.LoadState;
import io.github.servicehandler.testing.internal.files.ResourceSettings;
import io.github.servicehandler.testing.internal.files.UnitSettings;
import io.github.servicehandler.testing.internal.process.ExecCommand;
import io.github.servicehandler.testing.internal.process.ExecStatus;
import io.github.servicehandler.testing.internal.process.FakeProcess;
import io.github.servicehandler.testing.internal.process.WaitStatus;
import io.github.servicehandler.testing.internal.services.RestartDelay;
import io.github.servicehandler.testing.internal.services.ServiceConfig;
import io.github.servicehandler.testing.internal.services.ServiceDirectories;
import io.github.servicehandler.testing.internal.services.ServiceProcesses;
import io.github.servicehandler.testing.internal.services.ServiceRecord;
import io.github.servicehandler.testing.internal.services.ServiceUnit;
import io.github.servicehandler.testing.internal.time.Microseconds;
import io.github.servicehandler.testing.internal.units.ControlGroupPath;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The properties that only services have, in the order in which systemctl 252 shows them. */
final class ServiceShowProperties {

    private static final String NOT_SET = "[not set]";
    private static final int FIRST_WITH_DISTINCT_DIRECTORIES = 252;
    private static final int FIRST_WITH_RESTART_STEPS = 254;
    private static final int MIN_NICE = -20;
    private static final int MAX_NICE = 19;

    private final ServiceUnit unit;
    private final ServiceRecord facts;
    private final ServiceConfig config;
    private final TimestampStyle style;
    private final Map<String, String> all = new LinkedHashMap<>();

    private ServiceShowProperties(ServiceUnit unit, TimestampStyle style) {
        this.unit = unit;
        this.facts = unit.record;
        this.config = unit.config();
        this.style = style;
    }

    static Map<String, String> of(ServiceUnit unit, TimestampStyle style) {
        ServiceShowProperties properties = new ServiceShowProperties(unit, style);
        properties.configuration();
        properties.result();
        properties.mainProcess();
        properties.commands();
        properties.resources();
        properties.execution();
        return properties.all;
    }

    private void configuration() {
        all.put("Type", type());
        all.put("Restart", config.restart);
        all.put("PIDFile", config.pidFile);
        all.put("NotifyAccess", config.notifyAccess);
        restarting();
        all.put("TimeoutStartUSec", Microseconds.format(config.startTimeout));
        all.put("TimeoutStopUSec", Microseconds.format(config.stopTimeout));
        all.put("RuntimeMaxUSec", Microseconds.format(config.runtimeMax));
        all.put("WatchdogUSec", Microseconds.format(watchdog()));
        all.put("GuessMainPID", UnitShowProperties.yesNo(config.guessesMainProcess));
        all.put("RemainAfterExit", UnitShowProperties.yesNo(config.remainAfterExit));
        ServiceProcesses processes = unit.stateMachine().processes();
        FakeProcess main = processes.awaitsFork() ? null : processes.main();
        FakeProcess control = processes.awaitsFork() ? processes.main() : processes.control();
        all.put("MainPID", "" + pid(main));
        all.put("ControlPID", "" + pid(control));
    }

    private String type() {
        return switch (unit.loadState()) {
            case LOADED, BAD_SETTING -> config.type;
            case MASKED -> unit.settings().last("Service", "Type", "");
            default -> "";
        };
    }

    private void restarting() {
        RestartDelay policy = config.restarting;
        all.put("RestartUSec", Microseconds.format(policy.delay()));
        if (unit.context.version() >= FIRST_WITH_RESTART_STEPS) {
            all.put("RestartMode", policy.mode());
            all.put("RestartSteps", "" + policy.steps());
            all.put("RestartMaxDelayUSec", Microseconds.format(policy.maxDelay()));
            all.put("RestartUSecNext", Microseconds.format(policy.delayBefore(facts.restarts + 1)));
        }
    }

    /** Returns the watchdog's time, which applies only while the service is up. */
    private long watchdog() {
        long micros = unit.settings().span("Service", "WatchdogSec", 0);
        return micros > 0 && unit.activeState().isUp() ? micros : Microseconds.INFINITY;
    }

    private static int pid(@Nullable FakeProcess process) {
        return process == null ? 0 : process.pid();
    }

    private void result() {
        all.put("BusName", config.busName);
        all.put("StatusText", facts.statusText);
        all.put("StatusErrno", "0");
        all.put("Result", facts.result);
        all.put("ReloadResult", facts.reloadResult);
        all.put("CleanResult", "success");
        all.put("CanClean", String.join(" ", ServiceDirectories.kindsOf(unit)));
        all.put("UID", NOT_SET);
        all.put("GID", NOT_SET);
        all.put("NRestarts", "" + facts.restarts);
    }

    private void mainProcess() {
        ExecStatus main = facts.main;
        all.put("ExecMainStartTimestamp", style.print(main.startMicros()));
        all.put("ExecMainStartTimestampMonotonic", "" + main.startMicros());
        all.put("ExecMainExitTimestamp", style.print(main.exitMicros()));
        all.put("ExecMainExitTimestampMonotonic", "" + main.exitMicros());
        all.put("ExecMainPID", "" + main.pid());
        all.put("ExecMainCode", "" + main.code());
        all.put("ExecMainStatus", "" + main.status());
    }

    private void commands() {
        for (String key : ServiceConfig.COMMANDS) {
            List<ExecCommand> commands = config.commands(key);
            if (!commands.isEmpty()) {
                // systemctl prints a line with the same name for each command; here these lines are one value
                all.put(
                        key,
                        IntStream.range(0, commands.size())
                                .mapToObj(i -> print(commands.get(i), facts.lastRun(key, i)))
                                .collect(Collectors.joining("\n" + key + "=")));
            }
        }
    }

    private String print(ExecCommand command, ExecStatus run) {
        WaitStatus ending = run.ending();
        return "{ path=" + command.program() + " ; argv[]=" + command.commandLine() + " ; ignore_errors="
                + UnitShowProperties.yesNo(command.ignoresFailure()) + " ; start_time=["
                + orNone(style.print(run.startMicros()))
                + "] ; stop_time=[" + orNone(style.print(run.exitMicros())) + "] ; pid=" + run.pid() + " ; code="
                + (ending == null ? "(null)" : ending.codeName()) + " ; status="
                + (ending == null
                        ? "0/0"
                        : ending.exited() ? "" + ending.status() : ending.status() + "/" + ending.statusName())
                + " }";
    }

    private static String orNone(String timestamp) {
        return timestamp.isEmpty() ? "n/a" : timestamp;
    }

    private void resources() {
        boolean hasProcesses = !unit.stateMachine().processes().all().isEmpty();
        all.put("Slice", unit.loadState() == LoadState.LOADED ? unit.slice() : "");
        all.put("ControlGroup", hasProcesses ? ControlGroupPath.of(unit) : "");
        all.put("MemoryCurrent", hasProcesses && facts.memoryBytes != null ? "" + facts.memoryBytes : NOT_SET);
        all.put("CPUUsageNSec", !facts.hasRun() ? NOT_SET : facts.cpuNanos != null ? "" + facts.cpuNanos : "2000000");
        for (String setting : ResourceSettings.SHOWN) {
            String value = unit.settings().last("Service", setting, "");
            String shown = value.isEmpty()
                    ? ResourceSettings.unset(setting)
                    : ResourceSettings.parse(setting, value).orElse("infinity");
            if (!shown.isEmpty()) {
                all.put(setting, shown);
            }
        }
        all.put(
                "TasksCurrent",
                hasProcesses ? "" + unit.stateMachine().processes().all().size() : NOT_SET);
    }

    private void execution() {
        all.put("Environment", ShownWordList.join(environment(unit.settings())));
        for (String setting : List.of("SyslogIdentifier", "LogNamespace", "User", "Group")) {
            all.put(setting, unit.settings().last("Service", setting, ""));
        }
        for (String setting : ServiceDirectories.SETTINGS) {
            all.put(setting, ShownWordList.join(directories(setting)));
        }
        all.put("StandardInput", config.streams.input());
        all.put(
                "Nice",
                unit.settings().all("Service", "Nice").stream()
                        .flatMap(value -> parseNice(value).stream())
                        .reduce("0", (earlier, later) -> later));
        all.put("KillMode", config.killMode);
        all.put("KillSignal", "" + config.killSignal);
        all.put("SendSIGKILL", UnitShowProperties.yesNo(config.sendsSigkill));
        all.put("StandardOutput", config.streams.output());
        all.put("StandardError", config.streams.error());
        all.put("WorkingDirectory", config.workingDirectory.shown());
        environmentFiles();
    }

    /**
     * Returns the directories of a setting. From 252 on, they are sorted and distinct, and links to them are left out.
     */
    private List<String> directories(String setting) {
        List<String> names = unit.settings().words("Service", setting);
        return unit.context.version() < FIRST_WITH_DISTINCT_DIRECTORIES
                ? names
                : names.stream()
                        .map(name -> name.replaceFirst(":.*", ""))
                        .distinct()
                        .sorted()
                        .toList();
    }

    private static Optional<String> parseNice(String value) {
        return value.matches("[+-]?[0-9]{1,2}")
                ? Optional.of(Integer.parseInt(value))
                        .filter(nice -> nice >= MIN_NICE && nice <= MAX_NICE)
                        .map(String::valueOf)
                : Optional.empty();
    }

    /** Returns the variables of {@code Environment=}; the last value of a variable takes the place of its first. */
    private static Collection<String> environment(UnitSettings settings) {
        Map<String, String> assignments = new LinkedHashMap<>();
        for (String word : settings.words("Service", "Environment")) {
            if (word.matches("(?s)[A-Za-z_][A-Za-z0-9_]*=.*")) {
                assignments.put(word.substring(0, word.indexOf('=')), word);
            }
        }
        return assignments.values();
    }

    private void environmentFiles() {
        String lines = unit.settings().all("Service", "EnvironmentFile").stream()
                .filter(file -> file.startsWith("/") || file.startsWith("-/"))
                .map(file -> file.startsWith("-")
                        ? file.substring(1) + " (ignore_errors=yes)"
                        : file + " (ignore_errors=no)")
                .collect(Collectors.joining("\nEnvironmentFiles="));
        if (!lines.isEmpty()) {
            all.put("EnvironmentFiles", lines);
        }
    }
}
