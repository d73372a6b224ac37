package io.github.servicehandler.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A generator of random unit files for orders through the library. What an order leads to is decided before it returns:
 * processes never end by themselves, or the manager waits for their end.
 */
final class OrderFuzzUnits {

    static final List<String> SERVICES = List.of("case-a.service", "case-b.service", "case-c.service");

    /**
     * The only service that has aliases. If a masked unit has an alias that is loaded, too, the order in which systemd
     * loads both, which is that of a table with random keys, decides whether the alias has an error.
     */
    static final String NEVER_MASKED = "case-b.service";

    static final String TARGET = "case-g.target";
    static final String TEMPLATE = "case-t@.service";
    static final String MISSING = "case-none.service";
    static final List<String> INSTANCES = List.of("case-t@1.service", "case-t@a\\x2db.service");

    private static final String LASTING = "ExecStart=/bin/sleep 1000";

    private static final List<List<String>> PROGRAMS = List.of(
            List.of(LASTING),
            List.of(LASTING),
            List.of("Type=exec", LASTING),
            List.of("Type=exec", "ExecStart=/nonexistent/program"),
            List.of("Type=oneshot", "ExecStart=/bin/true"),
            List.of("Type=oneshot", "ExecStart=/bin/true", "RemainAfterExit=yes"),
            List.of("Type=oneshot", "ExecStart=/bin/false"),
            List.of("Type=oneshot", "ExecStart=/bin/sh -c 'exit 3'"),
            List.of(
                    "Type=notify",
                    "NotifyAccess=all",
                    "ExecStart=/bin/sh -c 'systemd-notify --ready; exec sleep 1000'"),
            List.of("Type=forking", "ExecStart=/bin/sh -c 'sleep 1000 & exit 0'"),
            List.of("ExecStartPre=/bin/false", LASTING),
            List.of("ExecReload=/bin/true", LASTING),
            List.of("ExecReload=/bin/false", LASTING),
            List.of("Type=nonsense", LASTING));

    private static final List<String> CONDITIONS = List.of(
            "ConditionPathExists=/nonexistent",
            "ConditionPathExists=!/etc",
            "ConditionPathExists=|/etc",
            "AssertPathExists=/nonexistent",
            "RefuseManualStart=yes",
            "RefuseManualStop=yes");

    private static final List<String> DEPENDENCIES = List.of("Wants", "Requires", "Requisite", "PartOf", "Conflicts");

    private static final String ALIAS = "Alias=case-alias.service";

    private static final List<String> INSTALL = List.of(
            "WantedBy=case-g.target",
            "WantedBy=case-g.target",
            "RequiredBy=case-g.target",
            "WantedBy=case-none.target",
            "UpheldBy=case-g.target",
            ALIAS,
            "Alias=case-alias.target",
            "Also=case-b.service",
            "Also=case-none.service",
            "DefaultInstance=1");

    private static final List<String> INSTALL_OF_TEMPLATE = List.of(
            "WantedBy=case-g.target",
            "RequiredBy=case-g.target",
            "Alias=case-u@.service",
            "Also=case-a.service",
            "DefaultInstance=1");

    private final Random random;

    OrderFuzzUnits(Random random) {
        this.random = random;
    }

    /** Returns the text of a service or of the template. */
    String service(String name) {
        List<String> lines = unitSection(name);
        lines.add("[Service]");
        lines.addAll(pick(PROGRAMS));
        if (chance(60)) {
            lines.add("[Install]");
            List<String> settings = name.equals(TEMPLATE) ? INSTALL_OF_TEMPLATE : INSTALL;
            lines.add(pick(settings));
            while (chance(35)) {
                lines.add(pick(settings));
            }
            if (!name.equals(NEVER_MASKED)) {
                lines.removeIf(ALIAS::equals);
            }
        }
        return text(lines);
    }

    /** Returns the text of a drop-in. */
    String dropIn() {
        List<String> lines = new ArrayList<>();
        if (chance(50)) {
            lines.addAll(List.of("[Unit]", pick(CONDITIONS)));
        } else {
            lines.addAll(List.of("[Service]", "ExecStartPre=" + (chance(50) ? "/bin/true" : "/bin/false")));
        }
        return text(lines);
    }

    static String target() {
        return "[Unit]\nDescription=target\n";
    }

    private List<String> unitSection(String name) {
        List<String> lines = new ArrayList<>(List.of("[Unit]"));
        if (chance(35)) {
            String other = chance(15) ? MISSING : pick(SERVICES);
            lines.add(pick(DEPENDENCIES) + "=" + other);
            // without an order, both start in parallel
            if (!other.equals(name)) {
                lines.add("After=" + other);
            }
        }
        if (chance(25)) {
            lines.add(pick(CONDITIONS));
        }
        lines.add("StartLimitIntervalSec=1000");
        lines.add("StartLimitBurst=" + (chance(20) ? 2 : 50));
        return lines;
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
