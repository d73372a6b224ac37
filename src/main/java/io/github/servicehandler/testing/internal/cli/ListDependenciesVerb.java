package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.TestMistakeException;
import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.DependencyType;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The implementation of {@code systemctl list-dependencies}, and the dependencies that listings follow. */
final class ListDependenciesVerb {

    private static final List<DependencyType> FORWARD = List.of(
            DependencyType.REQUIRES,
            DependencyType.REQUISITE,
            DependencyType.WANTS,
            DependencyType.CONSISTS_OF,
            DependencyType.BINDS_TO,
            DependencyType.UPHOLDS);
    private static final List<DependencyType> REVERSE = List.of(
            DependencyType.REQUIRED_BY,
            DependencyType.REQUISITE_OF,
            DependencyType.WANTED_BY,
            DependencyType.PART_OF,
            DependencyType.BOUND_BY,
            DependencyType.UPHELD_BY);

    /** The order within one level: targets last, then by name. */
    private static final Comparator<String> TARGETS_LAST = Comparator.comparing(
                    (String name) -> name.endsWith(".target"))
            .thenComparing(String.CASE_INSENSITIVE_ORDER);

    private final SystemctlCall call;
    private final boolean filtered;
    private final boolean plain;
    private final UnitListFilter filter;
    private final List<String> path = new ArrayList<>();

    private ListDependenciesVerb(SystemctlCall call) {
        this.call = call;
        CommandLineOptions line = call.line();
        boolean hasFilter =
                !line.values("--type").isEmpty() || !line.values("--state").isEmpty();
        this.filtered = hasFilter && call.manager().quirks().filtersDependencies();
        this.plain = line.has("--plain") || filtered;
        this.filter = new UnitListFilter(line, List.of());
    }

    static void addTo(Map<String, VerbHandler> verbs) {
        verbs.put("list-dependencies", call -> new ListDependenciesVerb(call).run());
    }

    private void run() {
        List<String> roots = call.names().isEmpty() ? List.of("default.target") : call.units();
        for (int i = 0; i < roots.size(); i++) {
            if (i > 0) {
                call.reply().out("");
            }
            call.reply().out(roots.get(i));
            path.clear();
            list(roots.get(i), "");
        }
    }

    private void list(String name, String branches) {
        path.add(name);
        List<String> others = of(call, name).stream()
                .filter(other -> !(plain && path.contains(other)))
                .sorted(TARGETS_LAST)
                .toList();
        for (int i = 0; i < others.size(); i++) {
            String other = others.get(i);
            boolean last = i == others.size() - 1;
            String deeper = branches + (last ? "  " : "│ ");
            if (plain && path.contains(other)) {
                continue;
            }
            if (path.contains(other)) {
                boolean isDeeper = call.manager().quirks().indentsCycles();
                call.reply().out("  " + (isDeeper ? deeper : branches) + "└─...");
                continue;
            }
            Unit unit = load(other);
            if (filtered && !filter.test(unit)) {
                continue;
            }
            call.reply().out(plain ? "  " + other : UnitMark.of(unit) + " " + branches + (last ? "└─" : "├─") + other);
            if (call.line().has("--all") || other.endsWith(".target")) {
                list(other, deeper);
            } else if (plain) {
                path.add(other);
            }
        }
        if (!plain) {
            path.remove(path.size() - 1);
        }
    }

    private Unit load(String name) {
        return load(call, name);
    }

    private static Unit load(SystemctlCall call, String name) {
        try {
            return call.manager().load(name);
        } catch (BusError e) {
            throw new TestMistakeException("the fake's systemctl cannot list the dependencies of \"" + name + "\"");
        }
    }

    /** Returns the names of the units on which a unit depends, in the direction that the options select. */
    static Set<String> of(SystemctlCall call, String name) {
        Map<String, String> properties = UnitShowProperties.of(load(call, name), Set.of(), TimestampStyle.PRETTY);
        Set<String> names = new LinkedHashSet<>();
        for (DependencyType kind : kinds(call.line())) {
            names.addAll(ShownWordList.split(properties.getOrDefault(kind.propertyName, "")));
        }
        return names;
    }

    /** Returns the kinds of dependencies to follow; of several options, the last one counts. */
    private static List<DependencyType> kinds(CommandLineOptions line) {
        return switch (line.last(List.of("--after", "--before", "--reverse"), "")) {
            case "--after" -> List.of(DependencyType.AFTER);
            case "--before" -> List.of(DependencyType.BEFORE);
            case "--reverse" -> REVERSE;
            default -> FORWARD;
        };
    }
}
