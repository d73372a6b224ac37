package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.watch.Watch;
import io.github.servicehandler.watch.WatchEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the engine with what a watch sees and with the time, and has done what it decides. Thread-safe: the engine is asked by one thread
 * at a time, and never while anything is waited for.
 */
final class Driver {

    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    /** Timers stand still while the machine is asleep: what has become due then is done soon after it has woken up. */
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

    private final Lanes lanes;
    private final SteadyClock clock;
    private final Teller teller;
    private final Watch watch;
    private final Performer performer;
    private final StateKeeper keeper;
    private final boolean dryRun;
    private Engine engine;
    private TimeSource.@Nullable Scheduled timer;
    private @Nullable Instant timerAt;
    private boolean started;
    private boolean closed;

    Driver(
            Engine engine,
            Watch watch,
            Lanes lanes,
            SteadyClock clock,
            Teller teller,
            StateKeeper keeper,
            boolean dryRun) {
        this.engine = engine;
        this.watch = watch;
        this.lanes = lanes;
        this.clock = clock;
        this.teller = teller;
        this.dryRun = dryRun;
        this.keeper = keeper;
        this.performer = new Performer(this, teller, clock, keeper);
    }

    /** Takes in how everything is, and begins to listen. */
    void start() {
        if (lanes.isVirtual()) {
            watch.onEvent(this::heard, Runnable::run);
        } else {
            watch.onEvent(this::heard);
        }
        synchronized (this) {
            started = true;
        }
        if (watch.isInContact()) {
            answered(watch.statuses());
        } else {
            systemds().forEach(this::askOrLose);
        }
        change(Engine::review);
    }

    private Set<Systemd> systemds() {
        return watch.statuses().keySet().stream().map(ServiceHandler::systemd).collect(Collectors.toSet());
    }

    /** What was lost before anybody listened is not told of. */
    private void askOrLose(Systemd systemd) {
        try {
            answered(systemd.details(servicesOf(systemd)));
        } catch (CommandException e) {
            log.debug("the {} did not tell how its services are", systemd, e);
            lose(systemd);
        }
    }

    private void lose(Systemd systemd) {
        servicesOf(systemd).forEach(service -> change((current, now) -> current.lose(service, now)));
    }

    /** Changes what the engine decides by, and has it decide about all anew. */
    void adjust(Consumer<Engine> adjustment) {
        synchronized (this) {
            adjustment.accept(engine);
            engine.adjusted();
        }
        change(Engine::review);
    }

    /** Has the engine decide something, unless nothing has begun yet or all is over, and does what follows from it. */
    void change(Deciding deciding) {
        Decisions decisions;
        synchronized (this) {
            if (!started || closed) {
                return;
            }
            engine.ward().lead(clock.lead());
            decisions = deciding.decide(engine, clock.now());
            plan();
            // in here, or else two threads could tell what they decided the other way round
            teller.tell(decisions.events());
        }
        keeper.keepSoon();
        decisions.orders().forEach(this::carryOut);
    }

    /** Asks the engine for something. */
    synchronized <T> T ask(Function<Engine, T> question) {
        return question.apply(engine);
    }

    /** Takes note of an order being carried out from now on; {@code false} if all is over. */
    synchronized boolean begin(Order order) {
        if (!closed) {
            engine.begin(order);
        }
        return !closed;
    }

    synchronized void replace(Function<Engine, Engine> replacement) {
        engine = replacement.apply(engine);
    }

    /** Is something that makes the engine decide. */
    @FunctionalInterface
    interface Deciding {
        Decisions decide(Engine engine, Instant now);
    }

    private void carryOut(Order order) {
        if (dryRun) {
            change((current, now) -> current.ended(order, Map.of(), true, now));
        } else {
            Executor lane = order.stage().has(Action.Kind.CALL) ? lanes.calls() : lanes.orders();
            lane.execute(() -> performer.perform(order));
        }
    }

    private void heard(WatchEvent event) {
        if (event instanceof WatchEvent.StateChanged changed) {
            observe(changed.service(), changed.change().status());
        } else if (event instanceof WatchEvent.Restarted restarted) {
            observe(restarted.service(), restarted.status());
        } else if (event instanceof WatchEvent.Overflowed overflowed) {
            overflowed.statuses().forEach(this::observe);
        } else if (event instanceof WatchEvent.ContactLost lost) {
            lose(lost.systemd());
        } else if (event instanceof WatchEvent.ContactRegained regained) {
            lanes.probes().execute(() -> readAnew(regained.systemd()));
        }
    }

    /** What the watch saw before contact was lost may be long past. */
    private void readAnew(Systemd systemd) {
        try {
            answered(systemd.details(servicesOf(systemd)));
        } catch (CommandException e) {
            log.debug("the {} did not tell how its services are", systemd, e);
            Map<ServiceHandler, ServiceStatus> last = new LinkedHashMap<>(watch.statuses());
            last.keySet().removeIf(service -> !service.systemd().equals(systemd));
            answered(last);
        }
    }

    private void answered(Map<ServiceHandler, ServiceStatus> statuses) {
        change((current, now) -> current.answer(statuses, now));
    }

    private List<ServiceHandler> servicesOf(Systemd systemd) {
        return ask(current -> current.ward().histories().values().stream()
                .map(ServiceHistory::service)
                .filter(service -> service.systemd().equals(systemd))
                .toList());
    }

    private void observe(ServiceHandler service, ServiceStatus status) {
        change((current, now) -> current.observe(service, status, now));
    }

    private synchronized void plan() {
        Instant due = engine.nextDue();
        if (due == null || due.equals(timerAt)) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        timerAt = due;
        timer = lanes.later(sleep(Duration.between(clock.now(), due)), this::tick);
    }

    private Duration sleep(Duration wanted) {
        return lanes.isVirtual() || wanted.compareTo(LONGEST_SLEEP) < 0 ? wanted : LONGEST_SLEEP;
    }

    private void tick() {
        change((current, now) -> {
            timerAt = null;
            // a result may have come after the change of state with which it belongs, and without an event
            current.dueServices(now).forEach(service -> current.refine(service, watch.status(service)));
            return current.tick(now);
        });
    }

    synchronized void close() {
        closed = true;
        if (timer != null) {
            timer.cancel();
        }
    }
}
