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
    private final GivenHandlers services;
    private final List<UnitPattern> patterns;
    private final StatusBoard statusBoard;
    private final AtomicBoolean closed = new AtomicBoolean();

    ManagerWatch(
            HubRegistry hubs,
            ManagerHub hub,
            GivenHandlers services,
            List<UnitPattern> patterns,
            StatusBoard statusBoard) {
        this.hubs = hubs;
        this.hub = hub;
        this.services = services;
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
                && (names().contains(unit) || UnitPattern.anyMatches(patterns, unit.toString()));
    }

    @Override
    public Set<UnitName> names() {
        return services.units();
    }

    @Override
    public List<UnitPattern> patterns() {
        return patterns;
    }

    @Override
    public void receive(ServiceHandler service, ServiceStatus status, List<UnitEvent> events) {
        ServiceHandler given = services.of(service);
        statusBoard.put(
                given,
                GivenHandlers.named(status, given),
                events.stream()
                        .map(event -> GivenHandlers.withService(event, given))
                        .toList());
    }

    @Override
    public void remove(ServiceHandler service, UnitEvent event) {
        ServiceHandler given = services.of(service);
        statusBoard.put(given, null, List.of(GivenHandlers.withService(event, given)));
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
