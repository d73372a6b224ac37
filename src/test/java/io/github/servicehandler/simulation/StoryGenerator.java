package io.github.servicehandler.simulation;

import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.Fault;
import io.github.servicehandler.testing.ProgramBehaviour;
import io.github.servicehandler.watchdog.Action;
import io.github.servicehandler.watchdog.Condition;
import io.github.servicehandler.watchdog.RestartStrategy;
import io.github.servicehandler.watchdog.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A generator of random stories. The same seed gives the same story. */
final class StoryGenerator {

    private static final List<String> RESTART_SETTINGS = List.of(
            "",
            "",
            "Restart=on-failure\nRestartSec=2\n",
            "Restart=always\nRestartSec=100ms\n",
            "Restart=on-failure\nRestartSec=30\nStartLimitIntervalSec=0\n",
            "SuccessExitStatus=143\n");

    /** A fault of the manager, and what to call it. */
    private record NamedFault(String name, Supplier<Fault> fault) {}

    private static final List<NamedFault> FAULTS = List.of(
            new NamedFault("the bus is gone", Fault::busGone),
            new NamedFault("no call is answered in time", Fault::timeout),
            new NamedFault("permission is denied", Fault::permissionDenied),
            new NamedFault("answers are garbage", () -> Fault.garbage("?")));

    private final Random random;
    private final int version;
    private final long seed;
    private final List<String> services;
    private int rules;

    private StoryGenerator(int version, long seed) {
        this.random = new Random(seed * 31 + version);
        this.version = version;
        this.seed = seed;
        this.services = IntStream.rangeClosed(1, between(1, 4))
                .mapToObj(number -> "bot-" + number + ".service")
                .toList();
    }

    static Story story(int version, long seed, int incidents) {
        return new StoryGenerator(version, seed).story(incidents);
    }

    /** Returns a story of one service that is restarted whenever it fails. */
    static Story reviving(List<Incident> incidents) {
        String service = "bot-1.service";
        Rule rule = Rule.named("revive").asLongAs(Condition.failed()).then(Action.restart());
        SimulatedRule revive = new SimulatedRule(rule, Set.of(service), true, false, 30, Duration.ofHours(1));
        return new Story(
                FakeSystemd.DEFAULT_VERSION,
                1,
                Map.of(service, "[Service]\nExecStart=/usr/bin/bot\n"),
                List.of(revive),
                incidents);
    }

    private Story story(int count) {
        Map<String, String> files = new LinkedHashMap<>();
        services.forEach(service -> files.put(service, unitFile()));
        List<SimulatedRule> first = rules();
        List<Incident> incidents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            incidents.add(incident());
        }
        return new Story(version, seed, files, first, incidents);
    }

    private String unitFile() {
        return "[Service]\nExecStart=/usr/bin/bot\n" + pick(RESTART_SETTINGS) + "[Install]\nWantedBy=default.target\n";
    }

    private List<SimulatedRule> rules() {
        return IntStream.range(0, between(1, 4)).mapToObj(i -> rule()).toList();
    }

    private SimulatedRule rule() {
        int kind = random.nextInt(8);
        Rule rule = withWaits(steps(kind, Rule.named("rule-" + ++rules)));
        int budget = between(1, 30);
        Duration period = Duration.ofMinutes(between(1, 120));
        List<String> on = chance(40) ? List.of(pick(services)) : services;
        return new SimulatedRule(
                rule.budget(budget, period).on(on.toArray(String[]::new)),
                Set.copyOf(on),
                List.of(0, 1, 2, 7).contains(kind),
                kind == 7,
                budget,
                period);
    }

    private Rule steps(int kind, Rule rule) {
        return switch (kind) {
            case 0, 1 ->
                rule.asLongAs(Condition.failed())
                        .then(Action.restart())
                        .times(between(1, 5))
                        .escalateTo(Action.quarantine());
            case 2 -> rule.asLongAs(Condition.failed()).then(Action.resetFailed(), Action.restart());
            case 3 -> rule.when(Condition.crashed()).then(Action.restart());
            case 4 -> rule.asLongAs(Condition.down()).then(Action.start());
            case 5 ->
                rule.when(Condition.failed(between(2, 4), Duration.ofMinutes(between(1, 60))))
                        .then(Action.call("alert", fired -> {}));
            case 6 ->
                rule.when(Condition.upFor(Duration.ofHours(between(2, 50)))).then(Action.restart());
            default ->
                rule.asLongAs(Condition.failed())
                        .then(Action.restartGroup(RestartStrategy.ONE_FOR_ALL, services.toArray(String[]::new)));
        };
    }

    private Rule withWaits(Rule plain) {
        Rule rule = plain;
        if (chance(50)) {
            rule = rule.backoff(Duration.ofSeconds(between(1, 20)), Duration.ofMinutes(between(1, 10)));
        }
        if (chance(25)) {
            rule = rule.cooldown(Duration.ofSeconds(between(1, 300)));
        }
        if (chance(25)) {
            rule = rule.grace(Duration.ofSeconds(between(1, 60)));
        }
        return chance(30) ? rule.stableAfter(Duration.ofSeconds(between(0, 600))) : rule;
    }

    private Incident incident() {
        Duration pause = Duration.ofMillis(chance(60) ? between(1, 90_000) : between(60_000, 400_000_000));
        String service = pick(services);
        return switch (random.nextInt(21)) {
            case 0, 1, 2 -> of(pause, service + " crashes", world -> world.crash(service));
            case 3 -> of(pause, service + " is killed", world -> world.kill(service));
            case 4, 5 -> behaviour(pause, service);
            case 6 -> of(pause, "the operator stops " + service, world -> world.operatorStops(service));
            case 7, 8 -> of(pause, "the operator starts " + service, world -> world.operatorStarts(service));
            case 9 -> of(pause, "the operator restarts " + service, world -> world.operatorRestarts(service));
            case 10 -> of(pause, "the operator reloads the manager", World::operatorReloads);
            case 11 -> fault(pause);
            case 12 -> of(pause, "the connections end", World::disconnect);
            case 13 -> of(pause, "the program ends and starts again", World::restartProgram);
            case 14 -> of(pause, "the program is killed and starts again", World::killProgram);
            case 15 -> newRules(pause);
            case 16 -> maintenance(pause, service);
            case 17 -> of(pause, service + " is released", world -> world.release(service));
            case 18 -> lateSignals(pause);
            default -> of(pause, "nothing happens", world -> {});
        };
    }

    private Incident lateSignals(Duration pause) {
        Duration delay = chance(50) ? Duration.ZERO : Duration.ofMillis(between(1, chance(50) ? 1000 : 60_000));
        return of(pause, "signals take " + delay, world -> world.delaySignals(delay));
    }

    private Incident behaviour(Duration pause, String service) {
        Duration life = Duration.ofSeconds(between(0, 200));
        return switch (random.nextInt(4)) {
            case 0 ->
                behave(
                        pause,
                        service,
                        "fails after " + life,
                        ProgramBehaviour.healthy().after(life).exits(1));
            case 1 ->
                behave(
                        pause,
                        service,
                        "ends well after " + life,
                        ProgramBehaviour.healthy().after(life).exits(0));
            case 2 -> behave(pause, service, "cannot be executed", ProgramBehaviour.cannotExecute());
            default ->
                behave(
                        pause,
                        service,
                        "exits with 143 when stopped",
                        ProgramBehaviour.healthy().exitsOnTerm(143));
        };
    }

    private Incident behave(Duration pause, String service, String text, ProgramBehaviour behaviour) {
        Duration length = Duration.ofSeconds(between(1, 1800));
        return of(
                pause,
                "for " + length + ", each start of " + service + " " + text,
                world -> world.behaveFor(length, service, behaviour));
    }

    private Incident fault(Duration pause) {
        Duration length = Duration.ofSeconds(between(1, 600));
        NamedFault chosen = pick(FAULTS);
        return of(
                pause,
                "for " + length + ", " + chosen.name(),
                world -> world.failFor(length, chosen.fault().get()));
    }

    private Incident newRules(Duration pause) {
        List<SimulatedRule> next = rules();
        return of(pause, "new rules: " + next, world -> world.rules(next));
    }

    private Incident maintenance(Duration pause, String service) {
        boolean on = chance(50);
        return of(pause, "maintenance of " + service + ": " + on, world -> world.maintenance(service, on));
    }

    private static Incident of(Duration pause, String text, Consumer<World> effect) {
        return new Incident(pause, text, effect);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
