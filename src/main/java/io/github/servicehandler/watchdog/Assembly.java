package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.watch.Watch;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Puts the parts of a watchdog together, and starts, changes and ends them as one. Thread-safe. */
final class Assembly implements AutoCloseable {

    private final Lanes lanes;
    private final SteadyClock clock;
    private final Teller teller;
    private final Watch watch;
    private final Driver driver;
    private final StateKeeper keeper;
    private final @Nullable RuleWatch ruleWatch;
    private Sampling sampling;
    private Journals journals;
    private boolean started;
    private boolean closed;

    /** Is what the builder of a watchdog was told. */
    record Plan(
            List<ServiceHandler> services,
            List<Rule> rules,
            @Nullable Path rulesFile,
            List<Consumer<? super WatchdogEvent>> listeners,
            @Nullable Budget budget,
            @Nullable Path stateFile,
            RandomGenerator random,
            boolean dryRun) {}

    Assembly(Plan plan) {
        List<ServiceHandler> services = plan.services();
        TimeSource time = services.isEmpty()
                ? TimeSource.system()
                : services.get(0).systemd().runner().time();
        lanes = new Lanes(time);
        clock = new SteadyClock(time);
        teller = new Teller(lanes.telling());
        plan.listeners().forEach(teller::add);
        ruleWatch = plan.rulesFile() == null ? null : new RuleWatch(plan.rulesFile(), plan.rules(), lanes);
        List<Rule> rules = ruleWatch == null ? plan.rules() : ruleWatch.read();
        Engine engine = new Engine(rules, new Ward(services, plan.budget()), plan.random());
        StateFile stateFile = stateFile(plan, engine);
        // what a dry run imagines is nothing to go on from
        keeper = new StateKeeper(plan.dryRun() ? null : stateFile, this::copy, lanes);
        watch = watch(services, stateFile);
        driver = new Driver(engine, watch, lanes, clock, teller, keeper, plan.dryRun());
        sampling = new Sampling(driver, lanes, clock, this::note);
        journals = new Journals(driver, lanes, clock);
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

    private StateCopy copy() {
        return driver.ask(Engine::copy);
    }

    Driver driver() {
        return driver;
    }

    StateKeeper keeper() {
        return keeper;
    }

    Teller teller() {
        return teller;
    }

    void note(String text) {
        teller.tell(List.of(new WatchdogEvent.Noted(text, clock.now())));
    }

    synchronized void start() {
        if (started || closed) {
            return;
        }
        started = true;
        driver.start();
        sampling.start();
        journals.start();
        if (ruleWatch != null) {
            ruleWatch.start(this::replace, this::note);
        }
    }

    /** @throws IllegalArgumentException if the rules cannot work together; the present ones stay in place then */
    synchronized void replace(List<Rule> rules) {
        if (closed) {
            return;
        }
        driver.replace(engine -> engine.withRules(rules));
        List<String> names = new ArrayList<>();
        rules.forEach(rule -> names.add(rule.name()));
        note("there are new rules: " + String.join(", ", names));
        if (!started) {
            return;
        }
        sampling.close();
        sampling = new Sampling(driver, lanes, clock, this::note);
        journals = journals.anew();
        driver.change(Engine::review);
        sampling.start();
        journals.start();
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
