package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.command.TimeSource;
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
 * Puts the parts of a watchdog together, and starts, changes and ends them as one. Thread-safe.
 *
 * <p>Observations go one way: from {@link WatchFeed}, {@link ContactTracker}, {@link Sampler} and
 * {@link JournalLineFollowers} into the {@link EngineDriver}, and from there into the {@link Engine}, which returns
 * {@link Decisions}. The driver hands on their events to the {@link EventDispatcher} and their orders to an
 * {@link StepRunHandler}, the {@link StepRunner}. That asks the driver once whether an order may still be carried out,
 * does its actions, and reports one result, which goes into the engine like any observation.
 */
final class WatchdogRuntime implements AutoCloseable {

    private final WatchdogExecutors lanes;
    private final MonotonicClock clock;
    private final EventDispatcher teller;
    private final Watch watch;
    private final EngineDriver driver;
    private final ContactTracker contacts;
    private final WatchFeed feed;
    private final StatePersister keeper;
    private final @Nullable RuleFileWatcher ruleWatch;
    private Sampler sampling;
    private JournalLineFollowers journals;
    private boolean started;
    private boolean closed;

    /** Is what the builder of a watchdog was told. */
    record Plan(
            List<ServiceHandler> services,
            List<Rule> rules,
            @Nullable Path rulesFile,
            List<Consumer<? super WatchdogEvent>> listeners,
            @Nullable FiringBudget budget,
            @Nullable Path stateFile,
            RandomGenerator random,
            boolean dryRun) {}

    WatchdogRuntime(Plan plan) {
        List<ServiceHandler> services = plan.services();
        TimeSource time = services.isEmpty()
                ? TimeSource.system()
                : services.get(0).systemd().runner().time();
        lanes = new WatchdogExecutors(time);
        clock = new MonotonicClock(time);
        teller = new EventDispatcher(lanes.telling());
        plan.listeners().forEach(teller::add);
        ruleWatch = plan.rulesFile() == null ? null : new RuleFileWatcher(plan.rulesFile(), plan.rules(), lanes);
        List<Rule> rules = ruleWatch == null ? plan.rules() : ruleWatch.read();
        Engine engine = new Engine(rules, new SupervisedServices(services, plan.budget()), plan.random());
        StateFile stateFile = stateFile(plan, engine);
        // what a dry run imagines is nothing to go on from
        keeper = new StatePersister(plan.dryRun() ? null : stateFile, this::copy, lanes);
        watch = watch(services, stateFile);
        ContactLossCounter losses = new ContactLossCounter();
        StepRunHandler handler = plan.dryRun()
                ? (order, progress) -> progress.finished(order, StepRunResult.imagined(order))
                : new StepRunner(lanes, losses, teller, clock, keeper);
        driver = new EngineDriver(engine, handler, watch::status, lanes, clock, teller, keeper);
        contacts = new ContactTracker(driver, services, watch, losses, lanes.questions());
        feed = new WatchFeed(watch, driver, contacts);
        sampling = sampling();
        journals = new JournalLineFollowers(driver, lanes, clock);
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
        engine.restore(StateReader.read(text, now), now);
    }

    private Sampler sampling() {
        return new Sampler(driver, driver, lanes, clock, this::note);
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

    private EngineSnapshot copy() {
        return driver.copy();
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
        teller.add(listener);
    }

    /** Begins or ends maintenance of all services. */
    void maintain(boolean on) {
        note("maintenance of all services " + word(on));
        driver.maintain(on);
        keeper.keep();
    }

    /**
     * Begins or ends maintenance of one service.
     *
     * @throws IllegalArgumentException if it is not watched
     */
    void maintain(ServiceHandler service, boolean on) {
        driver.requireWatched(service);
        note("maintenance of " + service + " " + word(on));
        driver.maintain(service, on);
        keeper.keep();
    }

    private static String word(boolean on) {
        return on ? "begins" : "ends";
    }

    /**
     * Ends the quarantine of a service, if it is in quarantine.
     *
     * @throws IllegalArgumentException if it is not watched
     */
    void release(ServiceHandler service) {
        if (driver.isQuarantined(service)) {
            note(service + " is released from quarantine");
            driver.release(service);
            keeper.keep();
        }
    }

    private void note(String text) {
        teller.tell(List.of(new WatchdogEvent.Noted(text, clock.now())));
    }

    synchronized void start() {
        if (started || closed) {
            return;
        }
        started = true;
        feed.listen(lanes.isVirtual());
        driver.start();
        contacts.begin();
        driver.review();
        sampling.start(driver.sensors());
        journals.start(driver.patterns());
        if (ruleWatch != null) {
            ruleWatch.start(this::replace, this::note);
        }
    }

    /** @throws IllegalArgumentException if the rules cannot work together; the present ones stay in place then */
    synchronized void replace(List<Rule> rules) {
        if (closed) {
            return;
        }
        driver.replaceRules(rules);
        List<String> names = new ArrayList<>();
        rules.forEach(rule -> names.add(rule.name()));
        note("there are new rules: " + String.join(", ", names));
        if (!started) {
            return;
        }
        sampling.close();
        sampling = sampling();
        journals = journals.anew();
        driver.review();
        sampling.start(driver.sensors());
        journals.start(driver.patterns());
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (ruleWatch != null) {
            ruleWatch.close();
        }
        driver.close();
        keeper.close();
        sampling.close();
        journals.close();
        watch.close();
    }
}
