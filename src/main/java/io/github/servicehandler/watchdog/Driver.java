package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.watch.Watch;
import io.github.servicehandler.watch.WatchEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Feeds the engine with what a watch sees and with the time, and has done what it decides. Thread-safe: the engine is asked by one thread
 * at a time, and never while anything is waited for.
 */
final class Driver {

    /** Timers stand still while the machine is asleep: what has become due then is done soon after it has woken up. */
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

    /** By so much clocks differ that nobody has set. */
    private static final Duration STEP = Duration.ofSeconds(1);

    private final Lanes lanes;
    private final SteadyClock clock;
    private final Teller teller;
    private final Watch watch;
    private final Contacts contacts;
    private final Performer performer;
    private final StateKeeper keeper;
    private final boolean dryRun;
    private Engine engine;
    private TimeSource.@Nullable Scheduled timer;
    private @Nullable Instant timerAt;
    private int leapsSeen;
    private Duration leadReviewed = Duration.ZERO;
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
        this.contacts = new Contacts(this, watch, lanes.questions());
        this.performer = new Performer(this, contacts, teller, clock, keeper);
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
        contacts.begin();
        change(Engine::review);
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
            decisions = deciding.decide(engine, takeTime(engine.ward()));
            plan();
            // in here, or else two threads could tell what they decided the other way round
            teller.tell(decisions.events());
        }
        keeper.keepSoon();
        decisions.orders().forEach(this::carryOut);
    }

    private Instant takeTime(Ward ward) {
        Instant now = clock.now();
        if (clock.leaps() != leapsSeen) {
            // the machine slept, or somebody set the clock: what was written meanwhile may come late
            leapsSeen = clock.leaps();
            ward.listenAnew(now);
        }
        ward.lead(clock.lead());
        return now;
    }

    /** Asks the engine for something. */
    synchronized <T> T ask(Function<Engine, T> question) {
        return question.apply(engine);
    }

    /** Takes note of an order being carried out from now on; {@code false} if all is over, or it must not be any more. */
    boolean begin(Order order) {
        AtomicBoolean begun = new AtomicBoolean();
        change((current, now) -> {
            Decisions decisions = new Decisions();
            begun.set(current.begin(order, now, decisions));
            return decisions;
        });
        return begun.get();
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
            change((current, now) ->
                    current.ended(order, Map.of(), order.stage().actions().size(), now));
        } else {
            Executor lane = order.stage().has(Action.Kind.CALL) ? lanes.calls() : lanes.orders();
            lane.execute(() -> performer.perform(order));
        }
    }

    void heard(WatchEvent event) {
        if (event instanceof WatchEvent.StateChanged changed) {
            observe(changed.service(), changed.change().status());
        } else if (event instanceof WatchEvent.Restarted restarted) {
            observe(restarted.service(), restarted.status());
        } else if (event instanceof WatchEvent.Overflowed overflowed) {
            overflowed.statuses().forEach(this::observe);
        } else if (event instanceof WatchEvent.ContactLost lost) {
            contacts.lost(lost.systemd());
        } else if (event instanceof WatchEvent.ContactRegained regained) {
            contacts.regained(regained.systemd());
        }
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
            return isWallClockSet(current.ward().lead()) ? current.review(now) : current.tick(now);
        });
    }

    /** Tells whether somebody has set the wall clock since this last held: what goes by that clock is due at another time then. */
    private boolean isWallClockSet(Duration lead) {
        boolean set = lead.minus(leadReviewed).abs().compareTo(STEP) > 0;
        if (set) {
            leadReviewed = lead;
        }
        return set;
    }

    synchronized void close() {
        closed = true;
        if (timer != null) {
            timer.cancel();
        }
    }
}
