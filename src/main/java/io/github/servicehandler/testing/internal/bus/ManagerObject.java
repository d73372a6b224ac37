package io.github.servicehandler.testing.internal.bus;

import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.testing.internal.cli.AccessDenial;
import io.github.servicehandler.testing.internal.cli.EnablementVerbs;
import io.github.servicehandler.testing.internal.cli.FakeSystemctl;
import io.github.servicehandler.testing.internal.cli.JobVerbs;
import io.github.servicehandler.testing.internal.cli.UnitListFilter;
import io.github.servicehandler.testing.internal.cli.UnitVerbs;
import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.UnitFileStateLookup;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.manager.Manager;
import io.github.servicehandler.testing.internal.manager.TransactionMode;
import io.github.servicehandler.testing.internal.units.Job;
import io.github.servicehandler.testing.internal.units.JobType;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The manager's D-Bus object; see org.freedesktop.systemd1(5). */
final class ManagerObject {

    private static final String UNIT_LIST_TYPE = "a(ssssssouso)";

    /** A method of the object, which answers a call. */
    @FunctionalInterface
    private interface Method {
        void call(BusConversation client, Message call) throws BusError;
    }

    /** The methods that change nothing. */
    private static final Set<String> READING = Set.of(
            "Subscribe",
            "Unsubscribe",
            "GetUnit",
            "LoadUnit",
            "ListUnits",
            "ListUnitsByPatterns",
            "ListUnitsByNames",
            "ListUnitFilesByPatterns",
            "GetUnitFileState");

    private final Manager manager;
    private final FakeBus bus;
    private final Predicate<Message> isPermitted;
    private final Map<String, Method> methods = new HashMap<>();

    ManagerObject(Manager manager, FakeBus bus, Predicate<Message> isPermitted) {
        this.manager = manager;
        this.bus = bus;
        this.isPermitted = isPermitted;
        methods.put("Subscribe", this::subscribe);
        methods.put("Unsubscribe", this::unsubscribe);
        methods.put("GetUnit", this::getUnit);
        methods.put("LoadUnit", this::loadUnit);
        methods.put("ListUnits", (client, call) -> answerUnits(client, call, manager.units()));
        methods.put("ListUnitsByPatterns", this::listUnitsByPatterns);
        methods.put("ListUnitsByNames", this::listUnitsByNames);
        methods.put("ListUnitFilesByPatterns", this::listUnitFilesByPatterns);
        methods.put("GetUnitFileState", this::unitFileState);
        methods.put("Reload", this::reload);
        methods.put("KillUnit", this::killUnit);
        methods.put("ResetFailedUnit", this::resetFailedUnit);
        methods.put("StartUnit", (client, call) -> enqueueJob(client, call, JobType.START));
        methods.put("StopUnit", (client, call) -> enqueueJob(client, call, JobType.STOP));
        methods.put("RestartUnit", (client, call) -> enqueueJob(client, call, JobType.RESTART));
        methods.put("TryRestartUnit", (client, call) -> enqueueJob(client, call, JobType.TRY_RESTART));
        methods.put("ReloadUnit", (client, call) -> enqueueJob(client, call, JobType.RELOAD));
        if (manager.quirks().usesOneTransaction()) {
            methods.put("EnqueueUnitJobMany", this::enqueueJobs);
        }
        methods.put("EnableUnitFiles", (client, call) -> enable(client, call, "enable"));
        methods.put("ReenableUnitFiles", (client, call) -> enable(client, call, "reenable"));
        methods.put("DisableUnitFiles", (client, call) -> answerChanges(client, call, change(call, "disable", false)));
        methods.put("MaskUnitFiles", (client, call) -> answerChanges(client, call, change(call, "mask", force(call))));
        methods.put("UnmaskUnitFiles", (client, call) -> answerChanges(client, call, change(call, "unmask", false)));
        methods.put("ReloadOrRestartUnit", (client, call) -> enqueueJob(client, call, JobType.RELOAD_OR_START));
    }

    /** Answers a call; returns false if there is no such method. */
    boolean handle(BusConversation client, Message call) throws BusError {
        Method method = methods.get(call.member());
        if (method != null) {
            if (!READING.contains(call.member()) && !isPermitted.test(call)) {
                throw AccessDenial.error(manager.version());
            }
            method.call(client, call);
        }
        return method != null;
    }

    private void subscribe(BusConversation client, Message call) throws BusError {
        if (client.isSubscribed()) {
            throw new BusError("AlreadySubscribed", "Client is already subscribed.");
        }
        client.setSubscribed(true);
        bus.answer(client, call, "");
    }

    private void unsubscribe(BusConversation client, Message call) throws BusError {
        if (!client.isSubscribed()) {
            throw new BusError("NotSubscribed", "Client is not subscribed.");
        }
        client.setSubscribed(false);
        bus.answer(client, call, "");
    }

    private void getUnit(BusConversation client, Message call) throws BusError {
        bus.answer(client, call, "o", ObjectPaths.of(loadedUnit(call.value(0, String.class))));
    }

    private Unit loadedUnit(String name) throws BusError {
        Unit unit = UnitNameMangler.type(name).isEmpty() ? null : manager.loaded(name);
        if (unit == null) {
            throw new BusError("NoSuchUnit", "Unit " + name + " not loaded.");
        }
        return unit;
    }

    private void loadUnit(BusConversation client, Message call) throws BusError {
        bus.answer(client, call, "o", ObjectPaths.of(load(call.value(0, String.class))));
    }

    private Unit load(String name) throws BusError {
        if (UnitNameMangler.type(name).isEmpty()) {
            throw new BusError("InvalidArgs", "Unit name " + name + " is not valid.");
        }
        return manager.load(name);
    }

    private void listUnitsByPatterns(BusConversation client, Message call) {
        List<?> states = call.value(0, List.class);
        Predicate<String> named = UnitListFilter.named(strings(call.value(1, List.class)));
        answerUnits(
                client,
                call,
                manager.units().stream()
                        .filter(unit -> named.test(unit.id))
                        .filter(unit -> states.isEmpty()
                                || states.contains(unit.loadState().word)
                                || states.contains(unit.activeState().word())
                                || states.contains(unit.subState()))
                        .toList());
    }

    private static List<String> strings(List<?> values) {
        return values.stream().map(String.class::cast).toList();
    }

    private void listUnitsByNames(BusConversation client, Message call) throws BusError {
        List<Unit> units = new ArrayList<>();
        for (String name : strings(call.value(0, List.class))) {
            if (UnitNameMangler.type(name).isPresent()) {
                units.add(manager.load(name));
            }
        }
        answerUnits(client, call, units);
    }

    private void answerUnits(BusConversation client, Message call, Iterable<Unit> units) {
        List<Object> rows = new ArrayList<>();
        units.forEach(unit -> rows.add(row(unit)));
        bus.answer(client, call, UNIT_LIST_TYPE, rows);
    }

    private static List<Object> row(Unit unit) {
        Job job = unit.job;
        return List.of(
                unit.id,
                unit.description(),
                unit.loadState().word,
                unit.activeState().word(),
                unit.subState(),
                "",
                ObjectPaths.of(unit),
                job == null ? 0 : job.id,
                job == null ? "" : job.type.word(),
                job == null ? "/" : ObjectPaths.of(job));
    }

    private void listUnitFilesByPatterns(BusConversation client, Message call) {
        List<?> states = call.value(0, List.class);
        Predicate<String> named = UnitListFilter.named(strings(call.value(1, List.class)));
        UnitFileStateLookup enablement = new UnitFileStateLookup(manager.unitFiles(), manager.scope());
        List<Object> rows = new ArrayList<>();
        manager.unitFiles().allPaths().forEach((name, path) -> {
            String state = enablement.listedState(name);
            if (named.test(name) && (states.isEmpty() || states.contains(state))) {
                rows.add(List.of(path, state));
            }
        });
        bus.answer(client, call, "a(ss)", rows);
    }

    private void unitFileState(BusConversation client, Message call) throws BusError {
        String name = call.value(0, String.class);
        if (UnitNameMangler.type(name).isEmpty()) {
            throw new BusError("InvalidArgs", "Invalid argument");
        }
        String state = new UnitFileStateLookup(manager.unitFiles(), manager.scope()).state(name);
        if (state.isEmpty()) {
            throw new BusError("FileNotFound", "No such file or directory");
        }
        bus.answer(client, call, "s", state);
    }

    private void reload(BusConversation client, Message call) {
        manager.reload();
        bus.answer(client, call, "");
    }

    private void enqueueJob(BusConversation client, Message call, JobType type) throws BusError {
        String name = call.value(0, String.class);
        TransactionMode mode = JobVerbs.mode(call.value(1, String.class));
        load(name);
        Job job = JobVerbs.enqueue(manager, name, type, mode);
        bus.answer(client, call, "o", ObjectPaths.of(job));
        finishEnqueueing(List.of(job));
    }

    /** Enqueues jobs as one transaction. */
    private void enqueueJobs(BusConversation client, Message call) throws BusError {
        List<String> names = strings(call.value(0, List.class));
        TransactionMode mode = JobVerbs.mode(call.value(2, String.class));
        List<Object> rows = new ArrayList<>();
        List<Job> jobs = JobVerbs.enqueueAll(manager, names, call.value(1, String.class), mode);
        for (Job job : jobs) {
            rows.add(List.of(job.id, ObjectPaths.of(job), job.unit.id, ObjectPaths.of(job.unit), job.type.word()));
        }
        bus.answer(client, call, "a(uosos)", rows);
        finishEnqueueing(jobs);
    }

    /** Lets jobs begin. A job that has nothing to do is done at once, which only its signals show. */
    private void finishEnqueueing(List<Job> jobs) {
        jobs.stream()
                .filter(job -> job.type == JobType.NOP)
                .forEach(job -> manager.signals().removed(job, job.result()));
        manager.settle();
        manager.time().runUntil(manager.time().micros() + FakeSystemctl.COMMAND_MICROS);
    }

    private void enable(BusConversation client, Message call, String verb) throws BusError {
        bus.answer(client, call, "ba(sss)", true, change(call, verb, force(call)));
    }

    private void answerChanges(BusConversation client, Message call, List<?> changes) {
        bus.answer(client, call, "a(sss)", changes);
    }

    private static boolean force(Message call) {
        return call.value(2, Boolean.class);
    }

    private List<List<Object>> change(Message call, String verb, boolean force) throws BusError {
        List<String> units = strings(call.value(0, List.class));
        return EnablementVerbs.change(manager, verb, units, call.value(1, Boolean.class), force).stream()
                .map(change -> List.<Object>of(change.type(), change.path(), change.target()))
                .toList();
    }

    private void killUnit(BusConversation client, Message call) throws BusError {
        Unit unit = loadedUnit(call.value(0, String.class));
        UnitVerbs.kill(unit, call.value(1, String.class), call.value(2, Integer.class));
        bus.answer(client, call, "");
    }

    private void resetFailedUnit(BusConversation client, Message call) throws BusError {
        loadedUnit(call.value(0, String.class)).resetFailed();
        bus.answer(client, call, "");
    }
}
