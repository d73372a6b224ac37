package io.github.servicehandler.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Makes up unit files in the vocabulary of {@link Backend}, of services that come to rest soon after whatever is done
 * to them: what ends does so at once, what lasts does so for good, and who starts again and again meets a start limit.
 */
final class FuzzUnits {

    static final List<String> SERVICES = List.of("case-a", "case-b", "case-c");
    static final String TARGET = "case-g.target";
    static final String TEMPLATE = "case-t@.service";
    static final String INSTANCE = "case-t@1.service";

    /** Of a service that also ends by itself as soon as it is up, it is up to the scheduler which end comes first. */
    private static final String STOPS_AT_ONCE = "StopWhenUnneeded=yes";

    private static final String CANNOT_BEGIN = "WorkingDirectory=/nonexistent";
    private static final List<String> TYPES = List.of("simple", "simple", "exec", "oneshot", "notify", "forking");
    private static final List<String> ENDS = List.of(
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
     * Is what others start when they fail. It brings no other unit with it: if it did, a unit whose job fails because
     * of what it requires would bring itself back by way of its handler, at once and without any limit, and systemd
     * would never come to rest.
     */
    private static final String HANDLER = "case-c.service";

    /**
     * Names the one unit that some dependencies are on. Who is bound to a service that fails as soon as it is up may
     * have come to an end itself before it is stopped; a target does not fail.
     */
    private static final Map<String, String> ONLY = Map.of("OnFailure", HANDLER, "BindsTo", TARGET);

    private static final Set<String> NOT_OF_THE_HANDLER =
            Set.of("Requires", "Wants", "BindsTo", "Requisite", "OnFailure");
    /**
     * Come with an order: without one both units come up or go down side by side, and whether one is up before the
     * other fails is up to the scheduler.
     */
    private static final Set<String> ORDERED = Set.of("Requires", "BindsTo", "PartOf", "Requisite");

    private static final List<String> CONDITIONS = List.of(
            "ConditionPathExists=/etc",
            "ConditionPathExists=!/etc",
            "ConditionPathExists=/nonexistent",
            "AssertPathExists=/nonexistent",
            "AssertPathExists=/etc",
            "RefuseManualStart=yes",
            STOPS_AT_ONCE);
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
            CANNOT_BEGIN,
            "Type=nonsense",
            "Environment=A=b",
            "Nonsense=yes");

    /**
     * Whoever is looked at while its handler has a job stays in memory, so what is there depends on when somebody
     * looked.
     */
    private static final Set<String> REMEMBERED = Set.of("OnFailure", "OnSuccess");

    private final Random random;
    private final boolean pinned;

    /** @param pinned whether the manager cannot forget the units */
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
                lines.add(key + "=" + (chance(50) ? "/bin/true" : pick(ENDS)));
            }
        }
        if (chance(15)) {
            lines.add("ExecStop=" + (chance(30) ? "/bin/kill -INT $MAINPID" : pick(ENDS)));
        }
        if (chance(25)) {
            lines.add("ExecReload=" + (chance(60) ? "/bin/true" : pick(ENDS)));
        }
        some(25, SETTINGS, lines);
        lines.addAll(install());
        if (!endsNever(lines)) {
            lines.remove(STOPS_AT_ONCE);
            // whether the process or the command after it ends first decides whether the start has succeeded
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
        some(60, SETTINGS, lines);
        if (chance(30)) {
            lines.add("Restart=" + pick(RESTARTS));
        }
        // the service's own file may say one and the drop-in the other
        lines.removeAll(List.of(STOPS_AT_ONCE, CANNOT_BEGIN));
        return text(lines);
    }

    private static boolean endsNever(List<String> lines) {
        return !lines.contains(CANNOT_BEGIN)
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
            String other = ONLY.getOrDefault(kind, any);
            if (isPossible(name, kind)) {
                lines.add(kind + "=" + other);
                if (ORDERED.contains(kind)) {
                    lines.add("After=" + other);
                }
            }
        }
        some(15, CONDITIONS, lines);
        lines.add("StartLimitIntervalSec=1000");
        lines.add("StartLimitBurst=" + (chance(30) ? 2 : 6));
        return lines;
    }

    private boolean isPossible(String name, String kind) {
        return !(name.equals(HANDLER) && NOT_OF_THE_HANDLER.contains(kind)) && (pinned || !REMEMBERED.contains(kind));
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
            some(30, List.of("ExecStart=/bin/true", "ExecStart=/bin/false", "RemainAfterExit=yes"), lines);
        }
        return lines;
    }

    private String program(String type) {
        if (type.equals("exec")) {
            // of one that ends at once the manager may hear first that it runs or that it ended
            return chance(70) ? lasting(type) : "/nonexistent/program";
        }
        return type.equals("oneshot") || chance(40) ? pick(ENDS) : lasting(type);
    }

    private static String lasting(String type) {
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
            some(15, List.of("Alias=case-alias.service", "Also=" + unit(), "DefaultInstance=1"), lines);
        }
        return lines;
    }

    /** Returns the name of a unit that there may be. */
    String unit() {
        int which = random.nextInt(SERVICES.size() + 2);
        return which < SERVICES.size()
                ? SERVICES.get(which) + ".service"
                : which == SERVICES.size() ? TARGET : INSTANCE;
    }

    private void some(int percent, List<String> from, List<String> to) {
        if (chance(percent)) {
            to.add(pick(from));
        }
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
