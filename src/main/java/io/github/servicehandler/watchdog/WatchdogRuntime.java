package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.concurrent.WorkLock;
import io.github.servicehandler.watch.Watch;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a watchdog, which are started, changed and closed together. Thread-safe.
 *
 * <p>Observations flow in one direction: from {@link WatchFeed}, {@link ContactTracker}, {@link Sampler} and
 * {@link JournalLineFollowers} into the {@link EngineDriver}, and from there into the {@link Engine}, which returns
 * {@link Decisions}. The driver passes their events to the {@link EventDispatcher} and their step runs to a
 * {@link StepRunHandler}, the {@link StepRunner}. The step runner asks the driver once whether a step may still be
 * taken, carries out its actions, and reports one result, which goes into the engine like any observation.
 */
final class WatchdogRuntime implements AutoCloseable {

    private final WatchdogExecutors executors;
    private final MonotonicClock clock;
    private final EventDispatcher dispatcher;
    private final Watch watch;
    private final EngineDriver driver;
    private final ContactTracker contacts;
    private final WatchFeed feed;
    private final StatePersister persister;
    private final @Nullable RuleFileWatcher ruleFileWatcher;
    private final Sampler sampler;
    private final JournalLineFollowers followers;
    private final @Nullable ClaimKeeper claims;
    /** What an earlier program has left that holds rules back, for people to read. */
    private final List<String> restored = new ArrayList<>();

    private final WorkLock lifecycle = new WorkLock();
    private boolean started;
    private boolean closed;

    /** The settings of the builder of a watchdog. */
    record Plan(
            List<ServiceHandler> services,
            List<Rule> rules,
            @Nullable Path rulesFile,
            boolean rulesMayBeWritable,
            List<Consumer<? super WatchdogEvent>> listeners,
            @Nullable FiringBudget budget,
            @Nullable Path stateFile,
            RandomGenerator random,
            boolean dryRun,
            boolean sharesServices) {}

    WatchdogRuntime(Plan plan) {
        List<ServiceHandler> services = plan.services();
        TimeSource time = services.isEmpty()
                ? TimeSource.system()
                : TimeSource.of(services.get(0).systemd().runner());
        executors = new WatchdogExecutors(time, this::note);
        clock = new MonotonicClock(time);
        dispatcher = new EventDispatcher(executors.delivery());
        plan.listeners().forEach(dispatcher::add);
        ruleFileWatcher = plan.rulesFile() == null
                ? null
                : new RuleFileWatcher(plan.rulesFile(), plan.rules(), plan.rulesMayBeWritable(), executors);
        List<Rule> rules = ruleFileWatcher == null ? plan.rules() : ruleFileWatcher.read();
        Engine engine = new Engine(rules, new SupervisedServices(services, plan.budget()), plan.random());
        StateFile stateFile = stateFile(plan, engine);
        // the state of a dry run is not real
        persister = new StatePersister(plan.dryRun() ? null : stateFile, this::snapshot, executors);
        watch = watch(services, stateFile);
        ContactLossCounter losses = new ContactLossCounter();
        StepRunHandler handler = plan.dryRun()
                ? (stepRun, progress) -> progress.finished(stepRun, StepRunResult.ofDryRun(stepRun))
                : new StepRunner(executors, losses, dispatcher, clock, persister);
        driver = new EngineDriver(
                engine, handler, this::readJournals, watch::status, executors, clock, dispatcher, persister);
        contacts = new ContactTracker(driver, services, watch, losses, executors.queries());
        feed = new WatchFeed(watch, driver, contacts);
        sampler = new Sampler(driver, driver, executors, clock, this::note);
        followers = new JournalLineFollowers(driver, executors, clock, this::note);
        // a dry run gives no orders
        claims = plan.dryRun() || plan.sharesServices() ? null : new ClaimKeeper(driver, executors, this::note);
    }

    private void readJournals(Set<ServiceHandler> services) {
        followers.readToEnd(services);
    }

    private @Nullable StateFile stateFile(Plan plan, Engine engine) {
        if (plan.stateFile() == null) {
            return null;
        }
        StateFile file = new StateFile(plan.stateFile(), this::note);
        if (!plan.dryRun()) {
            file.open();
        }
        file.read(text -> restore(engine, text), clock.now());
        return file;
    }

    private void restore(Engine engine, String text) {
        Instant now = clock.now();
        EngineSnapshot snapshot = StateReader.read(text, now);
        engine.restore(snapshot, now);
        if (snapshot.maintenance()) {
            restored.add("maintenance of all services goes on");
        }
        snapshot.units().stream()
                .map(EngineSnapshot.OfUnit::service)
                .filter(service -> engine.services().histories().containsKey(service.unit()))
                .forEach(service ->
                        noteRestored(service, engine.services().names().name(service.unit())));
    }

    private void noteRestored(EngineSnapshot.OfService service, String name) {
        if (service.maintenance()) {
            restored.add("maintenance of " + name + " goes on");
        }
        if (!service.quarantinedBy().isEmpty()) {
            restored.add(name + " is still in quarantine, by " + String.join(", ", service.quarantinedBy())
                    + ", until it is released");
        }
    }

    private static Watch watch(List<ServiceHandler> services, @Nullable StateFile stateFile) {
        try {
            return Watch.of(services);
        } catch (RuntimeException e) {
            if (stateFile != null) {
                stateFile.close();
            }
            throw e;
        }
    }

    private EngineSnapshot snapshot() {
        return driver.snapshot();
    }

    EngineDriver driver() {
        return driver;
    }

    WatchFeed feed() {
        return feed;
    }

    Set<ServiceHandler> quarantined() {
        return driver.quarantined();
    }

    List<Rule> rules() {
        return driver.rules();
    }

    void onEvent(Consumer<? super WatchdogEvent> listener) {
        dispatcher.add(listener);
    }

    /** Begins or ends maintenance of all services. */
    void setMaintenance(boolean on) {
        note("maintenance of all services " + word(on));
        driver.setMaintenance(on);
        persister.persist();
    }

    /**
     * Begins or ends maintenance of one service.
     *
     * @throws IllegalArgumentException if the service is not watched
     */
    void setMaintenance(ServiceHandler service, boolean on) {
        driver.requireWatched(service);
        note("maintenance of " + service + " " + word(on));
        driver.setMaintenance(service, on);
        persister.persist();
    }

    private static String word(boolean on) {
        return on ? "begins" : "ends";
    }

    /**
     * Ends the quarantine of a service, if it is in quarantine.
     *
     * @throws IllegalArgumentException if the service is not watched
     */
    void release(ServiceHandler service) {
        if (driver.isQuarantined(service)) {
            note(service + " was released from quarantine");
            driver.release(service);
            persister.persist();
        }
    }

    private void note(String text) {
        dispatcher.dispatch(List.of(new WatchdogEvent.Noted(text, clock.now())));
    }

    void start() {
        lifecycle.run(this::startOnce);
    }

    private void startOnce() {
        if (started || closed) {
            return;
        }
        started = true;
        restored.forEach(this::note);
        updateClaims();
        feed.listen(executors.isVirtual());
        driver.start();
        contacts.start();
        driver.review();
        sampler.start(driver.sensors());
        followers.start(driver.patterns());
        if (ruleFileWatcher != null) {
            ruleFileWatcher.start(this::replaceRules, this::note);
        }
    }

    private void updateClaims() {
        if (claims != null) {
            claims.update();
        }
    }

    /** @throws IllegalArgumentException if the rules cannot work together; the old rules stay in place then */
    void replaceRules(List<Rule> rules) {
        lifecycle.run(() -> replace(rules));
    }

    private void replace(List<Rule> rules) {
        if (closed) {
            return;
        }
        driver.replaceRules(rules);
        List<String> names = new ArrayList<>();
        rules.forEach(rule -> names.add(rule.name()));
        note("the rules were replaced; they are now: " + String.join(", ", names));
        if (!started) {
            return;
        }
        updateClaims();
        driver.review();
        sampler.start(driver.sensors());
        followers.start(driver.patterns());
    }

    @Override
    public void close() {
        lifecycle.run(this::end);
    }

    private void end() {
        closed = true;
        if (ruleFileWatcher != null) {
            ruleFileWatcher.close();
        }
        driver.close();
        if (claims != null) {
            claims.close();
        }
        persister.close();
        sampler.close();
        followers.close();
        watch.close();
    }
}
