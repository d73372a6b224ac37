package io.github.servicehandler.testing.internal.services;

import io.github.servicehandler.internal.settings.KnownDirectives;
import io.github.servicehandler.internal.settings.SettingValues;
import io.github.servicehandler.testing.internal.files.ManagerScope;
import io.github.servicehandler.testing.internal.files.UnitSettings;
import io.github.servicehandler.testing.internal.process.ExecCommand;
import io.github.servicehandler.testing.internal.process.ExitStatusSet;
import io.github.servicehandler.testing.internal.process.LinuxSignals;
import io.github.servicehandler.testing.internal.process.WaitStatus;
import io.github.servicehandler.testing.internal.time.Microseconds;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@code [Service]} section that the fake supports; see systemd.service(5). Times are in
 * microseconds.
 */
public final class ServiceConfig {

    private static final int FIRST_NOT_RESTARTING_SKIPPED = 252;
    private static final int FIRST_WITH_NOTIFY_RELOAD = 253;
    private static final int FIRST_FORCING_RESTART_OF_ONESHOT = 257;
    private static final long DEFAULT_TIMEOUT = 90 * Microseconds.SECOND;
    private static final Set<String> TYPES =
            Set.of("simple", "exec", "forking", "oneshot", "dbus", "notify", "notify-reload", "idle");
    private static final Set<String> RESTARTS =
            Set.of("no", "always", "on-success", "on-failure", "on-abnormal", "on-abort", "on-watchdog");
    public static final Set<String> KILL_MODES = Set.of("control-group", "process", "mixed", "none");
    private static final Set<String> ACTIONS_OF_USER = Set.of("none", "exit", "exit-force");
    public static final Set<String> ACTIONS = Set.of(
            "none",
            "exit",
            "exit-force",
            "reboot",
            "reboot-force",
            "reboot-immediate",
            "poweroff",
            "poweroff-force",
            "poweroff-immediate");
    private static final Pattern BUS_NAME = Pattern.compile(
            "[A-Za-z_-][A-Za-z0-9_-]*(\\.[A-Za-z_-][A-Za-z0-9_-]*)+|:[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+");
    private static final int MAX_BUS_NAME = 255;
    private static final int FIRST_LIMITING_ACTIONS_OF_USER = 257;
    private static final int FIRST_WITH_EXIT_TYPE = 250;
    private static final Set<Integer> CLEAN_DAEMON_SIGNALS = Set.of(1, 2, 13, 15);

    public static final List<String> COMMANDS = List.of(
            "ExecCondition",
            "ExecStartPre",
            "ExecStart",
            "ExecStartPost",
            "ExecReload",
            "ExecReloadPost",
            "ExecStop",
            "ExecStopPost");

    public final String type;
    public final String restart;
    public final String busName;
    public final String pidFile;
    public final String notifyAccess;
    public final String killMode;
    public final boolean remainAfterExit;
    public final boolean guessesMainProcess;
    public final boolean sendsSigkill;
    final boolean sendsSighup;
    public final int killSignal;
    final int finalKillSignal;
    final int reloadSignal;
    public final WorkingDirectory workingDirectory;
    private final boolean restartsSkipped;
    private final boolean hasSuccessAction;
    private final boolean endsWithLastProcess;
    public final StandardStreams streams;
    public final RestartDelay restarting;
    public final long startTimeout;
    public final long stopTimeout;
    public final long runtimeMax;
    private final Map<String, List<ExecCommand>> commands = new LinkedHashMap<>();
    private final ExitStatusSet success;
    private final ExitStatusSet preventsRestart;
    private final ExitStatusSet forcesRestart;

    ServiceConfig(UnitSettings settings, int version) {
        COMMANDS.stream()
                .filter(key -> KnownDirectives.isKnown("Service", key, version))
                .forEach(key -> commands.put(key, ExecCommand.all(settings, key)));
        busName = busName(settings);
        boolean limitsActions = version >= FIRST_LIMITING_ACTIONS_OF_USER && settings.scope() == ManagerScope.USER;
        Set<String> actions = limitsActions ? ACTIONS_OF_USER : ACTIONS;
        hasSuccessAction =
                !settings.word("Unit", "SuccessAction", actions, "none").equals("none");
        endsWithLastProcess = version >= FIRST_WITH_EXIT_TYPE
                && settings.word("Service", "ExitType", Set.of("main", "cgroup"), "main")
                        .equals("cgroup");
        pidFile = pidFile(settings);
        type = type(settings, version);
        notifyAccess = notifyAccess(settings);
        restart = settings.word("Service", "Restart", RESTARTS, "no");
        killMode = settings.all("Service", "KillMode").stream()
                .filter(KILL_MODES::contains)
                .reduce("control-group", (earlier, later) -> later);
        remainAfterExit = settings.flag("Service", "RemainAfterExit", false);
        guessesMainProcess = settings.flag("Service", "GuessMainPID", true);
        sendsSigkill = settings.flag("Service", "SendSIGKILL", true);
        sendsSighup = settings.flag("Service", "SendSIGHUP", false);
        killSignal = signal(settings, "KillSignal", LinuxSignals.TERM);
        finalKillSignal = signal(settings, "FinalKillSignal", LinuxSignals.KILL);
        reloadSignal = signal(settings, "ReloadSignal", LinuxSignals.HUP);
        workingDirectory = WorkingDirectory.of(settings);
        streams = StandardStreams.of(settings);
        restartsSkipped = version < FIRST_NOT_RESTARTING_SKIPPED;
        restarting = RestartDelay.of(settings, version);
        startTimeout = timeout(
                settings,
                Set.of("TimeoutSec", "TimeoutStartSec"),
                type.equals("oneshot") ? Microseconds.INFINITY : DEFAULT_TIMEOUT);
        stopTimeout = timeout(settings, Set.of("TimeoutSec", "TimeoutStopSec"), DEFAULT_TIMEOUT);
        runtimeMax = settings.span("Service", "RuntimeMaxSec", Microseconds.INFINITY);
        success = ExitStatusSet.of(settings.words("Service", "SuccessExitStatus"));
        preventsRestart = ExitStatusSet.of(settings.words("Service", "RestartPreventExitStatus"));
        forcesRestart = ExitStatusSet.of(settings.words("Service", "RestartForceExitStatus"));
    }

    private static int signal(UnitSettings settings, String key, int fallback) {
        return settings.lastParsed("Service", key, ServiceConfig::parseSignal).orElse(fallback);
    }

    private static Optional<Integer> parseSignal(String value) {
        OptionalInt signal = LinuxSignals.parse(value);
        return signal.isPresent() ? Optional.of(signal.getAsInt()) : Optional.empty();
    }

    /**
     * Returns the absolute path that the last valid assignment sets; a relative path is below the runtime directory.
     */
    private static String pidFile(UnitSettings settings) {
        String path = settings.last("Service", "PIDFile", "");
        String start = path.startsWith("/") ? "" : settings.resolve("%t/").orElse("");
        return path.isEmpty() ? "" : SettingValues.simplifiedPath(start + path);
    }

    /** Returns from which processes of the service systemd accepts notifications. */
    private String notifyAccess(UnitSettings settings) {
        String access = settings.word("Service", "NotifyAccess", Set.of("none", "main", "exec", "all"), "none");
        boolean isNeeded = notifies() || settings.span("Service", "WatchdogSec", 0) > 0;
        return access.equals("none") && isNeeded ? "main" : access;
    }

    /** Returns the last valid name, or an empty string. */
    private static String busName(UnitSettings settings) {
        return settings.assigned("Service", "BusName").stream()
                .filter(name ->
                        name.length() <= MAX_BUS_NAME && BUS_NAME.matcher(name).matches())
                .reduce("", (earlier, later) -> later);
    }

    private String type(UnitSettings settings, int version) {
        boolean nothingToRun = commands("ExecStart").isEmpty() && !settings.isWithoutUnitFile();
        String fallback = !busName.isEmpty() ? "dbus" : nothingToRun ? "oneshot" : "simple";
        Set<String> types = new HashSet<>(TYPES);
        if (version < FIRST_WITH_NOTIFY_RELOAD) {
            types.remove("notify-reload");
        }
        return settings.word("Service", "Type", types, fallback);
    }

    private static long timeout(UnitSettings settings, Set<String> keys, long fallback) {
        long micros = settings.span("Service", keys, fallback);
        return micros == 0 ? Microseconds.INFINITY : micros;
    }

    /** Returns whether the service runs on until its last process has ended; see {@code ExitType=}. */
    boolean endsWithLastProcess() {
        return endsWithLastProcess;
    }

    public List<ExecCommand> commands(String key) {
        return commands.getOrDefault(key, List.of());
    }

    /**
     * Returns whether the service's output goes to the journal.
     *
     * @param error whether the output goes to standard error instead of standard output
     */
    boolean writesToJournal(boolean error) {
        return streams.leadToJournal(error);
    }

    public boolean isType(String word) {
        return type.equals(word);
    }

    public boolean notifies() {
        return type.startsWith("notify");
    }

    /** Returns whether the main process ended without failure. */
    boolean isClean(WaitStatus ending) {
        boolean signalledDaemon =
                !ending.exited() && !isType("oneshot") && CLEAN_DAEMON_SIGNALS.contains(ending.status());
        return signalledDaemon || isCleanForCommand(ending);
    }

    /** Returns whether a short-lived process, such as a control process, ended without failure. */
    boolean isCleanForCommand(WaitStatus ending) {
        return ending.isSuccess() || success.contains(ending);
    }

    /**
     * Returns whether systemd restarts the service automatically.
     *
     * @param result the service's result in the words of {@code Result=}
     * @param ending how the main process ended, or {@code null} if it did not end
     */
    boolean restartsAfter(String result, @Nullable WaitStatus ending) {
        if (ending != null && preventsRestart.contains(ending)) {
            return false;
        }
        return (ending != null && forcesRestart.contains(ending))
                || switch (restart) {
                    case "always" -> restartsSkipped || !result.equals("exec-condition");
                    case "on-success" -> result.equals("success");
                    case "on-failure" -> !result.equals("success") && !result.equals("exec-condition");
                    case "on-abnormal" ->
                        !Set.of("success", "exit-code", "exec-condition").contains(result);
                    case "on-watchdog" -> result.equals("watchdog");
                    case "on-abort" -> result.equals("signal") || result.equals("core-dump");
                    default -> false;
                };
    }

    /** Returns systemd's message about why it refuses the unit, or an empty string if it accepts it. */
    public String refusal(int version) {
        int starts = commands("ExecStart").size();
        if (starts == 0 && commands("ExecStop").isEmpty() && !hasSuccessAction) {
            return "Service has no ExecStart=, ExecStop=, or SuccessAction=. Refusing.";
        }
        if (!isType("oneshot") && starts == 0) {
            return "Service has no ExecStart= setting, which is only allowed for Type=oneshot services. Refusing.";
        }
        if (!remainAfterExit && starts == 0 && !hasSuccessAction) {
            return "Service has no ExecStart= setting, which is only allowed for RemainAfterExit=yes services. "
                    + "Refusing.";
        }
        if (!isType("oneshot") && starts > 1) {
            return "Service has more than one ExecStart= setting, which is only allowed for Type=oneshot services. "
                    + "Refusing.";
        }
        if (isType("oneshot") && Set.of("always", "on-success").contains(restart)) {
            return "Service has Restart= set to either always or on-success, "
                    + "which isn't allowed for Type=oneshot services. Refusing.";
        }
        if (isType("oneshot") && !forcesRestart.isEmpty() && version < FIRST_FORCING_RESTART_OF_ONESHOT) {
            return "Service has RestartForceExitStatus= set, which isn't allowed for Type=oneshot services. Refusing.";
        }
        if (isType("oneshot") && endsWithLastProcess) {
            return "Service has ExitType=cgroup set, which isn't allowed for Type=oneshot services. Refusing.";
        }
        return isType("dbus") && busName.isEmpty()
                ? "Service is of type D-Bus but no D-Bus service name has been specified. Refusing."
                : "";
    }
}
