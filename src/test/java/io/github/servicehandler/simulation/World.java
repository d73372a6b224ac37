package io.github.servicehandler.simulation;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.StateChange;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.Fault;
import io.github.servicehandler.testing.ProgramBehaviour;
import io.github.servicehandler.watch.UnitEvent;
import io.github.servicehandler.watch.Watch;
import io.github.servicehandler.watchdog.Action;
import io.github.servicehandler.watchdog.Condition;
import io.github.servicehandler.watchdog.Rule;
import io.github.servicehandler.watchdog.Watchdog;
import io.github.servicehandler.watchdog.WatchdogEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An in-memory systemd with services, a program that supervises them, and an operator at a shell. */
final class World implements AutoCloseable {

    private static final int MOST_TRIES = 10;
    private static final String LAW = "law";
    private static final Duration LONG = Duration.ofMinutes(20);

    private final FakeSystemd fake;
    private final Systemd shell;
    private final Systemd supervised;
    private final List<String> services;
    private final List<ServiceHandler> handlers;
    private final Random jitter;
    private final Path directory;
    private final Set<String> stoppedByOperator = new HashSet<>();
    private final Set<String> stopsSeen = new HashSet<>();
    private final Set<String> inMaintenance = new HashSet<>();
    private final Map<String, ServiceState> lastStates = new HashMap<>();
    private final Map<String, WatchdogEvent> lastEvents = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private final Map<String, SimulatedRule> allRules = new HashMap<>();
    private final Map<String, Integer> startsByOperator = new HashMap<>();
    private final FiredSteps firedSteps = new FiredSteps();
    private final Watch watch;
    private List<SimulatedRule> rules;
    private Path stateFile;
    private Watchdog dog;
    private Duration signalDelay = Duration.ZERO;
    private Instant signalsLateUntil = Instant.MIN;
    private @Nullable String brokenLaw;
    private int programs;

    World(Story story) {
        fake = FakeSystemd.create(story.version());
        shell = Systemd.of(ManagerAddress.user(), fake);
        supervised = Systemd.of(ManagerAddress.user(), new AuditedRunner(fake, this::audit));
        services = List.copyOf(story.services().keySet());
        story.services().forEach(fake::install);
        handlers = services.stream().map(supervised::service).toList();
        jitter = new Random(story.seed());
        rules = accepted(story.rules());
        // in memory where possible: nothing here depends on what a power failure leaves behind
        Path memory = Path.of("/dev/shm");
        Path parent = Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
        try {
            directory = Files.createTempDirectory(parent, "servicehandler-simulation");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stateFile = directory.resolve("state-0");
        watch = Watch.of(handlers).onEvent(this::observe, Runnable::run);
        handlers.forEach(handler -> lastStates.put(handler.unitName().toString(), ServiceState.STOPPED));
        services.forEach(this::operatorStarts);
        dog = startProgram();
    }

    // ---- what can happen

    void pass(Duration time) {
        fake.advance(time);
    }

    void crash(String service) {
        if (isUp(service)) {
            fake.unit(service).crash(1);
        }
    }

    void kill(String service) {
        if (isUp(service)) {
            fake.unit(service).crash("KILL");
        }
    }

    private boolean isUp(String service) {
        return fake.unit(service).activeState().equals("active");
    }

    void behaveFor(Duration length, String service, ProgramBehaviour behaviour) {
        fake.unit(service).behaves(behaviour);
        fake.advance(length);
        fake.unit(service).behaves(ProgramBehaviour.healthy());
    }

    /**
     * Stops a service. A stop of a service that has failed leaves no trace but the manager's signals: without contact,
     * the program cannot know of it.
     */
    void operatorStops(String service) {
        atTheShell(() -> {
            boolean leavesATrace = !fake.unit(service).activeState().equals("failed");
            stopsSeen.remove(service);
            shell.service(service).stop();
            int starts = starts(service);
            whenSignalsHaveArrived(() -> {
                if (starts == starts(service) && (leavesATrace || stopsSeen.contains(service))) {
                    stoppedByOperator.add(service);
                }
            });
        });
    }

    /** Does something once the program can know of all that has happened so far. */
    private void whenSignalsHaveArrived(Runnable task) {
        if (signalsAreLate()) {
            var unused = fake.time().schedule(signalDelay.plusMillis(1), task);
        } else {
            task.run();
        }
    }

    private int starts(String service) {
        return startsByOperator.getOrDefault(service, 0);
    }

    private boolean signalsAreLate() {
        return !signalDelay.isZero() || fake.time().instant().isBefore(signalsLateUntil);
    }

    /** Delays signals from now on; zero ends that. */
    void delaySignals(Duration delay) {
        Instant lastArrival = fake.time().instant().plus(signalDelay);
        signalsLateUntil = lastArrival.isAfter(signalsLateUntil) ? lastArrival : signalsLateUntil;
        signalDelay = delay;
        fake.delaySignals(delay);
    }

    /** Counts a service as stopped, so that an order to start it breaks a law. */
    void stoppedByOperator(String service) {
        stoppedByOperator.add(service);
    }

    void operatorStarts(String service) {
        atTheShell(() -> {
            stoppedByOperator.remove(service);
            startsByOperator.merge(service, 1, Integer::sum);
            shell.service(service).start();
        });
    }

    void operatorRestarts(String service) {
        atTheShell(() -> {
            stoppedByOperator.remove(service);
            startsByOperator.merge(service, 1, Integer::sum);
            shell.service(service).restart();
        });
    }

    void operatorReloads() {
        atTheShell(shell::daemonReload);
    }

    /** Does something at the shell, where it may fail as the library's calls do. */
    private static void atTheShell(Runnable orders) {
        try {
            orders.run();
        } catch (CommandException e) {
            // the operator sees the error and goes on
        }
    }

    void failFor(Duration length, Fault fault) {
        fake.fail(fault);
        fake.advance(length);
        fake.recover();
    }

    void disconnect() {
        fake.disconnect();
    }

    void restartProgram() {
        dog.close();
        dog = startProgram();
    }

    /** Starts the program again with the state file as it is now, whatever the old program writes when it is closed. */
    void killProgram() {
        Path copy = directory.resolve("state-" + ++programs);
        try {
            if (Files.exists(stateFile)) {
                Files.copy(stateFile, copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stateFile = copy;
        restartProgram();
    }

    void rules(List<SimulatedRule> next) {
        rules = accepted(next);
        dog.rules(withLaw(rules));
    }

    void maintenance(String service, boolean on) {
        dog.maintenance(supervised.service(service), on);
        if (on) {
            inMaintenance.add(service);
        } else {
            inMaintenance.remove(service);
        }
    }

    void release(String service) {
        dog.release(supervised.service(service));
    }

    // ---- the program

    private Watchdog startProgram() {
        return patiently(() -> builder(rules).start());
    }

    /** Does something that fails as long as the manager cannot be reached. */
    private <T> T patiently(Supplier<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return work.get();
            } catch (CommandException e) {
                if (tries == MOST_TRIES) {
                    throw e;
                }
                fake.advance(Duration.ofSeconds(10));
            }
        }
    }

    private Watchdog.Builder builder(List<SimulatedRule> plan) {
        return Watchdog.builder()
                .watch(handlers)
                .rules(withLaw(plan))
                .budget(FiredSteps.COMMON_BUDGET, FiredSteps.COMMON_PERIOD)
                .state(stateFile)
                .random(jitter)
                .onEvent(this::record);
    }

    /** Returns rules with one more that never acts, unless a decision rests on a mixed status. */
    private List<Rule> withLaw(List<SimulatedRule> plan) {
        List<Rule> all = new ArrayList<>();
        plan.forEach(rule -> all.add(rule.rule()));
        all.add(Rule.named(LAW)
                .when(Condition.failed().and(Condition.result("success")))
                .then(Action.call("notice", fired -> broken("a decision rests on a mixed status: " + fired))));
        return all;
    }

    /** Returns the rules without those that the watchdog refuses beside the earlier ones. */
    private List<SimulatedRule> accepted(List<SimulatedRule> all) {
        List<SimulatedRule> accepted = new ArrayList<>();
        for (SimulatedRule rule : all) {
            List<SimulatedRule> more = new ArrayList<>(accepted);
            more.add(rule);
            if (patiently(() -> fitTogether(more))) {
                accepted = more;
            }
        }
        accepted.forEach(rule -> allRules.put(rule.name(), rule));
        return accepted;
    }

    private boolean fitTogether(List<SimulatedRule> plan) {
        try {
            Watchdog.builder()
                    .watch(handlers)
                    .rules(plan.stream().map(SimulatedRule::rule).toList())
                    .build()
                    .close();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    // ---- laws

    private void record(WatchdogEvent event) {
        log.add(event.at() + " " + event);
        if (event instanceof WatchdogEvent.Fired fired && !fired.rule().equals(LAW)) {
            reporting(() -> firedSteps.fired(fired, Objects.requireNonNull(allRules.get(fired.rule()))));
            lastEvents.put(key(fired.rule(), fired.service()), event);
        } else if (event instanceof WatchdogEvent.HeldBack held) {
            lastEvents.put(key(held.rule(), held.service()), event);
        } else if (event instanceof WatchdogEvent.Exhausted exhausted) {
            lastEvents.put(key(exhausted.rule(), exhausted.service()), event);
        } else if (event instanceof WatchdogEvent.Recovered recovered) {
            lastEvents.put(key(recovered.rule(), recovered.service()), event);
        }
    }

    private static String key(String rule, ServiceHandler service) {
        return rule + " " + service.unitName();
    }

    /** Checks an order that the watchdog is about to give. */
    private void audit(String verb, String unit) {
        log.add(fake.time().instant() + " order " + verb + " " + unit);
        boolean bringsUp = verb.equals("start") || verb.equals("restart");
        if (bringsUp && stoppedByOperator.contains(unit)) {
            broken("an operator stopped " + unit + ", but the watchdog ordered " + verb);
        }
        boolean knowsThePresent = !signalsAreLate();
        if (knowsThePresent && bringsUp && fake.unit(unit).subState().equals("auto-restart")) {
            broken("systemd is restarting " + unit + ", but the watchdog ordered " + verb);
        }
        if (knowsThePresent && verb.equals("restart") && isUp(unit) && onlyTheFailedAreRestarted(unit)) {
            broken(unit + " is up, but the watchdog ordered " + verb);
        }
        if (inMaintenance.contains(unit)) {
            broken(unit + " is in maintenance, but the watchdog ordered " + verb);
        }
        if (verb.equals("restart")) {
            firedSteps.restartOrdered(unit);
        }
    }

    private boolean onlyTheFailedAreRestarted(String unit) {
        return rules.stream().noneMatch(SimulatedRule::restartsOthers)
                && rules.stream().filter(rule -> rule.services().contains(unit)).allMatch(SimulatedRule::revives);
    }

    private void observe(UnitEvent event) {
        if (event instanceof UnitEvent.StateChanged changed) {
            checkChain(changed.change());
        } else if (event instanceof UnitEvent.JobEnded ended && ended.stop()) {
            stopsSeen.add(ended.service().unitName().toString());
        }
    }

    private void checkChain(StateChange change) {
        String unit = change.unit().toString();
        ServiceState before = lastStates.put(unit, change.to());
        if (before != change.from()) {
            broken(unit + " was " + before + ", but a change says " + change);
        }
    }

    private void reporting(Runnable check) {
        try {
            check.run();
        } catch (BrokenLawException e) {
            broken(e.law());
        }
    }

    /** Records a broken law; thrown later, because the watchdog would catch what its listeners throw. */
    private void broken(String law) {
        if (brokenLaw == null) {
            brokenLaw = law;
        }
    }

    /** Checks the laws that hold whenever nothing is under way. */
    void checkLaws() {
        reporting(firedSteps::checkNothingTwice);
        services.forEach(this::checkExplained);
        dog.table();
        if (brokenLaw != null) {
            throw new BrokenLawException(brokenLaw + "\n" + String.join("\n", log));
        }
    }

    /** Checks that each rule that should act on a failed service has acted or says why not. */
    private void checkExplained(String service) {
        Optional<Instant> failed = failedSince(service);
        if (failed.isEmpty() || failed.get().isAfter(fake.time().instant().minus(LONG))) {
            return;
        }
        for (SimulatedRule rule : rules) {
            if (rule.revives() && rule.services().contains(service)) {
                WatchdogEvent last = lastEvents.get(rule.name() + " " + service);
                if (last == null || last instanceof WatchdogEvent.Recovered || isOld(last)) {
                    broken(service + " has been failed since " + failed.get() + ", but " + rule.name()
                            + " does not act; its last event is " + last);
                }
            }
        }
    }

    private boolean isOld(WatchdogEvent event) {
        return event instanceof WatchdogEvent.Fired
                && event.at().isBefore(fake.time().instant().minus(LONG));
    }

    private Optional<Instant> failedSince(String service) {
        if (!fake.unit(service).activeState().equals("failed")) {
            // saves most of the queries
            return Optional.empty();
        }
        return Optional.of(shell.service(service).status())
                .filter(status -> status.state() == ServiceState.ERROR)
                .flatMap(status -> status.since());
    }

    /** Ends all troubles and checks that whatever can recover does so. */
    void end() {
        delaySignals(Duration.ZERO);
        services.forEach(service -> {
            maintenance(service, false);
            release(service);
        });
        pass(Duration.ofHours(5));
        checkLaws();
        services.forEach(this::checkUpToDate);
        for (String service : services) {
            boolean canRecover = rules.stream()
                    .filter(rule -> rule.revives() && rule.services().contains(service))
                    .anyMatch(
                            rule -> !(lastEvents.get(rule.name() + " " + service) instanceof WatchdogEvent.Exhausted));
            if (canRecover
                    && !stoppedByOperator.contains(service)
                    && failedSince(service).isPresent()) {
                broken(service + " could be up again, but is failed");
            }
        }
        checkLaws();
    }

    /** Checks that the watch shows the present state and run of a service. */
    private void checkUpToDate(String service) {
        ServiceStatus seen = watch.status(supervised.service(service));
        ServiceStatus now = shell.service(service).status();
        if (seen.state() != now.state() || !seen.invocationId().equals(now.invocationId())) {
            broken("the watch shows " + seen + ", but the manager " + now);
        }
    }

    @Override
    public void close() {
        dog.close();
        watch.close();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
