package io.github.servicehandler.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A generator of random unit files in the vocabulary of {@link Backend}. Its services come to rest soon after every
 * operation: processes end immediately or never, and a start limit ends repeated starts.
 */
final class FuzzUnits {

    static final List<String> SERVICES = List.of("case-a", "case-b", "case-c");
    static final String TARGET = "case-g.target";
    static final String TEMPLATE = "case-t@.service";
    static final String INSTANCE = "case-t@1.service";

    /**
     * A setting that stops a service immediately. If its process also ends on its own, the scheduler decides which
     * happens first.
     */
    private static final String STOPS_IMMEDIATELY = "StopWhenUnneeded=yes";

    private static final String CANNOT_START = "WorkingDirectory=/nonexistent";
    private static final List<String> TYPES = List.of("simple", "simple", "exec", "oneshot", "notify", "forking");
    private static final List<String> ENDING_PROGRAMS = List.of(
            "/bin/true",
            "/bin/false",
            "-/bin/false",
            "/bin/sh -c 'exit 3'",
            "/bin/sh -c 'kill -KILL $$$$'",
            "/bin/sh -c 'kill -TERM $$$$'",
            "/nonexistent/program");
    private static final List<String> DEPENDENCIES = List.of(
            "After",
            "Before",
            "Requires",
            "Wants",
            "BindsTo",
            "PartOf",
            "Conflicts",
            "Requisite",
            "OnFailure",
            "OnSuccess",
            "PropagatesReloadTo",
            "ReloadPropagatedFrom");
    /**
     * The unit that others start on failure. It must not pull in other units: otherwise a unit whose job fails because
     * of a requirement would start itself again through its handler, immediately and without limit, and systemd would
     * never come to rest.
     */
    private static final String HANDLER = "case-c.service";

    /**
     * The only allowed target of some dependencies. A unit bound to a service that fails immediately may end on its own
     * before it is stopped; a target does not fail.
     */
    private static final Map<String, String> FIXED_TARGETS = Map.of("OnFailure", HANDLER, "BindsTo", TARGET);

    private static final Set<String> FORBIDDEN_FOR_HANDLER =
            Set.of("Requires", "Wants", "BindsTo", "Requisite", "OnFailure");
    /**
     * The dependencies that need an order. Without one, both units start or stop in parallel, and the scheduler decides
     * whether one is active before the other fails.
     */
    private static final Set<String> NEEDS_ORDER = Set.of("Requires", "BindsTo", "PartOf", "Requisite");

    private static final List<String> CONDITIONS = List.of(
            "ConditionPathExists=/etc",
            "ConditionPathExists=!/etc",
            "ConditionPathExists=/nonexistent",
            "AssertPathExists=/nonexistent",
            "AssertPathExists=/etc",
            "RefuseManualStart=yes",
            STOPS_IMMEDIATELY);
    private static final List<String> RESTARTS =
            List.of("always", "on-success", "on-failure", "on-abnormal", "on-abort");
    private static final List<String> SETTINGS = List.of(
            "SuccessExitStatus=3",
            "SuccessExitStatus=SIGKILL",
            "RestartPreventExitStatus=3",
            "RestartPreventExitStatus=SIGKILL",
            "RestartForceExitStatus=3",
            "KillSignal=SIGINT",
            "KillSignal=SIGUSR1",
            "KillSignal=SIGKILL",
            "KillMode=process",
            "KillMode=mixed",
            "RemainAfterExit=yes",
            "RemainAfterExit=yes",
            CANNOT_START,
            "Type=nonsense",
            "Environment=A=b",
            "Nonsense=yes");

    /**
     * The dependencies that keep a unit in memory if it is read while its handler has a job, so that the result depends
     * on the time of reading.
     */
    private static final Set<String> NEEDS_PINNING = Set.of("OnFailure", "OnSuccess");

    private final Random random;
    private final boolean pinned;

    /**
     * Creates a generator.
     *
     * @param random the source of randomness
     * @param pinned whether the manager cannot unload the units
     */
    FuzzUnits(Random random, boolean pinned) {
        this.random = random;
        this.pinned = pinned;
    }

    /** Returns the text of a service's file. */
    String service(String name) {
        List<String> lines = new ArrayList<>(unitSection(name));
        lines.add("[Service]");
        lines.addAll(main(pick(TYPES)));
        if (chance(40)) {
            lines.add("Restart=" + pick(RESTARTS));
        }
        lines.add(chance(60) ? "RestartSec=10ms" : "RestartSec=1000");
        for (String key : List.of("ExecCondition", "ExecStartPre", "ExecStartPost", "ExecStopPost")) {
            if (chance(10)) {
                lines.add(key + "=" + (chance(50) ? "/bin/true" : pick(ENDING_PROGRAMS)));
            }
        }
        if (chance(15)) {
            lines.add("ExecStop=" + (chance(30) ? "/bin/kill -INT $MAINPID" : pick(ENDING_PROGRAMS)));
        }
        if (chance(25)) {
            lines.add("ExecReload=" + (chance(60) ? "/bin/true" : pick(ENDING_PROGRAMS)));
        }
        maybeAdd(25, SETTINGS, lines);
        lines.addAll(install());
        if (!runsForever(lines)) {
            lines.remove(STOPS_IMMEDIATELY);
            // the result of the start depends on whether the process or the command after it ends first
            if (isSimple(lines)) {
                lines.removeIf(line -> line.startsWith("ExecStartPost="));
            }
        }
        return text(lines);
    }

    private static boolean isSimple(List<String> lines) {
        return lines.contains("Type=simple") || lines.stream().noneMatch(line -> line.startsWith("Type="));
    }

    /** Returns the text of a drop-in for a service. */
    String dropIn(String name) {
        List<String> lines = new ArrayList<>();
        if (chance(40)) {
            lines.addAll(unitSection(name));
        }
        lines.add("[Service]");
        maybeAdd(60, SETTINGS, lines);
        if (chance(30)) {
            lines.add("Restart=" + pick(RESTARTS));
        }
        // the service's own file may contain a setting that must not be combined with these
        lines.removeAll(List.of(STOPS_IMMEDIATELY, CANNOT_START));
        return text(lines);
    }

    private static boolean runsForever(List<String> lines) {
        return !lines.contains(CANNOT_START)
                && lines.stream().anyMatch(line -> line.startsWith("ExecStart=") && line.contains("1000"));
    }

    String target() {
        return text(unitSection(TARGET));
    }

    private List<String> unitSection(String name) {
        List<String> lines = new ArrayList<>(List.of("[Unit]"));
        while (chance(35)) {
            String kind = pick(DEPENDENCIES);
            String any = unit();
            String other = FIXED_TARGETS.getOrDefault(kind, any);
            if (isPossible(name, kind)) {
                lines.add(kind + "=" + other);
                if (NEEDS_ORDER.contains(kind)) {
                    lines.add("After=" + other);
                }
            }
        }
        maybeAdd(15, CONDITIONS, lines);
        lines.add("StartLimitIntervalSec=1000");
        lines.add("StartLimitBurst=" + (chance(30) ? 2 : 6));
        return lines;
    }

    private boolean isPossible(String name, String kind) {
        return !(name.equals(HANDLER) && FORBIDDEN_FOR_HANDLER.contains(kind))
                && (pinned || !NEEDS_PINNING.contains(kind));
    }

    private List<String> main(String type) {
        List<String> lines = new ArrayList<>();
        if (!type.equals("simple") || chance(20)) {
            lines.add("Type=" + type);
        }
        if (type.equals("notify")) {
            lines.add("NotifyAccess=all");
        }
        lines.add("ExecStart=" + program(type));
        if (type.equals("oneshot")) {
            maybeAdd(30, List.of("ExecStart=/bin/true", "ExecStart=/bin/false", "RemainAfterExit=yes"), lines);
        }
        return lines;
    }

    private String program(String type) {
        if (type.equals("exec")) {
            // if the process ends immediately, the manager may notice its execution or its end first
            return chance(70) ? lastingProgram(type) : "/nonexistent/program";
        }
        return type.equals("oneshot") || chance(40) ? pick(ENDING_PROGRAMS) : lastingProgram(type);
    }

    private static String lastingProgram(String type) {
        return switch (type) {
            case "notify" -> "/bin/sh -c 'systemd-notify --ready; exec sleep 1000'";
            case "forking" -> "/bin/sh -c 'sleep 1000 & exit 0'";
            default -> "/bin/sleep 1000";
        };
    }

    private List<String> install() {
        List<String> lines = new ArrayList<>();
        if (chance(70)) {
            lines.add("[Install]");
            lines.add((chance(70) ? "WantedBy=" : "RequiredBy=") + TARGET);
            maybeAdd(15, List.of("Alias=case-alias.service", "Also=" + unit(), "DefaultInstance=1"), lines);
        }
        return lines;
    }

    /** Returns the name of a random unit, which need not exist. */
    String unit() {
        int which = random.nextInt(SERVICES.size() + 2);
        return which < SERVICES.size()
                ? SERVICES.get(which) + ".service"
                : which == SERVICES.size() ? TARGET : INSTANCE;
    }

    private void maybeAdd(int percent, List<String> choices, List<String> lines) {
        if (chance(percent)) {
            lines.add(pick(choices));
        }
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
