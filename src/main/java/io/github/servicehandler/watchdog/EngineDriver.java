package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The only owner of the engine, its clock and its timer: passes events in, one at a time, and hands on the decisions
 * that come out. Orders go to a handler, which reports what came of them as one more event. Thread-safe. Never waits
 * for anything while it holds its lock.
 */
final class EngineDriver implements EngineInput, ObservedServices, ServiceFlags, StepRunListener {

    /** By so much clocks differ that nobody has set. */
    private static final Duration STEP = Duration.ofSeconds(1);

    private final StepRunHandler handler;
    private final Function<ServiceHandler, ServiceStatus> latest;
    private final MonotonicClock clock;
    private final EventDispatcher teller;
    private final StatePersister keeper;
    private final SupervisedServices ward;
    private final EngineTimer timer;
    private Engine engine;
    private int leapsSeen;
    private Duration lead = Duration.ZERO;
    private Duration leadReviewed = Duration.ZERO;
    private boolean started;
    private boolean closed;

    /** @param latest returns what the watch has seen of a service last */
    EngineDriver(
            Engine engine,
            StepRunHandler handler,
            Function<ServiceHandler, ServiceStatus> latest,
            WatchdogExecutors lanes,
            MonotonicClock clock,
            EventDispatcher teller,
            StatePersister keeper) {
        this.engine = engine;
        this.ward = engine.ward();
        this.handler = handler;
        this.latest = latest;
        this.clock = clock;
        this.teller = teller;
        this.keeper = keeper;
        this.timer = new EngineTimer(lanes, clock, this::tick);
    }

    /** Takes events from now on: those that came before have been dropped. */
    synchronized void start() {
        started = true;
    }

    /** Takes no more events: orders that have been decided but not started are not carried out. */
    synchronized void close() {
        closed = true;
        timer.cancel();
    }

    @Override
    public void observed(ServiceHandler service, ServiceStatus status) {
        decide(now -> engine.observe(service, status, now));
    }

    @Override
    public void answered(QueriedStatuses answers) {
        decide(now -> engine.answer(answers.stillTrue(), now));
    }

    @Override
    public void contactLost(ServiceHandler service) {
        decide(now -> engine.lose(service, now));
    }

    @Override
    public void read(ServiceHandler service, Sensor sensor, SensorReading reading) {
        decide(now -> engine.read(service, sensor, reading, now));
    }

    @Override
    public void listening(ServiceHandler service) {
        decide(now -> engine.listen(service, now));
    }

    @Override
    public void line(ServiceHandler service, LinePattern pattern, Instant at) {
        decide(now -> engine.line(service, pattern, at, now));
    }

    /** Asks all rules again. */
    void review() {
        decide(now -> engine.review(now));
    }

    @Override
    public Optional<ActionContext> started(StepRun order) {
        Engine.Start start;
        synchronized (this) {
            if (!isRunning()) {
                return Optional.empty();
            }
            start = engine.begin(order, takeTime());
            publish(start.decisions());
        }
        follow(start.decisions());
        return start.granted()
                ? Optional.of(new ActionContext(order.service(), order.fired(), order.services(), this))
                : Optional.empty();
    }

    @Override
    public void finished(StepRun order, StepRunResult result) {
        decide(now -> engine.ended(order, result.answers().stillTrue(), result.done(), now));
    }

    /** Passes an event in, unless the driver has not been started or is closed, and hands on what follows from it. */
    private void decide(Function<Instant, Decisions> event) {
        Decisions decisions;
        synchronized (this) {
            if (!isRunning()) {
                return;
            }
            decisions = event.apply(takeTime());
            publish(decisions);
        }
        follow(decisions);
    }

    private boolean isRunning() {
        return started && !closed;
    }

    private Instant takeTime() {
        Instant now = clock.now();
        if (clock.leaps() != leapsSeen) {
            // the machine slept, or somebody set the clock: what was written meanwhile may come late
            leapsSeen = clock.leaps();
            ward.listenAnew(now);
        }
        lead = clock.lead();
        ward.lead(lead);
        return now;
    }

    /** Called with the lock held, or else two threads could report what they decided the other way round. */
    private void publish(Decisions decisions) {
        timer.schedule(engine.nextDue());
        teller.tell(decisions.events());
    }

    private void follow(Decisions decisions) {
        keeper.keepSoon();
        decisions.orders().forEach(order -> handler.handle(order, this));
    }

    private void tick() {
        decide(now -> {
            timer.ticked();
            // a result may have come after the change of state with which it belongs, and without an event
            engine.dueServices(now).forEach(service -> engine.refine(service, latest.apply(service)));
            return isWallClockSet() ? engine.review(now) : engine.tick(now);
        });
    }

    /**
     * Tells whether somebody has set the wall clock since this last held: what goes by that clock is due at another
     * time then.
     */
    private boolean isWallClockSet() {
        boolean set = lead.minus(leadReviewed).abs().compareTo(STEP) > 0;
        if (set) {
            leadReviewed = lead;
        }
        return set;
    }

    @Override
    public synchronized ServiceState state(ServiceHandler service) {
        return ward.history(service.unitName()).state();
    }

    @Override
    public synchronized Last last(ServiceHandler service, Sensor sensor) {
        ServiceHistory history = ward.history(service.unitName());
        return new Last(
                history.status(), history.last(sensor, 1).stream().findFirst().orElse(null));
    }

    @Override
    public synchronized boolean isLeftAlone(UnitName unit) {
        return ward.guard(unit).isLeftAlone();
    }

    @Override
    public synchronized boolean isStoppedByRule(UnitName unit) {
        return ward.guard(unit).isStoppedByRule();
    }

    /** @throws IllegalArgumentException if the service is not watched */
    synchronized void requireWatched(ServiceHandler service) {
        ward.guard(service.unitName());
    }

    synchronized boolean isQuarantined(ServiceHandler service) {
        return ward.guard(service.unitName()).isQuarantined();
    }

    synchronized Set<ServiceHandler> quarantined() {
        Set<ServiceHandler> services = new LinkedHashSet<>();
        ward.histories().forEach((unit, history) -> {
            if (ward.guard(unit).isQuarantined()) {
                services.add(history.service());
            }
        });
        return services;
    }

    /** Begins or ends maintenance of all services. */
    void maintain(boolean on) {
        adjust(() -> ward.maintain(on));
    }

    /** Begins or ends maintenance of one service. */
    void maintain(ServiceHandler service, boolean on) {
        adjust(() -> ward.guard(service.unitName()).maintain(on));
    }

    /** Ends the quarantine of a service, and forgets what was tried for it. */
    void release(ServiceHandler service) {
        adjust(() -> {
            ward.guard(service.unitName()).release();
            engine.forget(service);
        });
    }

    private void adjust(Runnable change) {
        synchronized (this) {
            change.run();
            engine.adjusted();
        }
        review();
    }

    synchronized void replaceRules(List<Rule> rules) {
        engine = engine.withRules(rules);
    }

    synchronized List<Rule> rules() {
        return engine.rules();
    }

    synchronized Map<ServiceHandler, Set<Sensor>> sensors() {
        return engine.sensors();
    }

    synchronized Map<ServiceHandler, Set<LinePattern>> patterns() {
        return engine.patterns();
    }

    /** Returns what must outlive this program. */
    synchronized EngineSnapshot copy() {
        return engine.copy();
    }
}
