package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.files.DependencyType;
import io.github.servicehandler.testing.internal.files.LoadState;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.files.UnitSource;
import io.github.servicehandler.testing.internal.services.ServiceUnit;
import io.github.servicehandler.testing.internal.units.ActiveState;
import io.github.servicehandler.testing.internal.units.PathUnit;
import io.github.servicehandler.testing.internal.units.SimpleUnit;
import io.github.servicehandler.testing.internal.units.SocketUnit;
import io.github.servicehandler.testing.internal.units.TimerUnit;
import io.github.servicehandler.testing.internal.units.Unit;
import io.github.servicehandler.testing.internal.units.UnitContext;
import io.github.servicehandler.unit.UnitFileProblem;
import io.github.servicehandler.unit.UnitType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The loader that reads units from their files into the manager's memory. */
final class UnitLoader {

    private static final List<DependencyType> REQUIREMENTS_OF_TARGETS =
            List.of(DependencyType.REQUIRES, DependencyType.REQUISITE, DependencyType.WANTS, DependencyType.BINDS_TO);

    private static final List<DependencyType> SOCKETS_OF_SERVICES =
            List.of(DependencyType.WANTS, DependencyType.AFTER, DependencyType.TRIGGERED_BY);

    private final UnitContext context;
    private final UnitRegistry units;
    private final Set<Unit> newTargets = new LinkedHashSet<>();
    private int loadDepth;

    UnitLoader(UnitContext context, UnitRegistry units) {
        this.context = context;
        this.units = units;
    }

    Unit load(String name) {
        String id = context.unitFiles().primaryName(name);
        Unit known = units.loaded(id);
        if (known != null) {
            return known;
        }
        Unit unit = create(id);
        read(unit);
        units.add(unit);
        loadDepth++;
        addDependencies(unit);
        loadDepth--;
        if (loadDepth == 0) {
            orderTargets();
        }
        return unit;
    }

    /** Looks again for the file of a unit that did not exist when the unit was first loaded. */
    void retryMissing(Unit unit) {
        context.unitFiles().recordDirectories();
        UnitSource source = context.unitFiles().read(unit.id);
        if (source.exists() && unit.activeState() == ActiveState.INACTIVE) {
            reload(unit);
            orderTargets();
        } else if (source.exists()) {
            // systemd cannot load a new file into a unit that is active or failed, and reports a load error
            unit.configure(source, LoadState.ERROR, unit.names());
            addAllDependencies(unit);
            orderTargets();
        }
    }

    void reload(Unit unit) {
        read(unit);
        unit.removeOwnDependencies();
        addDependencies(unit);
        // unlink also removed dependencies that the files of other units set in both directions
        List.copyOf(unit.referrers()).forEach(this::addDependencies);
    }

    /** Applies a new drop-in to a unit; the unit's file is not read again. */
    void apply(Unit unit, String dropIn) {
        context.unitFiles().recordDirectories();
        UnitSource source = new UnitSource(unit.source().fragment(), dropInsWith(unit, dropIn));
        unit.configure(source, unit.loadState(), unit.names());
    }

    private List<UnitSource.Part> dropInsWith(Unit unit, String dropIn) {
        if (context.quirks().sortsNewDropIns()) {
            return context.unitFiles().dropIns(unit.id, directory -> true);
        }
        List<UnitSource.Part> dropIns = new ArrayList<>(unit.source().dropIns());
        dropIns.removeIf(part -> part.path().equals(dropIn));
        dropIns.add(context.unitFiles().requirePart(dropIn));
        return dropIns;
    }

    private Unit create(String id) {
        return switch (type(id)) {
            case SERVICE -> new ServiceUnit(context, id);
            case TARGET, SLICE -> new SimpleUnit(context, id, "active");
            case SOCKET -> new SocketUnit(context, id);
            case TIMER -> new TimerUnit(context, id);
            case PATH -> new PathUnit(context, id);
            case AUTOMOUNT -> new SimpleUnit(context, id, "waiting");
            case MOUNT -> new SimpleUnit(context, id, "mounted");
            case SWAP -> new SimpleUnit(context, id, "active");
            case DEVICE -> new SimpleUnit(context, id, "plugged");
            case SCOPE -> new SimpleUnit(context, id, "running");
        };
    }

    private void read(Unit unit) {
        context.unitFiles().recordDirectories();
        UnitSource source = sourceOf(unit.id);
        Set<String> names = new TreeSet<>(context.unitFiles().aliases(unit.id));
        names.add(unit.id);
        LoadState state = state(unit.id, source);
        unit.configure(source, state, names);
        if (state == LoadState.LOADED || state == LoadState.ERROR) {
            check(unit, state);
        }
    }

    private UnitSource sourceOf(String id) {
        UnitSource source = context.unitFiles().read(id);
        return source.masked() && !context.quirks().appliesDropInsOfMaskedUnits()
                ? new UnitSource(source.fragment(), List.of())
                : source;
    }

    private static LoadState state(String id, UnitSource source) {
        if (!source.exists()) {
            return id.endsWith(".slice") ? LoadState.LOADED : LoadState.NOT_FOUND;
        }
        if (id.endsWith(".scope")) {
            // only programs make scopes, by the bus
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

    /** Logs the mistakes in a unit's files, and refuses the unit because of some of them. */
    private void check(Unit unit, LoadState state) {
        UnitType type = type(unit.id);
        UnitFileLint lint = UnitFileLint.of(unit, type);
        List<UnitFileLint.LintMessage> messages = lint.messages();
        messages.forEach(message -> context.log().log(unit, message.isFatal() ? 3 : 4, "", message.text()));
        if (state != LoadState.LOADED) {
            return;
        }
        unit.configure(lint.source(), state, unit.names());
        if (messages.stream().anyMatch(UnitFileLint.LintMessage::isFatal)) {
            refuse(unit, LoadState.BAD_SETTING, 5, "Unit configuration has fatal error, unit will not be started.");
        } else if (UnitVerification.isInvalid(unit, type)) {
            unit.configure(unit.source(), LoadState.INVALID, unit.names());
        } else {
            String refusal = UnitVerification.refusal(unit, type);
            if (!refusal.isEmpty()) {
                refuse(unit, LoadState.BAD_SETTING, 3, refusal);
            }
        }
    }

    private static void refuse(Unit unit, LoadState state, int priority, String text) {
        unit.log(priority, "", text);
        unit.configure(unit.source(), state, unit.names());
    }

    private static UnitType type(String id) {
        return UnitNameMangler.type(id).orElseThrow(() -> new IllegalArgumentException(id));
    }

    private void addDependencies(Unit unit) {
        switch (unit.loadState()) {
            case LOADED, BAD_SETTING -> addAllDependencies(unit);
            case MASKED -> {
                if (context.quirks().appliesDropInsOfMaskedUnits()) {
                    addWrittenDependencies(unit);
                }
            }
            default -> {}
        }
    }

    /** Adds the dependencies that the files of a unit and the links in its directories name. */
    private void addWrittenDependencies(Unit unit) {
        for (DependencyType kind : DependencyType.values()) {
            if (kind.isDirective && context.version() >= kind.firstVersion()) {
                addDependencies(unit, kind, unit.settings().dependencies(kind));
            }
        }
        for (String name : unit.names()) {
            addDependencies(unit, DependencyType.WANTS, context.unitFiles().linkedFrom(name, "wants"));
            addDependencies(unit, DependencyType.REQUIRES, context.unitFiles().linkedFrom(name, "requires"));
            addDependencies(unit, DependencyType.UPHOLDS, context.unitFiles().linkedFrom(name, "upholds"));
        }
    }

    private void addAllDependencies(Unit unit) {
        addWrittenDependencies(unit);
        if (!unit.slice().isEmpty()) {
            addDependencies(unit, DependencyType.REQUIRES, List.of(unit.slice()));
            addDependencies(unit, DependencyType.AFTER, List.of(unit.slice()));
        }
        if (unit.id.endsWith(".target")) {
            newTargets.add(unit);
        }
        addTriggers(unit);
        addSockets(unit);
    }

    /** Adds the sockets that a service uses in addition to the one with its name. */
    private void addSockets(Unit service) {
        List<String> sockets = service.settings().words("Service", "Sockets").stream()
                .filter(name -> name.endsWith(".socket"))
                .toList();
        SOCKETS_OF_SERVICES.forEach(kind -> addDependencies(service, kind, sockets));
    }

    /**
     * Orders newly read targets after the units they need. This has to wait until the files of all other units are
     * read.
     */
    void orderTargets() {
        newTargets.forEach(target -> REQUIREMENTS_OF_TARGETS.forEach(kind -> orderTarget(target, kind)));
        newTargets.clear();
    }

    /**
     * Orders a target after the units it needs, unless it is explicitly ordered before them or default dependencies are
     * off.
     */
    private static void orderTarget(Unit target, DependencyType kind) {
        for (Unit other : target.dependencies(kind)) {
            if (hasDefaultDependencies(target)
                    && hasDefaultDependencies(other)
                    && !target.dependencies(DependencyType.BEFORE).contains(other)) {
                target.addDependency(DependencyType.AFTER, other);
            }
        }
    }

    private static boolean hasDefaultDependencies(Unit unit) {
        return unit.settings().flag("Unit", "DefaultDependencies", true);
    }

    private void addTriggers(Unit unit) {
        String section = unit.id.endsWith(".timer")
                ? "Timer"
                : unit.id.endsWith(".path") ? "Path" : unit.id.endsWith(".socket") ? "Socket" : "";
        // a socket that accepts connections starts a new instance of its service for each of them
        if (!section.isEmpty() && !unit.settings().flag("Socket", "Accept", false)) {
            String key = section.equals("Socket") ? "Service" : "Unit";
            String other = unit.settings().last(section, key, UnitNameMangler.stem(unit.id) + ".service");
            addTrigger(unit, other);
        }
    }

    private void addTrigger(Unit unit, String other) {
        if (!UnitNameMangler.isTemplate(other)) {
            addDependencies(unit, DependencyType.TRIGGERS, List.of(other));
            addDependencies(unit, DependencyType.BEFORE, List.of(other));
        }
    }

    private void addDependencies(Unit unit, DependencyType kind, Iterable<String> names) {
        for (String name : new LinkedHashSet<>(toList(names))) {
            if (UnitNameMangler.isValid(name)) {
                Unit other = load(UnitNameMangler.ofDependency(name, unit.id));
                if (other != unit) {
                    unit.addDependency(kind, other);
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
