package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.StateListener;
import io.github.servicehandler.StateTimeoutException;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
 * Watches units live: holds a fresh status of each, and tells listeners of every transition, whoever caused it.
 *
 * <pre>{@code
 * try (Watch watch = Watch.of(bots)) {
 *     watch.onStateChange(change -> log.info("{}", change)); // MyBot.service: RUNNING -> RESTARTING
 *     watch.status(bot).state();                              // costs no I/O
 * }
 * }</pre>
 *
 * <p>It hears of changes through the manager's own socket, its bus, or {@code systemd-stdio-bridge}, whichever there is. Where there is
 * none of them it asks {@code systemctl}, every 1 to 4 seconds: then a state that does not last until the next look is not seen,
 * and what a list of units does not show, such as that a unit was restarted in between, is looked for in ten units at a time. Each
 * minute it tries again whether there is one.
 * All watches of a manager share one connection. When contact with the
 * manager is lost, as at a {@code daemon-reexec} or when the user logs out, it is sought again until the watch is closed, and then
 * every status is read anew.
 *
 * <p>The statuses lack what the manager tells nobody of by itself: memory, CPU time, tasks, and whether a {@code daemon-reload} is due.
 * {@link ServiceHandler#status()} reads those. org.freedesktop.systemd1(5) describes the signals behind all this.
 *
 * <p>Thread-safe. A listener is called with one event at a time and in order, on a daemon thread that no other listener waits for.
 * One that is {@value #DEFAULT_CAPACITY} events behind gets a {@link WatchEvent.Overflowed} in place of those that followed.
 */
public final class Watch implements AutoCloseable, Flow.Publisher<WatchEvent> {

    /** How many events wait for a listener when nothing else is said. */
    public static final int DEFAULT_CAPACITY = 10_000;

    /** How much virtual time passes between two looks, at first and later on. */
    private static final Duration FIRST_STEP = Duration.ofMillis(10);

    private static final Duration LONGEST_STEP = Duration.ofMillis(250);

    private final TimeSource time;
    private final Board board;
    private final List<Part> parts = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    private Watch(TimeSource time) {
        this.time = time;
        this.board = new Board(time::instant);
    }

    /**
     * Watches some units, of one manager or several. They need not exist yet. Returns when the status of each has been read.
     *
     * @param services the units
     * @return the watch, to be closed
     * @throws io.github.servicehandler.command.CommandException if a manager cannot be reached
     */
    public static Watch of(Collection<ServiceHandler> services) {
        return of(services, Hubs.SHARED);
    }

    /**
     * Watches some units, as {@link #of(Collection)} does.
     *
     * @param services the units
     * @return the watch, to be closed
     * @throws io.github.servicehandler.command.CommandException if a manager cannot be reached
     */
    public static Watch of(ServiceHandler... services) {
        return of(List.of(services));
    }

    static Watch of(Collection<ServiceHandler> services, Hubs hubs) {
        Map<Systemd, Set<UnitName>> names = new LinkedHashMap<>();
        for (ServiceHandler service : services) {
            Objects.requireNonNull(service, "service");
            names.computeIfAbsent(service.systemd(), key -> new LinkedHashSet<>())
                    .add(service.unitName());
        }
        Watch watch = new Watch(timeOf(names.keySet()));
        names.forEach((systemd, units) -> watch.add(hubs, systemd, units, Patterns.of(List.of())));
        return watch;
    }

    /**
     * Watches all units of a manager whose names match a pattern: those that are loaded, those that merely have a file, and those
     * that come into being while it watches. Units are of all types: {@code bot-*} matches timers and sockets too.
     *
     * @param systemd the manager
     * @param patterns whole names, in which {@code *}, {@code ?} and {@code [a-z]} match as in glob(7), such as
     *     {@code bot-*.service}; to one without such a character and without a type, {@code .service} is added
     * @return the watch, to be closed
     * @throws IllegalArgumentException if there is no pattern, or one with a character that no unit's name has
     * @throws io.github.servicehandler.command.CommandException if the manager cannot be reached
     */
    public static Watch all(Systemd systemd, String... patterns) {
        return all(systemd, List.of(patterns), Hubs.SHARED);
    }

    static Watch all(Systemd systemd, Collection<String> patterns, Hubs hubs) {
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("which units? Name a pattern, such as \"bot-*\" or \"*.service\"");
        }
        Watch watch = new Watch(timeOf(Set.of(systemd)));
        watch.add(hubs, systemd, Set.of(), Patterns.of(patterns));
        return watch;
    }

    private static TimeSource timeOf(Collection<Systemd> managers) {
        return managers.stream()
                .map(systemd -> systemd.runner().time())
                .findFirst()
                .orElse(TimeSource.system());
    }

    private void add(Hubs hubs, Systemd systemd, Set<UnitName> names, Patterns patterns) {
        Part part = new Part(hubs, hubs.take(systemd), names, patterns, board);
        parts.add(part);
        boolean open = false;
        try {
            part.open();
            open = true;
        } finally {
            if (!open) {
                close();
            }
        }
    }

    /**
     * Returns how a unit is. Costs no I/O.
     *
     * @param service a unit that is watched
     * @return its status, as fresh as the manager's last signal
     * @throws IllegalArgumentException if it is not watched; by a pattern, only units that exist are
     */
    public ServiceStatus status(ServiceHandler service) {
        return board.status(service).orElseThrow(() -> notWatched(service));
    }

    private IllegalArgumentException notWatched(ServiceHandler service) {
        return new IllegalArgumentException(service + " of the " + service.systemd()
                + " is not watched here; these are: " + board.statuses().keySet());
    }

    /**
     * Returns how all watched units are. Costs no I/O.
     *
     * @return a copy
     */
    public Map<ServiceHandler, ServiceStatus> statuses() {
        return board.statuses();
    }

    /**
     * Tells whether all managers can be heard. While one cannot, the statuses of its units are those seen last.
     *
     * @return whether they can; {@code false} once this is closed
     */
    public boolean isInContact() {
        return !closed && parts.stream().allMatch(Part::isInContact);
    }

    /**
     * Tells a listener of every change of state from now on. It hears neither of units that come and go while a pattern watches, nor
     * that it was too slow and has missed changes: {@link #onEvent} tells of these.
     *
     * @param listener the listener; one that throws is logged, and hears the next change nevertheless
     * @return this watch
     */
    public Watch onStateChange(StateListener listener) {
        return onStateChange(listener, WatchThreads.executor());
    }

    /**
     * Tells a listener of every change of state from now on, as {@link #onStateChange(StateListener)} does, on a thread of its choice.
     *
     * @param listener the listener
     * @param executor what calls it, as for {@link #onEvent(Consumer, Executor)}
     * @return this watch
     */
    public Watch onStateChange(StateListener listener, Executor executor) {
        Objects.requireNonNull(listener, "listener");
        return onEvent(
                event -> {
                    if (event instanceof WatchEvent.StateChanged changed) {
                        listener.stateChanged(changed.change());
                    }
                },
                executor);
    }

    /**
     * Tells a listener of everything from now on. To miss nothing, add it before reading the {@link #statuses}. It can be taken back
     * only by closing the watch; {@link #subscribe(Flow.Subscriber)} gives a subscription that can be cancelled.
     *
     * @param listener the listener; one that throws is logged, and hears the next event nevertheless
     * @return this watch
     */
    public Watch onEvent(Consumer<? super WatchEvent> listener) {
        return onEvent(listener, WatchThreads.executor());
    }

    /**
     * Tells a listener of everything from now on, on a thread of its choice.
     *
     * @param listener the listener; one that throws is logged, and hears the next event nevertheless
     * @param executor what calls it, one event at a time; {@code Runnable::run} calls it on the thread that all watches of the manager
     *     depend on, so the listener must be quick and must not wait for the watch
     * @return this watch
     */
    public Watch onEvent(Consumer<? super WatchEvent> listener, Executor executor) {
        Objects.requireNonNull(listener, "listener");
        subscribe(new Listener(listener), executor, DEFAULT_CAPACITY);
        return this;
    }

    /**
     * Tells a subscriber of everything from now on, as fast as it asks for it, and of the end when the watch is closed.
     *
     * @param subscriber the subscriber
     */
    @Override
    public void subscribe(Flow.Subscriber<? super WatchEvent> subscriber) {
        subscribe(subscriber, WatchThreads.executor(), DEFAULT_CAPACITY);
    }

    /**
     * Tells a subscriber of everything from now on, as {@link #subscribe(Flow.Subscriber)} does.
     *
     * @param subscriber the subscriber
     * @param executor what calls it
     * @param capacity how many events wait for it before it gets a {@link WatchEvent.Overflowed} in place of further ones
     * @throws IllegalArgumentException if the capacity is not positive
     */
    public void subscribe(Flow.Subscriber<? super WatchEvent> subscriber, Executor executor, int capacity) {
        Objects.requireNonNull(subscriber, "subscriber");
        Objects.requireNonNull(executor, "executor");
        if (capacity <= 0) {
            throw new IllegalArgumentException("the capacity must be positive, not " + capacity);
        }
        Subscription subscription = new Subscription(subscriber, executor, capacity, board::catchUp);
        subscriber.onSubscribe(subscription);
        board.add(subscription);
    }

    /**
     * Waits until a unit is as wanted. Every status on the way is looked at, also one that does not last, unless the predicate is
     * {@value #DEFAULT_CAPACITY} of them behind.
     *
     * @param service a unit that is watched, or that the watch's patterns match
     * @param wanted what to wait for; called on this thread
     * @param atMost how long to wait
     * @return the first status that is as wanted, which may be the present one
     * @throws IllegalArgumentException if the unit is not watched
     * @throws IllegalStateException if this is closed, also while the call waits, and the unit was not as wanted
     * @throws StateTimeoutException if there was none in time; the message tells how the unit was
     * @throws CommandInterruptedException if the thread was interrupted; its flag stays set
     */
    public ServiceStatus await(ServiceHandler service, Predicate<? super ServiceStatus> wanted, Duration atMost) {
        if (parts.stream().noneMatch(part -> part.isAbout(service))) {
            throw notWatched(service);
        }
        Waiter waiter = new Waiter(service, Objects.requireNonNull(wanted, "wanted"));
        board.add(waiter);
        try {
            ServiceStatus status = await(waiter, atMost);
            if (status == null) {
                throw new StateTimeoutException(
                        service + " was not as wanted within " + TimeUnit.MILLISECONDS.convert(atMost) + " ms, but "
                                + waiter.last(),
                        service.systemd().statusCommand(service));
            }
            return status;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandInterruptedException(service.systemd().statusCommand(service));
        } finally {
            board.remove(waiter);
        }
    }

    private @Nullable ServiceStatus await(Waiter waiter, Duration atMost) throws InterruptedException {
        if (time == TimeSource.system()) {
            return waiter.await(TimeUnit.NANOSECONDS.convert(atMost));
        }
        // virtual time passes only because somebody waits
        long begin = time.nanos();
        long limit = TimeUnit.NANOSECONDS.convert(atMost);
        Duration step = FIRST_STEP;
        while (true) {
            parts.forEach(Part::sync);
            ServiceStatus status = waiter.await(0);
            if (status != null || time.nanos() - begin >= limit) {
                return status;
            }
            time.sleep(step);
            step = step.compareTo(LONGEST_STEP) < 0 ? step.multipliedBy(2) : LONGEST_STEP;
        }
    }

    /**
     * Ends it: the listeners get what they have not seen yet, and nothing more. The statuses stay as they were seen last. Does nothing
     * the second time.
     */
    @Override
    public void close() {
        closed = true;
        parts.forEach(Part::close);
        board.close();
    }

    /** Returns how many units it watches. */
    @Override
    public String toString() {
        return "watch of " + board.statuses().size() + " units";
    }
}
