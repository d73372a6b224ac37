package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.StateListener;
import io.github.servicehandler.StateTimeoutException;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.concurrent.RetryPause;
import io.github.servicehandler.unit.UnitPattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A live view of units: holds the current status of each, and notifies listeners of every transition, no matter what
 * caused it.
 *
 * <pre>{@code
 * try (Watch watch = Watch.of(bots)) {
 *     watch.onStateChange(change -> log.info("{}", change)); // MyBot.service: RUNNING -> RESTARTING
 *     watch.status(bot).state();                              // costs no I/O
 * }
 * }</pre>
 *
 * <p>A watch receives changes as signals: through the manager's own socket, through the bus, or through
 * {@code systemd-stdio-bridge}. It tries these in this order. If the runner is not local, it tries only the bridge. If
 * none is available, it polls {@code systemctl} every 1 to 4 seconds, and checks every minute whether one has become
 * available. Polling misses a state that ends before the next poll. Each poll lists the units, but the list does not
 * show every change, for example not a restart between two polls. So each poll also reads up to ten units that seem
 * unchanged, in turn.
 *
 * <p>All watches of a manager share one connection. When contact with the manager is lost, for example because of a
 * {@code daemon-reexec} or because the user logs out, the watch tries to reconnect until it is closed. Once it has
 * reconnected, it reads every status again.
 *
 * <p>Opening a watch reads every unit once. For a unit that is down the manager reads its files again for that, which
 * costs it 1.5 to 2 ms, as much as {@code systemctl show}. The files alone do not show the status: only the manager
 * knows whether it accepts them and what generators, drop-ins and aliases add. Its list of unit files costs it as much.
 *
 * <p>Opening a watch takes at most the timeout of each manager, {@link Systemd#withTimeout}, for all steps together. An
 * interrupt ends it at once. Over an open connection, the manager is asked every 5 seconds whether it still answers,
 * which costs it about a tenth of a millisecond. If it does not answer for 5 seconds, contact is lost until it answers.
 * A manager that has announced a reload has a minute. After a minute without an answer, the watch reconnects. While a
 * watch polls, contact is lost when a command fails or exceeds the timeout.
 *
 * <p>The statuses lack what the manager does not signal: memory, CPU time, tasks, and whether a {@code daemon-reload}
 * is due. {@link ServiceHandler#status()} reads those. org.freedesktop.systemd1(5) describes the signals that a watch
 * uses.
 *
 * <p>Thread-safe. A listener gets one event at a time, in order, on a daemon thread. A slow listener does not delay the
 * others. Once {@value #DEFAULT_CAPACITY} events wait for a listener, further events are dropped until it has caught
 * up. In their place, it gets one {@link UnitEvent.Overflowed}.
 */
public final class Watch implements AutoCloseable, Flow.Publisher<UnitEvent> {

    /** The number of events that may wait for a listener by default. */
    public static final int DEFAULT_CAPACITY = 10_000;

    /** The virtual time between two checks: at first, and in the long run. */
    private static final Duration FIRST_STEP = Duration.ofMillis(10);

    private static final Duration LONGEST_STEP = Duration.ofMillis(250);

    private final TimeSource time;
    private final StatusBoard statusBoard;
    private final List<ManagerWatch> managerWatches = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    private Watch(TimeSource time) {
        this.time = time;
        this.statusBoard = new StatusBoard(time::instant);
    }

    /**
     * Watches units of one or several managers. The units need not exist yet. Returns when the status of each has been
     * read. Events and statuses show the {@linkplain ServiceHandler#name names} of these handlers.
     *
     * @param services the units
     * @return the watch, to be closed by the caller
     * @throws IllegalArgumentException if two units of a manager have the same name
     * @throws io.github.servicehandler.command.CommandException if a manager cannot be reached within its timeout
     * @throws CommandInterruptedException if the thread was interrupted; its interrupt flag stays set
     */
    public static Watch of(Collection<ServiceHandler> services) {
        return of(services, HubRegistry.SHARED);
    }

    /**
     * Watches units, as {@link #of(Collection)} does.
     *
     * @param services the units
     * @return the watch, to be closed by the caller
     * @throws IllegalArgumentException if two units of a manager have the same name
     * @throws io.github.servicehandler.command.CommandException if a manager cannot be reached within its timeout
     * @throws CommandInterruptedException if the thread was interrupted; its interrupt flag stays set
     */
    public static Watch of(ServiceHandler... services) {
        return of(List.of(services));
    }

    static Watch of(Collection<ServiceHandler> services, HubRegistry hubs) {
        Map<Systemd, List<ServiceHandler>> byManager = new LinkedHashMap<>();
        for (ServiceHandler service : services) {
            Objects.requireNonNull(service, "service");
            byManager
                    .computeIfAbsent(service.systemd(), key -> new ArrayList<>())
                    .add(service);
        }
        Map<Systemd, GivenHandlers> given = new LinkedHashMap<>();
        byManager.forEach((systemd, handlers) -> given.put(systemd, new GivenHandlers(handlers)));
        Watch watch = new Watch(timeOf(given.keySet()));
        given.forEach((systemd, handlers) -> watch.add(hubs, systemd, handlers, List.of()));
        return watch;
    }

    /**
     * Watches all units of a manager whose names match a pattern: units that are loaded, units that only have a file,
     * and units that appear later.
     *
     * <p>While nothing happens, this costs the manager nothing, whatever the pattern. A unit that does not exist, but
     * that another unit names or a client asks about, causes no event.
     *
     * @param systemd the manager
     * @param patterns names or patterns of names, such as {@code bot-*}, which matches services only; see
     *     {@link UnitPattern}
     * @return the watch, to be closed by the caller
     * @throws IllegalArgumentException if there is no pattern, or if one is invalid
     * @throws io.github.servicehandler.command.CommandException if the manager cannot be reached within its timeout
     * @throws CommandInterruptedException if the thread was interrupted; its interrupt flag stays set
     */
    public static Watch all(Systemd systemd, String... patterns) {
        return all(systemd, List.of(patterns), HubRegistry.SHARED);
    }

    static Watch all(Systemd systemd, Collection<String> patterns, HubRegistry hubs) {
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("at least one pattern is required, such as \"bot-*\" or \"*\"");
        }
        Watch watch = new Watch(timeOf(Set.of(systemd)));
        List<UnitPattern> compiled = patterns.stream().map(UnitPattern::of).toList();
        watch.add(hubs, systemd, new GivenHandlers(List.of()), compiled);
        return watch;
    }

    private static TimeSource timeOf(Collection<Systemd> managers) {
        return managers.stream()
                .map(systemd -> TimeSource.of(systemd.runner()))
                .findFirst()
                .orElse(TimeSource.system());
    }

    private void add(HubRegistry hubs, Systemd systemd, GivenHandlers services, List<UnitPattern> patterns) {
        ManagerWatch managerWatch = new ManagerWatch(hubs, hubs.acquire(systemd), services, patterns, statusBoard);
        managerWatches.add(managerWatch);
        boolean open = false;
        try {
            managerWatch.open(new ManagerWait(systemd));
            open = true;
        } finally {
            if (!open) {
                close();
            }
        }
    }

    /**
     * Returns the status of a unit. Costs no I/O.
     *
     * @param service a unit that is watched
     * @return its status, as of the manager's last signal or the last poll
     * @throws IllegalArgumentException if the unit is not watched, or if the watch has only a pattern for it and the
     *     unit does not exist
     */
    public ServiceStatus status(ServiceHandler service) {
        return statusBoard.status(service).orElseThrow(() -> notWatched(service));
    }

    private IllegalArgumentException notWatched(ServiceHandler service) {
        List<String> watched = statusBoard.statuses().keySet().stream()
                .map(ServiceHandler::fullName)
                .toList();
        return new IllegalArgumentException(
                service.fullName() + " of the " + service.systemd() + " is not watched; watched units: " + watched);
    }

    /**
     * Returns the statuses of all watched units. Costs no I/O.
     *
     * @return a copy
     */
    public Map<ServiceHandler, ServiceStatus> statuses() {
        return statusBoard.statuses();
    }

    /**
     * Returns whether there is contact with all managers: they are connected, and answer. It may take 10 seconds until
     * it is noticed that a manager is frozen. While contact with a manager is lost, the statuses of its units are the
     * last known ones.
     *
     * @return whether there is contact; {@code false} once this watch is closed
     */
    public boolean isInContact() {
        return !closed && managerWatches.stream().allMatch(ManagerWatch::isInContact);
    }

    /**
     * Registers a listener for every change of state from now on. The listener gets no call when a unit watched by a
     * pattern appears or disappears. It also gets no call for changes that it missed because it was too slow.
     * {@link #onEvent} reports both.
     *
     * @param listener the listener; if it throws, that is logged, and it still gets the next change
     * @return this watch
     */
    public Watch onStateChange(StateListener listener) {
        return onStateChange(listener, HubRegistry.THREADS);
    }

    /**
     * Registers a listener for every change of state, as {@link #onStateChange(StateListener)} does, with an executor.
     *
     * @param listener the listener; if it throws, that is logged, and it still gets the next change
     * @param executor calls the listener, as for {@link #onEvent(Consumer, Executor)}
     * @return this watch
     */
    public Watch onStateChange(StateListener listener, Executor executor) {
        Objects.requireNonNull(listener, "listener");
        return onEvent(
                event -> {
                    if (event instanceof UnitEvent.StateChanged changed) {
                        listener.stateChanged(changed.change());
                    }
                },
                executor);
    }

    /**
     * Registers a listener for all events from now on. To miss nothing, register it before reading the
     * {@link #statuses}. It stays registered until the watch is closed; {@link #subscribe(Flow.Subscriber)} gives a
     * subscription that can be cancelled.
     *
     * @param listener the listener; if it throws, that is logged, and it still gets the next event
     * @return this watch
     */
    public Watch onEvent(Consumer<? super UnitEvent> listener) {
        return onEvent(listener, HubRegistry.THREADS);
    }

    /**
     * Registers a listener for all events from now on, with an executor.
     *
     * @param listener the listener; if it throws, that is logged, and it still gets the next event
     * @param executor calls the listener, with one event at a time. {@code Runnable::run} calls it on the thread that
     *     serves all watches of the manager: the listener must then return quickly, and must not wait for a watch. If
     *     the executor refuses a call, that is logged, and the listener gets no more events
     * @return this watch
     */
    public Watch onEvent(Consumer<? super UnitEvent> listener, Executor executor) {
        Objects.requireNonNull(listener, "listener");
        subscribe(new ConsumerSubscriber(listener), executor, DEFAULT_CAPACITY);
        return this;
    }

    /**
     * Registers a subscriber for all events from now on. It gets as many events as it requests. It is completed when
     * the watch is closed. If it throws an exception in {@code onNext}, that is logged, and it gets no more events. If
     * it requests fewer than 1, its {@code onError} is called.
     *
     * @param subscriber the subscriber
     */
    @Override
    public void subscribe(Flow.Subscriber<? super UnitEvent> subscriber) {
        subscribe(subscriber, HubRegistry.THREADS, DEFAULT_CAPACITY);
    }

    /**
     * Registers a subscriber for all events, as {@link #subscribe(Flow.Subscriber)} does, with an executor and a
     * capacity.
     *
     * @param subscriber the subscriber
     * @param executor calls the subscriber; if it refuses a call, that is logged, and the subscriber gets no more
     *     events
     * @param capacity the number of events that may wait for the subscriber; further events are dropped, and the
     *     subscriber gets one {@link UnitEvent.Overflowed} in their place
     * @throws IllegalArgumentException if the capacity is less than 1
     */
    public void subscribe(Flow.Subscriber<? super UnitEvent> subscriber, Executor executor, int capacity) {
        Objects.requireNonNull(subscriber, "subscriber");
        Objects.requireNonNull(executor, "executor");
        if (capacity <= 0) {
            throw new IllegalArgumentException("capacity must be at least 1, but was " + capacity);
        }
        SubscriberQueue subscription = new SubscriberQueue(subscriber, executor, capacity, statusBoard::catchUp);
        subscriber.onSubscribe(subscription);
        statusBoard.add(subscription);
    }

    /**
     * Waits until a unit's status matches the predicate. Tests the current status and then every later one, in order,
     * even one that does not last. If more than {@value #DEFAULT_CAPACITY} statuses wait for the predicate, the oldest
     * are skipped.
     *
     * @param service a unit that is watched, or that matches a pattern of the watch
     * @param predicate the predicate; called on this thread
     * @param atMost how long to wait; zero or less tests only the statuses that are known already
     * @return the first matching status, which may be the current one
     * @throws IllegalArgumentException if the unit is not watched
     * @throws IllegalStateException if the watch is closed, before or during the call, and no status matched
     * @throws StateTimeoutException if no status matched in time; the message contains the last status
     * @throws CommandInterruptedException if the thread was interrupted; its interrupt flag stays set
     */
    public ServiceStatus await(ServiceHandler service, Predicate<? super ServiceStatus> predicate, Duration atMost) {
        if (managerWatches.stream().noneMatch(managerWatch -> managerWatch.isAbout(service))) {
            throw notWatched(service);
        }
        StatusWaiter waiter = new StatusWaiter(service, Objects.requireNonNull(predicate, "predicate"));
        statusBoard.add(waiter);
        try {
            ServiceStatus status = await(waiter, atMost);
            if (status == null) {
                throw new StateTimeoutException(
                        service + " had no matching status within " + TimeUnit.MILLISECONDS.convert(atMost)
                                + " ms; last seen: " + waiter.last(),
                        service.systemd().statusCommand(service));
            }
            return status;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandInterruptedException(service.systemd().statusCommand(service));
        } finally {
            statusBoard.remove(waiter);
        }
    }

    private @Nullable ServiceStatus await(StatusWaiter waiter, Duration atMost) throws InterruptedException {
        if (time == TimeSource.system()) {
            return waiter.await(TimeUnit.NANOSECONDS.convert(atMost));
        }
        // virtual time passes only while a caller waits
        long begin = time.nanos();
        long limit = TimeUnit.NANOSECONDS.convert(atMost);
        RetryPause step = new RetryPause(FIRST_STEP, LONGEST_STEP);
        while (true) {
            managerWatches.forEach(ManagerWatch::sync);
            ServiceStatus status = waiter.await(0);
            if (status != null || time.nanos() - begin >= limit) {
                return status;
            }
            time.sleep(step.next());
        }
    }

    /**
     * Ends the watch. Listeners still get the events that they have not received yet, and nothing after them. The
     * statuses remain as last seen. Closing again has no effect.
     */
    @Override
    public void close() {
        closed = true;
        managerWatches.forEach(ManagerWatch::close);
        statusBoard.close();
    }

    /** Returns a text with the number of watched units. */
    @Override
    public String toString() {
        return "watch of " + statusBoard.statuses().size() + " units";
    }
}
