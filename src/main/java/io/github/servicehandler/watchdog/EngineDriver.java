package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The only owner of the engine, its clock and its timer. It passes events to the engine, one at a time, and publishes
 * the decisions. Step runs go to a handler, whose result is one more event. Thread-safe. The driver never blocks while
 * it holds its lock.
 */
final class EngineDriver implements EngineInput, ObservedServices, StepRunListener {

    /** The largest difference between the clocks that does not count as a change of the wall clock. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(1);

    private final StepRunHandler handler;
    private final Consumer<Set<ServiceHandler>> journalReader;
    private final Function<ServiceHandler, ServiceStatus> latest;
    private final MonotonicClock clock;
    private final EventDispatcher dispatcher;
    private final StatePersister persister;
    private final SupervisedServices services;
    private final ServiceFlags flags;
    private final EngineTimer timer;
    private Engine engine;
    private int jumpsSeen;
    private Duration wallClockLag = Duration.ZERO;
    private Duration reviewedLag = Duration.ZERO;
    private boolean started;
    private boolean closed;

    /**
     * @param journalReader makes sure that the journals of services have been read to their end, and reports that
     * @param latest returns the last status of a service that the watch has seen
     */
    EngineDriver(
            Engine engine,
            StepRunHandler handler,
            Consumer<Set<ServiceHandler>> journalReader,
            Function<ServiceHandler, ServiceStatus> latest,
            WatchdogExecutors executors,
            MonotonicClock clock,
            EventDispatcher dispatcher,
            StatePersister persister) {
        this.engine = engine;
        this.services = engine.services();
        this.flags = new LockedServiceFlags(services, clock, this);
        this.handler = handler;
        this.journalReader = journalReader;
        this.latest = latest;
        this.clock = clock;
        this.dispatcher = dispatcher;
        this.persister = persister;
        this.timer = new EngineTimer(executors, clock, this::tick);
    }

    /** Accepts events from now on. Events that came before were dropped. */
    synchronized void start() {
        started = true;
    }

    /** Accepts no more events. Step runs that were decided on but not started are not carried out. */
    synchronized void close() {
        closed = true;
        timer.cancel();
    }

    @Override
    public void observed(ServiceHandler service, ServiceStatus status) {
        decide(now -> engine.observe(service, status, now));
    }

    @Override
    public void stopped(ServiceHandler service, ServiceStatus status) {
        decide(now -> engine.stopped(service, status, now));
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
    public void journalFollowed(ServiceHandler service, Set<LinePattern> patterns) {
        decide(now -> engine.journalFollowed(service, patterns, now));
    }

    @Override
    public void journalRead(ServiceHandler service, Instant until) {
        decide(now -> engine.journalRead(service, until, now));
    }

    @Override
    public void journalNotFollowed(ServiceHandler service) {
        decide(now -> engine.journalNotFollowed(service, now));
    }

    @Override
    public void line(ServiceHandler service, LinePattern pattern, Instant at) {
        decide(now -> engine.line(service, pattern, at, now));
    }

    /** Evaluates all rules again. */
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
                ? Optional.of(new ActionContext(
                        stepRun.service(),
                        stepRun.fired(),
                        stepRun.services(),
                        stepRun.rule().limits().evenIfStopped(),
                        flags))
                : Optional.empty();
    }

    @Override
    public void finishedWithOthers(StepRun stepRun) {
        decide(now -> engine.finishedWithOthers(stepRun, now));
    }

    @Override
    public void finished(StepRun stepRun, StepRunResult result) {
        decide(now -> engine.finished(stepRun, result.statuses().stillValid(), result.done(), now));
    }

    /**
     * Passes an event to the engine and publishes the decisions, unless the driver has not been started or is closed.
     */
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
            // the machine was asleep or the clock was set: log lines of this time may still arrive
            jumpsSeen = clock.forwardJumps();
            services.restartFollowedTime(now);
        }
        wallClockLag = clock.wallClockLag();
        services.wallClockLag(wallClockLag);
        return now;
    }

    /** Publishes decisions. Called with the lock held, so that events of two threads keep their order. */
    private void publish(Decisions decisions) {
        timer.schedule(engine.nextDue());
        decisions.readJournals(services.takeRequestedJournals());
        dispatcher.dispatch(decisions.events());
    }

    private void carryOut(Decisions decisions) {
        persister.persistSoon();
        decisions.stepRuns().forEach(stepRun -> handler.handle(stepRun, this));
        if (!decisions.journals().isEmpty()) {
            journalReader.accept(decisions.journals());
        }
    }

    private void tick() {
        decide(now -> {
            timer.ticked();
            // the result of a run may become known after the change of state, without an event of its own
            engine.dueServices(now).forEach(service -> engine.refine(service, latest.apply(service)));
            return isWallClockSet() ? engine.review(now) : engine.tick(now);
        });
    }

    /**
     * Returns whether the wall clock was set since this method last returned {@code true}. Schedules by the wall clock
     * are due at other times then.
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
                history.status(),
                history.last(sensor, 1).stream().findFirst().orElse(null),
                history.baselines().get(sensor.name()));
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

    /** Ends the quarantine of a service and resets the attempts of its rules. */
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

    /** Returns the services that rules may give orders to, always in the same order. */
    synchronized Set<ServiceHandler> orderedServices() {
        return engine.orderedServices();
    }

    /** Records the services that other watchdogs give orders to, and these watchdogs. */
    synchronized void claimedByOthers(Map<ServiceHandler, String> others) {
        services.histories().forEach((unit, history) -> services.holds(unit).claimedBy(others.get(history.service())));
    }

    synchronized Map<ServiceHandler, Set<Sensor>> sensors() {
        return engine.sensors();
    }

    synchronized Map<ServiceHandler, Set<LinePattern>> patterns() {
        return engine.patterns();
    }

    /** Returns the part of the state that is stored in the state file. */
    synchronized EngineSnapshot snapshot() {
        return engine.snapshot();
    }
}
