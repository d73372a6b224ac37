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
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(1);

    private final StepRunHandler handler;
    private final Function<ServiceHandler, ServiceStatus> latest;
    private final MonotonicClock clock;
    private final EventDispatcher dispatcher;
    private final StatePersister persister;
    private final SupervisedServices services;
    private final EngineTimer timer;
    private Engine engine;
    private int jumpsSeen;
    private Duration wallClockLag = Duration.ZERO;
    private Duration reviewedLag = Duration.ZERO;
    private boolean started;
    private boolean closed;

    /** @param latest returns what the watch has seen of a service last */
    EngineDriver(
            Engine engine,
            StepRunHandler handler,
            Function<ServiceHandler, ServiceStatus> latest,
            WatchdogExecutors executors,
            MonotonicClock clock,
            EventDispatcher dispatcher,
            StatePersister persister) {
        this.engine = engine;
        this.services = engine.services();
        this.handler = handler;
        this.latest = latest;
        this.clock = clock;
        this.dispatcher = dispatcher;
        this.persister = persister;
        this.timer = new EngineTimer(executors, clock, this::tick);
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
    public void queried(QueriedStatuses answers) {
        decide(now -> engine.observeQueried(answers.stillValid(), now));
    }

    @Override
    public void contactLost(ServiceHandler service) {
        decide(now -> engine.contactLost(service, now));
    }

    @Override
    public void read(ServiceHandler service, Sensor sensor, SensorReading reading) {
        decide(now -> engine.read(service, sensor, reading, now));
    }

    @Override
    public void journalFollowed(ServiceHandler service) {
        decide(now -> engine.journalFollowed(service, now));
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
    public Optional<ActionContext> started(StepRun stepRun) {
        Engine.Start start;
        synchronized (this) {
            if (!isRunning()) {
                return Optional.empty();
            }
            start = engine.start(stepRun, updateTime());
            publish(start.decisions());
        }
        carryOut(start.decisions());
        return start.granted()
                ? Optional.of(new ActionContext(stepRun.service(), stepRun.fired(), stepRun.services(), this))
                : Optional.empty();
    }

    @Override
    public void finished(StepRun stepRun, StepRunResult result) {
        decide(now -> engine.finished(stepRun, result.statuses().stillValid(), result.done(), now));
    }

    /** Passes an event in, unless the driver has not been started or is closed, and hands on what follows from it. */
    private void decide(Function<Instant, Decisions> event) {
        Decisions decisions;
        synchronized (this) {
            if (!isRunning()) {
                return;
            }
            decisions = event.apply(updateTime());
            publish(decisions);
        }
        carryOut(decisions);
    }

    private boolean isRunning() {
        return started && !closed;
    }

    private Instant updateTime() {
        Instant now = clock.now();
        if (clock.forwardJumps() != jumpsSeen) {
            // the machine slept, or somebody set the clock: what was written meanwhile may come late
            jumpsSeen = clock.forwardJumps();
            services.restartFollowedTime(now);
        }
        wallClockLag = clock.wallClockLag();
        services.wallClockLag(wallClockLag);
        return now;
    }

    /** Called with the lock held, or else two threads could report what they decided the other way round. */
    private void publish(Decisions decisions) {
        timer.schedule(engine.nextDue());
        dispatcher.tell(decisions.events());
    }

    private void carryOut(Decisions decisions) {
        persister.persistSoon();
        decisions.stepRuns().forEach(stepRun -> handler.handle(stepRun, this));
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
        boolean set = wallClockLag.minus(reviewedLag).abs().compareTo(CLOCK_TOLERANCE) > 0;
        if (set) {
            reviewedLag = wallClockLag;
        }
        return set;
    }

    @Override
    public synchronized ServiceState state(ServiceHandler service) {
        return services.history(service.unitName()).state();
    }

    @Override
    public synchronized Last last(ServiceHandler service, Sensor sensor) {
        ServiceHistory history = services.history(service.unitName());
        return new Last(
                history.status(), history.last(sensor, 1).stream().findFirst().orElse(null));
    }

    @Override
    public synchronized boolean isInMaintenanceOrQuarantine(UnitName unit) {
        return services.holds(unit).isInMaintenanceOrQuarantine();
    }

    @Override
    public synchronized boolean isStoppedByRule(UnitName unit) {
        return services.holds(unit).isStoppedByRule();
    }

    /** @throws IllegalArgumentException if the service is not watched */
    synchronized void requireWatched(ServiceHandler service) {
        services.holds(service.unitName());
    }

    synchronized boolean isQuarantined(ServiceHandler service) {
        return services.holds(service.unitName()).isQuarantined();
    }

    synchronized Set<ServiceHandler> quarantined() {
        Set<ServiceHandler> quarantined = new LinkedHashSet<>();
        services.histories().forEach((unit, history) -> {
            if (services.holds(unit).isQuarantined()) {
                quarantined.add(history.service());
            }
        });
        return quarantined;
    }

    /** Begins or ends maintenance of all services. */
    void setMaintenance(boolean on) {
        adjust(() -> services.setMaintenance(on));
    }

    /** Begins or ends maintenance of one service. */
    void setMaintenance(ServiceHandler service, boolean on) {
        adjust(() -> services.holds(service.unitName()).setMaintenance(on));
    }

    /** Ends the quarantine of a service, and forgets what was tried for it. */
    void release(ServiceHandler service) {
        adjust(() -> {
            services.holds(service.unitName()).release();
            engine.resetAttempts(service);
        });
    }

    private void adjust(Runnable change) {
        synchronized (this) {
            change.run();
            engine.holdsChanged();
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
    synchronized EngineSnapshot snapshot() {
        return engine.snapshot();
    }
}
