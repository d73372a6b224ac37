package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.unit.UnitName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateTest {

    /** A moment after everything that a fixture sees. */
    private static final Instant FAR = Instant.parse("2027-01-01T00:00:00Z");

    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path directory;

    private final FakeSystemd fake = FakeSystemd.create();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), fake);
    private final List<WatchdogEvent> events = new ArrayList<>();
    private final Rule alert = Rule.named("alert").when(Condition.failed()).then(Action.log());

    @Test
    void aProgramThatComesBackDoesNothingTwice() {
        ServiceHandler bot = crashed();
        try (Watchdog first = start(alert, bot)) {
            fake.advance(Duration.ofSeconds(5));
            assertThat(words()).containsExactly("log", "Acted");
            assertThat(first.quarantined()).isEmpty();
        }
        events.clear();
        try (Watchdog second = start(alert, bot)) {
            fake.advance(Duration.ofMinutes(5));

            assertThat(events).isEmpty();
            assertThat(second.quarantined()).isEmpty();
        }
    }

    @Test
    void attemptsBudgetsAndQuarantinesAreKept() {
        ServiceHandler bot = crashed();
        Rule rule = Rule.named("pause").when(Condition.failed()).then(Action.quarantine());
        try (Watchdog first = start(rule, bot)) {
            fake.advance(Duration.ofSeconds(5));
            assertThat(first.quarantined()).containsExactly(bot);
        }
        try (Watchdog second = start(rule, bot)) {
            assertThat(second.quarantined()).containsExactly(bot);
        }
    }

    @Test
    void whatIsReadIsWhatWasWritten() {
        Rule rule = Rule.named("r").on("bot").asLongAs(Condition.failed()).then(Action.restart());
        EngineFixture fixture = new EngineFixture(rule)
                .see(TestStatuses.running("a"))
                .see(TestStatuses.failed())
                .done(TestStatuses.failed());
        String text = StateWriter.of(fixture.engine.snapshot());
        EngineFixture again = new EngineFixture(rule);
        again.engine.restore(StateReader.read(text, FAR), FAR);

        assertThat(StateWriter.of(again.engine.snapshot())).isEqualTo(text).contains("trial r bot.service 1 ");
        assertThat(again.see(TestStatuses.failed()).told()).containsExactly("BACKOFF");
    }

    @Test
    void graceIsWaitedOutByTheNextProgram() {
        Rule first = Rule.named("first").on("bot").when(Condition.failed()).then(Action.restart());
        Rule other = Rule.named("other").on("bot").asLongAs(Condition.failed()).then(Action.reload());
        EngineFixture fixture = new EngineFixture(first.grace(HOUR))
                .see(TestStatuses.running("a"))
                .see(TestStatuses.failed());
        fixture.done(TestStatuses.failed());
        EngineFixture next = new EngineFixture(first.grace(Duration.ofMinutes(30)), other);
        next.engine.restore(StateReader.read(StateWriter.of(fixture.engine.snapshot()), next.now()), next.now());
        EngineFixture careless = new EngineFixture(other);
        careless.engine.restore(
                StateReader.read(StateWriter.of(fixture.engine.snapshot()), careless.now()), careless.now());

        assertThat(next.see(TestStatuses.failed()).told()).containsExactly("GRACE");
        assertThat(next.passSeconds(29 * 60).told()).isEmpty();
        assertThat(next.passSeconds(60).told()).containsExactly("reload");
        // the test no longer needs it
        assertThat(careless.see(TestStatuses.failed()).told()).containsExactly("reload");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "garbage", "servicehandler-watchdog 2\nend 0\n", "servicehandler-watchdog 2\norders x\n"})
    void aCorruptFileIsPutAsideAndToldOf(String content) throws IOException {
        Files.writeString(file(), content);
        try (Watchdog dog = start(alert, crashed())) {
            fake.advance(Duration.ofSeconds(5));

            assertThat(events.get(0)).asString().contains("was renamed to state.corrupt-");
            assertThat(words()).contains("log");
            assertThat(dog.quarantined()).isEmpty();
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("state.corrupt-"))
                    .contains("state");
        }
    }

    @Test
    void everyByteThatIsCutOffOrChangedIsNoticed() {
        String text = StateWriter.of(new EngineFixture(alert.on("bot"))
                .see(TestStatuses.failed())
                .engine
                .snapshot());
        for (int i = 0; i < text.length(); i++) {
            String cut = text.substring(0, i);
            String changed = cut + (char) (text.charAt(i) ^ 1) + text.substring(i + 1);
            for (String bad : List.of(cut, changed)) {
                assertThatThrownBy(() -> StateReader.read(bad, FAR)).isInstanceOf(RuntimeException.class);
            }
        }
    }

    @Test
    void whatWasDecidedButNotBegunIsDecidedAgain() {
        EngineFixture fixture = new EngineFixture(
                        new FiringBudget(1, HOUR), alert.on("bot").budget(1, HOUR))
                .see(TestStatuses.failed());
        assertThat(fixture.told()).containsExactly("log");
        EngineFixture next = next(fixture);

        assertThat(next.see(TestStatuses.failed()).told()).containsExactly("log");
    }

    @Test
    void anOrderThatWasCutOffHalfWayIsGoneOnWith() {
        Rule rule = Rule.named("revive").on("bot").when(Condition.crashed()).then(Action.restart());
        EngineFixture fixture =
                new EngineFixture(rule).see(TestStatuses.running("a")).see(TestStatuses.failed());
        fixture.engine.start(fixture.stepRuns.get(0), fixture.now());
        Engine otherRules = fixture.engine.withRules(List.of(rule));
        EngineFixture next = new EngineFixture(rule);
        next.engine.restore(StateReader.read(StateWriter.of(fixture.engine.snapshot()), FAR), FAR);

        assertThat(next.see(TestStatuses.stopped()).passSeconds(60).told())
                .contains("restart")
                .doesNotContain("Recovered");
        otherRules.finished(fixture.stepRuns.get(0), Map.of(fixture.bot, TestStatuses.stopped()), 0, fixture.now());
        fixture.take(otherRules.review(fixture.now().plusSeconds(60)));
        assertThat(fixture.stepRuns).hasSize(2);
    }

    @Test
    void aStopWithQuarantineThatWasNotBegunIsDoneByTheNextProgram() {
        Rule rule = Rule.named("stop")
                .on("bot")
                .when(Condition.memoryAbove(1).or(Condition.restarted(1, HOUR)))
                .then(Action.stop(), Action.quarantine());
        EngineFixture fixture =
                new EngineFixture(rule).see(TestStatuses.running("a")).see(TestStatuses.running("b"));
        assertThat(fixture.told()).containsExactly("stop+quarantine");

        assertThat(next(fixture).see(TestStatuses.running("b")).told()).containsExactly("stop+quarantine");
    }

    @Test
    void aRuleThatGetsItsOldTimeBackWaitsForIt() {
        Rule hourly = Rule.named("r").on("bot").when(Condition.every(HOUR)).then(Action.log());
        Rule daily = hourly.when(Condition.every(Duration.ofDays(1)));
        EngineFixture fixture = new EngineFixture(hourly).see(TestStatuses.running("a"));
        Instant later = fixture.now().plus(Duration.ofHours(5));
        Engine changed = fixture.engine.withRules(List.of(daily));
        changed.review(later);
        Engine back = changed.withRules(List.of(hourly));

        assertThat(back.review(later).stepRuns()).isEmpty();
    }

    @Test
    void aClockThatWasAheadHoldsNothingBack() {
        Rule rule = Rule.named("r")
                .on("bot")
                .asLongAs(Condition.failed())
                .then(Action.restart())
                .cooldown(Duration.ofSeconds(30))
                .backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
        EngineFixture ahead = new EngineFixture(new FiringBudget(1, HOUR), rule)
                .see(TestStatuses.running("a"))
                .see(TestStatuses.failed());
        ahead.engine.start(ahead.stepRuns.get(0), ahead.now());
        ahead.done(TestStatuses.failed());
        EngineFixture next = new EngineFixture(new FiringBudget(1, HOUR), rule);
        Instant yearsBefore = Instant.parse("2020-01-01T00:00:00Z");

        next.engine.restore(StateReader.read(StateWriter.of(ahead.engine.snapshot()), yearsBefore), yearsBefore);

        RuleInstance instance = findInstance(next);
        assertThat(instance.state().retryAt).isEqualTo(yearsBefore.plusSeconds(60));
        assertThat(instance.state().firings.all()).containsExactly(yearsBefore);
        assertThat(next.engine.services().firings().all()).containsExactly(yearsBefore);
    }

    @Test
    void whatWasFarApartIsSoAlsoAfterAClockThatWasAhead() {
        EngineFixture ahead = new EngineFixture(alert.on("bot"));
        for (int i = 0; i < 4; i++) {
            ahead.pass(Duration.ofDays(2)).see(TestStatuses.running("r" + i)).see(TestStatuses.failed());
        }
        EngineFixture next = new EngineFixture(alert.on("bot"));
        Instant yearsBefore = Instant.parse("2020-01-01T00:00:00Z");

        next.engine.restore(StateReader.read(StateWriter.of(ahead.engine.snapshot()), yearsBefore), yearsBefore);

        OccurrenceWindow failures =
                next.engine.services().history(UnitName.of("bot.service")).failures();
        assertThat(failures.last()).isEqualTo(yearsBefore);
        assertThat(failures.within(HOUR, yearsBefore)).isEqualTo(1);
    }

    @Test
    void aDryRunMovesNoFileThatIsNotItsOwn() throws IOException {
        Files.writeString(file(), "garbage");
        ServiceHandler bot = crashed();
        Watchdog.builder()
                .watch(bot)
                .rule(alert)
                .state(file())
                .onEvent(events::add)
                .dryRun()
                .start()
                .close();
        fake.advance(Duration.ofSeconds(1));

        assertThat(file()).hasContent("garbage");
        assertThat(events.get(0)).asString().contains("is left as it is");
    }

    @Test
    void whatIsChangedBeforeTheStartIsKept() {
        ServiceHandler bot = crashed();
        ServiceHandler other = systemd.service("other");
        Rule pause = Rule.named("pause").when(Condition.failed()).then(Action.quarantine());
        try (Watchdog first = start(pause, bot)) {
            fake.advance(Duration.ofSeconds(5));
            first.maintenance(true);
        }
        try (Watchdog tool =
                Watchdog.builder().watch(bot, other).rule(pause).state(file()).build()) {
            tool.maintenance(other, true);
            tool.release(bot);
            tool.maintenance(other, false);
        }
        try (Watchdog next =
                Watchdog.builder().watch(bot, other).rule(pause).state(file()).build()) {
            assertThat(next.quarantined()).isEmpty();
        }
        assertThat(file()).content().doesNotContain("service other.service true");
    }

    private static RuleInstance findInstance(EngineFixture fixture) {
        List<RuleInstance> instances = new ArrayList<>();
        fixture.engine.instances().forEach(instances::add);
        return instances.get(0);
    }

    @Test
    void whatWasBegunIsNotDecidedAgain() {
        EngineFixture fixture = new EngineFixture(alert.on("bot")).see(TestStatuses.failed());
        fixture.engine.start(fixture.stepRuns.get(0), fixture.now());
        EngineFixture next = next(fixture);

        assertThat(next.see(TestStatuses.failed()).passSeconds(3600).told()).isEmpty();
    }

    @Test
    void whatMerelyHappenedAndWasNotBegunIsDoneByTheNextProgram() {
        Rule crash = Rule.named("crash").on("bot").when(Condition.crashed()).then(Action.log());
        EngineFixture fixture =
                new EngineFixture(crash).see(TestStatuses.running("a")).see(TestStatuses.failed());
        EngineFixture next = new EngineFixture(crash);
        next.engine.restore(StateReader.read(StateWriter.of(fixture.engine.snapshot()), FAR), FAR);

        assertThat(next.see(TestStatuses.running("b")).told()).containsExactly("log");
        assertThat(next.events).isEmpty();
        assertThat(next.passSeconds(60).told()).containsExactly("Recovered");
    }

    private EngineFixture next(EngineFixture fixture) {
        EngineFixture next = new EngineFixture(
                new FiringBudget(1, HOUR), fixture.engine.rules().toArray(Rule[]::new));
        next.engine.restore(StateReader.read(StateWriter.of(fixture.engine.snapshot()), FAR), FAR);
        return next;
    }

    @Test
    void maintenanceIsKeptAndSoAreCounters() throws IOException {
        ServiceHandler bot = crashed();
        Rule twice = Rule.named("twice").when(Condition.failed(2, HOUR)).then(Action.log());
        try (Watchdog dog = start(twice, bot)) {
            dog.maintenance(true);
            dog.maintenance(bot, true);
            assertThat(file()).content().contains("maintenance true", "service bot.service true - false");
            dog.maintenance(true);
            bot.start();
            fake.unit("bot").crash(1);
            fake.advance(Duration.ofSeconds(2));
            assertThat(file()).content().containsPattern("failures bot.service \\d+\n");
        }
    }

    @Test
    void onlyWhatHasChangedIsCopiedAgain() {
        EngineFixture fixture = new EngineFixture(alert.on("bot"));
        fixture.see(TestStatuses.running("a")).see(fixture.database, TestStatuses.running("d"));
        EngineSnapshot before = fixture.engine.snapshot();
        assertThat(fixture.engine.snapshot()).isEqualTo(before);
        fixture.see(TestStatuses.failed());
        EngineSnapshot failed = fixture.engine.snapshot();
        assertThat(failed.units().get(0)).isNotEqualTo(before.units().get(0));
        assertThat(failed.units().get(1)).isSameAs(before.units().get(1));
        fixture.engine.start(fixture.stepRuns.get(0), fixture.now());
        EngineSnapshot begun = fixture.engine.snapshot();
        assertThat(begun).isNotEqualTo(failed);
        fixture.take(fixture.engine.finished(
                fixture.stepRuns.get(0), Map.of(), 1, fixture.now().plusSeconds(1)));
        EngineSnapshot done = fixture.engine.snapshot();
        assertThat(done).isNotEqualTo(begun);
        fixture.engine.services().holds(UnitName.of("database.service")).setMaintenance(true);
        fixture.engine.holdsChanged();
        fixture.take(fixture.engine.review(fixture.now()));

        assertThat(StateWriter.of(fixture.engine.snapshot())).contains("service database.service true");
    }

    @Test
    void aFileThatIsSmallHoldsManyMoments() {
        EngineFixture fixture = new EngineFixture(alert.on("bot"));
        for (int i = 0; i < 1000; i++) {
            fixture.passSeconds(1).see(TestStatuses.running("r" + i)).see(TestStatuses.failed());
        }
        String text = StateWriter.of(fixture.engine.snapshot());
        EngineFixture next = new EngineFixture(alert.on("bot"));
        next.engine.restore(StateReader.read(text, FAR), FAR);

        assertThat(text).hasSizeLessThan(25_000);
        assertThat(next.engine
                        .services()
                        .history(UnitName.of("bot.service"))
                        .failures()
                        .all())
                .isEqualTo(fixture.engine
                        .services()
                        .history(UnitName.of("bot.service"))
                        .failures()
                        .all())
                .hasSize(1000);
    }

    @Test
    void newRulesKeepWhatWasTried() {
        ServiceHandler bot = crashed();
        try (Watchdog dog = start(alert, bot)) {
            fake.advance(Duration.ofSeconds(5));
            events.clear();
            dog.rules(List.of(
                    alert.stableAfter(Duration.ofHours(1)),
                    Rule.named("more").when(Condition.failed()).then(Action.quarantine())));
            fake.advance(Duration.ofSeconds(5));

            assertThat(words()).containsExactly("Noted", "quarantine", "Acted");
            assertThat(dog.table()).contains("more");
        }
    }

    private Path file() {
        return directory.resolve("state");
    }

    private ServiceHandler crashed() {
        fake.install("bot", "[Service]\nExecStart=/usr/bin/bot\n");
        ServiceHandler bot = systemd.service("bot");
        bot.start();
        fake.unit("bot").crash(1);
        return bot;
    }

    private Watchdog start(Rule rule, ServiceHandler bot) {
        return Watchdog.builder()
                .watch(bot)
                .rule(rule)
                .state(file())
                .onEvent(events::add)
                .start();
    }

    private List<String> words() {
        return events.stream().map(EngineFixture::word).toList();
    }
}
