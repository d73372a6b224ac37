package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitPattern;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** The part of a watch that covers one manager. */
final class ManagerWatch implements HubListener, AutoCloseable {

    private final HubRegistry hubs;
    private final ManagerHub hub;
    private final Set<UnitName> names;
    private final List<UnitPattern> patterns;
    private final StatusBoard statusBoard;
    private final AtomicBoolean closed = new AtomicBoolean();

    ManagerWatch(
            HubRegistry hubs,
            ManagerHub hub,
            Set<UnitName> names,
            List<UnitPattern> patterns,
            StatusBoard statusBoard) {
        this.hubs = hubs;
        this.hub = hub;
        this.names = Set.copyOf(names);
        this.patterns = List.copyOf(patterns);
        this.statusBoard = statusBoard;
    }

    /** Stores the current statuses on the status board, and keeps them up to date from now on. */
    void open(ManagerWait wait) {
        hub.join(this, wait);
    }

    /** Waits until every change so far is on the status board. */
    void sync() {
        hub.sync();
    }

    boolean isInContact() {
        return hub.isInContact();
    }

    /** Returns whether a unit is watched, or would be if it existed. */
    boolean isAbout(ServiceHandler service) {
        UnitName unit = service.unitName();
        return hub.systemd().equals(service.systemd())
                && (names.contains(unit) || UnitPattern.anyMatches(patterns, unit.toString()));
    }

    @Override
    public Set<UnitName> names() {
        return names;
    }

    @Override
    public List<UnitPattern> patterns() {
        return patterns;
    }

    @Override
    public void receive(ServiceHandler service, ServiceStatus status, List<UnitEvent> events) {
        statusBoard.put(service, status, events);
    }

    @Override
    public void remove(ServiceHandler service, UnitEvent event) {
        statusBoard.put(service, null, List.of(event));
    }

    @Override
    public void receive(UnitEvent event) {
        statusBoard.offer(event);
    }

    @Override
    public void notifyListeners() {
        statusBoard.deliver();
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            hub.leave(this);
            hubs.release(hub);
        }
    }
}
