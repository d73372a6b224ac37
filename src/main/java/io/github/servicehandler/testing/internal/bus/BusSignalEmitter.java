package io.github.servicehandler.testing.internal.bus;

import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.testing.internal.manager.Manager;
import io.github.servicehandler.testing.internal.manager.ManagerListener;
import io.github.servicehandler.testing.internal.units.Job;
import io.github.servicehandler.testing.internal.units.JobResult;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The sender of a manager's signals about units and jobs. Like systemd, it queues the changed units and jobs and sends
 * the signals when the manager becomes idle, the latest change first. If the state of a queued unit is about to change
 * again, its signals are sent first, so that no state is lost.
 */
final class BusSignalEmitter implements ManagerListener {

    private static final String MANAGER = "org.freedesktop.systemd1.Manager";
    private static final String PROPERTIES = "org.freedesktop.DBus.Properties";

    private final Manager manager;
    private final FakeBus bus;
    private final Deque<Unit> changedUnits = new ArrayDeque<>();
    private final Deque<Job> changedJobs = new ArrayDeque<>();
    private final Set<Object> announced = Collections.newSetFromMap(new IdentityHashMap<>());

    BusSignalEmitter(Manager manager, FakeBus bus) {
        this.manager = manager;
        this.bus = bus;
    }

    /** Queues a unit that is new or has changed. */
    @Override
    public void changed(Unit unit) {
        if (!bus.hasSubscribers()) {
            announced.add(unit);
        } else if (!changedUnits.contains(unit)) {
            changedUnits.addFirst(unit);
        }
    }

    /** Sends the queued changes of a unit whose state is about to change. */
    @Override
    public void sendBeforeStateChange(Unit unit) {
        if (announced.contains(unit)) {
            sendIfChanged(unit);
        }
    }

    /** Queues a job that is new or has changed. */
    @Override
    public void changed(Job job) {
        if (!bus.hasSubscribers()) {
            announced.add(job);
        } else if (!changedJobs.contains(job)) {
            changedJobs.addFirst(job);
        }
    }

    /** Sends the queued changes of a job, before the client that requested the job gets its answer. */
    @Override
    public void sendIfChanged(Job job) {
        if (changedJobs.remove(job)) {
            send(job);
        }
    }

    /** Sends all queued changes. */
    @Override
    public void flush() {
        while (!changedUnits.isEmpty()) {
            send(changedUnits.remove());
        }
        while (!changedJobs.isEmpty()) {
            send(changedJobs.remove());
        }
    }

    @Override
    public void removed(Unit unit) {
        boolean isUnreported = changedUnits.remove(unit) || !announced.contains(unit);
        if (isUnreported && bus.hasSubscribers()) {
            send(unit);
        }
        announced.remove(unit);
        emit("UnitRemoved", "so", unit.id, ObjectPaths.of(unit));
    }

    @Override
    public void removed(Job job, JobResult result) {
        changedJobs.remove(job);
        if (bus.hasSubscribers() && !announced.contains(job)) {
            send(job);
        }
        sendIfChanged(job.unit);
        announced.remove(job);
        emit("JobRemoved", "uoss", job.id, ObjectPaths.of(job), job.unit.id, result.word());
    }

    /** Signals the start of a reload, and reports all units as removed. */
    @Override
    public void reloading() {
        emit("Reloading", "b", true);
        flush();
        List.copyOf(manager.units()).forEach(this::removed);
    }

    /** Signals the end of a reload, and reports all units as new. */
    @Override
    public void reloaded() {
        manager.units().forEach(this::changed);
        flush();
        emit("Reloading", "b", false);
    }

    /**
     * Signals the end of a daemon-reexec, after which the same units exist. Before version 262, all of them count as
     * changed.
     */
    @Override
    public void reexecuted() {
        announced.addAll(manager.units());
        if (manager.version() < 262) {
            manager.units().forEach(this::changed);
        }
        flush();
        emit("Reloading", "b", false);
    }

    @Override
    public void unitFilesChanged() {
        emit("UnitFilesChanged", "");
    }

    @Override
    public void failedUnitsChanged() {
        if (bus.hasSubscribers()) {
            bus.emit(propertiesChanged(ObjectPaths.MANAGER)
                    .withBody(
                            "sa{sv}as",
                            MANAGER,
                            ShowToBusConverter.ofManager(manager, Set.of("NFailedUnits")),
                            List.of()));
        }
    }

    private void sendIfChanged(Unit unit) {
        if (changedUnits.remove(unit)) {
            send(unit);
        }
    }

    private void send(Unit unit) {
        if (announced.add(unit)) {
            emit("UnitNew", "so", unit.id, ObjectPaths.of(unit));
            return;
        }
        for (BusInterface busInterface : BusInterface.of(unit)) {
            if (bus.hasSubscribers() && busInterface.signalsChanges()) {
                bus.emit(propertiesChanged(ObjectPaths.of(unit))
                        .withBody(
                                "sa{sv}as",
                                busInterface.name(),
                                ShowToBusConverter.changingValues(unit, busInterface),
                                busInterface.invalidated()));
            }
        }
    }

    private void send(Job job) {
        sendIfChanged(job.unit);
        if (announced.add(job)) {
            emit("JobNew", "uos", job.id, ObjectPaths.of(job), job.unit.id);
        } else if (bus.hasSubscribers()) {
            bus.emit(propertiesChanged(ObjectPaths.of(job))
                    .withBody("sa{sv}as", "org.freedesktop.systemd1.Job", ShowToBusConverter.of(job), List.of()));
        }
    }

    private static Message propertiesChanged(String path) {
        return Message.signal(path, PROPERTIES, "PropertiesChanged");
    }

    private void emit(String member, String types, Object... values) {
        if (bus.hasSubscribers()) {
            bus.emit(Message.signal(ObjectPaths.MANAGER, MANAGER, member).withBody(types, values));
        }
    }
}
