package io.github.servicehandler.testing;

import io.github.servicehandler.unit.UnitFileProblem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads units from their files into the manager's memory. */
final class UnitLoader {

    private static final List<Dependency> NEEDED_BY_TARGETS =
            List.of(Dependency.REQUIRES, Dependency.REQUISITE, Dependency.WANTS, Dependency.BINDS_TO);

    private final UnitContext context;
    private final Units units;
    private final Set<Unit> newTargets = new LinkedHashSet<>();
    private int depth;

    UnitLoader(UnitContext context, Units units) {
        this.context = context;
        this.units = units;
    }

    Unit load(String name) {
        String id = context.store().canonical(name);
        Unit known = units.loaded(id);
        if (known != null) {
            return known;
        }
        Unit unit = create(id);
        read(unit);
        units.add(unit);
        depth++;
        link(unit);
        depth--;
        if (depth == 0) {
            orderTargets();
        }
        return unit;
    }

    /** Looks again for a unit's file that was not there when the unit was first spoken of. */
    void retry(Unit unit) {
        context.store().notice();
        Source source = context.store().read(unit.id);
        if (source.exists() && unit.activeState() == ActiveState.INACTIVE) {
            reload(unit);
            orderTargets();
        } else if (source.exists()) {
            // what runs, or has failed, has its place already, and systemd cannot give it another one
            unit.configure(source, LoadState.ERROR, unit.names());
            linkAll(unit);
            orderTargets();
        }
    }

    void reload(Unit unit) {
        read(unit);
        unit.unlink();
        link(unit);
        // where each speaks of the other, what the other says has gone too
        List.copyOf(unit.referrers()).forEach(this::link);
    }

    private Unit create(String id) {
        return switch (Names.type(id).orElseThrow(() -> new IllegalArgumentException(id))) {
            case SERVICE -> new ServiceUnit(context, id);
            case TARGET, SLICE -> new SimpleUnit(context, id, "active");
            case SOCKET -> new SimpleUnit(context, id, "listening");
            case TIMER -> new TimerUnit(context, id);
            case PATH, AUTOMOUNT -> new SimpleUnit(context, id, "waiting");
            case MOUNT -> new SimpleUnit(context, id, "mounted");
            case SWAP -> new SimpleUnit(context, id, "active");
            case DEVICE -> new SimpleUnit(context, id, "plugged");
            case SCOPE -> new SimpleUnit(context, id, "running");
        };
    }

    private void read(Unit unit) {
        context.store().notice();
        Source source = context.store().read(unit.id);
        Set<String> names = new TreeSet<>(context.store().aliases(unit.id));
        names.add(unit.id);
        LoadState state = state(source);
        unit.configure(source, state, names);
        if (state == LoadState.LOADED || state == LoadState.ERROR) {
            warn(unit);
        }
        if (state == LoadState.LOADED) {
            refuse(unit);
        }
    }

    private static LoadState state(Source source) {
        if (!source.exists()) {
            return LoadState.NOT_FOUND;
        }
        if (source.masked()) {
            return LoadState.MASKED;
        }
        boolean fatal = source.parts().stream()
                .flatMap(part -> part.content().problems().stream())
                .anyMatch(UnitFileProblem::fatal);
        return fatal ? LoadState.ERROR : LoadState.LOADED;
    }

    private void warn(Unit unit) {
        for (Source.Part part : unit.source().parts()) {
            for (String warning : Lint.of(part)) {
                context.log().log(unit, 4, "", warning);
            }
        }
    }

    private void refuse(Unit unit) {
        String why = refusal(unit);
        if (!why.isEmpty()) {
            unit.log(3, "", why);
            unit.configure(unit.source(), LoadState.BAD_SETTING, unit.names());
        }
    }

    private static String refusal(Unit unit) {
        if (unit instanceof ServiceUnit service) {
            return service.config().refusal(unit.context.version());
        }
        return unit instanceof TimerUnit timer && timer.schedule().isEmpty()
                ? "Timer unit lacks value setting. Refusing."
                : "";
    }

    private void link(Unit unit) {
        if (unit.loadState() != LoadState.LOADED && unit.loadState() != LoadState.BAD_SETTING) {
            return;
        }
        linkAll(unit);
    }

    private void linkAll(Unit unit) {
        for (Dependency kind : Dependency.values()) {
            if (kind.isDirective && context.version() >= kind.firstVersion()) {
                depend(unit, kind, unit.settings().words("Unit", kind.word));
            }
        }
        depend(unit, Dependency.WANTS, context.store().linkedFrom(unit.id, "wants"));
        depend(unit, Dependency.REQUIRES, context.store().linkedFrom(unit.id, "requires"));
        if (unit.id.endsWith(".target")) {
            newTargets.add(unit);
        }
        trigger(unit);
    }

    /** Orders the targets that were read after what they need, once it is known what the files of all others say. */
    void orderTargets() {
        newTargets.forEach(target -> NEEDED_BY_TARGETS.forEach(kind -> order(target, kind)));
        newTargets.clear();
    }

    /** A target is reached when what it needs is up, unless a file says something else. */
    private static void order(Unit target, Dependency kind) {
        for (Unit other : target.dependencies(kind)) {
            if (hasDefaultDependencies(target)
                    && hasDefaultDependencies(other)
                    && !target.dependencies(Dependency.BEFORE).contains(other)) {
                target.depend(Dependency.AFTER, other);
            }
        }
    }

    private static boolean hasDefaultDependencies(Unit unit) {
        return unit.settings().flag("Unit", "DefaultDependencies", true);
    }

    private void trigger(Unit unit) {
        String section = unit.id.endsWith(".timer")
                ? "Timer"
                : unit.id.endsWith(".path") ? "Path" : unit.id.endsWith(".socket") ? "Socket" : "";
        if (!section.isEmpty()) {
            String key = section.equals("Socket") ? "Service" : "Unit";
            String other = unit.settings().last(section, key, Names.stem(unit.id) + ".service");
            depend(unit, Dependency.TRIGGERS, List.of(other));
            depend(unit, Dependency.BEFORE, List.of(other));
        }
    }

    private void depend(Unit unit, Dependency kind, Iterable<String> names) {
        for (String name : new LinkedHashSet<>(toList(names))) {
            if (Names.type(name).isPresent() && !Names.isTemplate(name)) {
                Unit other = load(name);
                if (other != unit) {
                    unit.depend(kind, other);
                }
            }
        }
    }

    private static List<String> toList(Iterable<String> names) {
        List<String> list = new java.util.ArrayList<>();
        names.forEach(list::add);
        return list;
    }
}
