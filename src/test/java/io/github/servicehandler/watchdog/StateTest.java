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

    /** After all that a bench sees. */
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
        Bench bench = new Bench(rule)
                .see(Statuses.running("a"))
                .see(Statuses.failed())
                .done(Statuses.failed());
        String text = StateText.of(bench.engine.copy());
        Bench again = new Bench(rule);
        again.engine.restore(StateReader.read(text, FAR), FAR);

        assertThat(StateText.of(again.engine.copy())).isEqualTo(text).contains("trial r bot.service 1 ");
        assertThat(again.see(Statuses.failed()).told()).containsExactly("BACKOFF");
    }

    @Test
    void graceIsWaitedOutByTheNextProgram() {
        Rule first = Rule.named("first").on("bot").when(Condition.failed()).then(Action.restart());
        Rule other = Rule.named("other").on("bot").asLongAs(Condition.failed()).then(Action.reload());
        Bench bench = new Bench(first.grace(HOUR)).see(Statuses.running("a")).see(Statuses.failed());
        bench.done(Statuses.failed());
        Bench next = new Bench(first.grace(Duration.ofMinutes(30)), other);
        next.engine.restore(StateReader.read(StateText.of(bench.engine.copy()), next.now()), next.now());
        Bench careless = new Bench(other);
        careless.engine.restore(StateReader.read(StateText.of(bench.engine.copy()), careless.now()), careless.now());

        assertThat(next.see(Statuses.failed()).told()).containsExactly("GRACE");
        assertThat(next.passSeconds(29 * 60).told()).isEmpty();
        assertThat(next.passSeconds(60).told()).containsExactly("reload");
        // nobody wants it any more
        assertThat(careless.see(Statuses.failed()).told()).containsExactly("reload");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "garbage", "servicehandler-watchdog 2\nend 0\n", "servicehandler-watchdog 2\norders x\n"})
    void aCorruptFileIsPutAsideAndToldOf(String content) throws IOException {
        Files.writeString(file(), content);
        try (Watchdog dog = start(alert, crashed())) {
            fake.advance(Duration.ofSeconds(5));

            assertThat(events.get(0)).asString().contains("was put aside as state.corrupt-");
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
        String text = StateText.of(
                new Bench(alert.on("bot")).see(Statuses.failed()).engine.copy());
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
        Bench bench = new Bench(new Budget(1, HOUR), alert.on("bot").budget(1, HOUR)).see(Statuses.failed());
        assertThat(bench.told()).containsExactly("log");
        Bench next = next(bench);

        assertThat(next.see(Statuses.failed()).told()).containsExactly("log");
    }

    @Test
    void anOrderThatWasCutOffHalfWayIsGoneOnWith() {
        Rule rule = Rule.named("revive").on("bot").when(Condition.crashed()).then(Action.restart());
        Bench bench = new Bench(rule).see(Statuses.running("a")).see(Statuses.failed());
        bench.engine.begin(bench.orders.get(0), bench.now());
        Engine otherRules = bench.engine.withRules(List.of(rule));
        Bench next = new Bench(rule);
        next.engine.restore(StateReader.read(StateText.of(bench.engine.copy()), FAR), FAR);

        assertThat(next.see(Statuses.stopped()).passSeconds(60).told())
                .contains("restart")
                .doesNotContain("Recovered");
        otherRules.ended(bench.orders.get(0), Map.of(bench.bot, Statuses.stopped()), 0, bench.now());
        bench.take(otherRules.review(bench.now().plusSeconds(60)));
        assertThat(bench.orders).hasSize(2);
    }

    @Test
    void aStopWithQuarantineThatWasNotBegunIsDoneByTheNextProgram() {
        Rule rule = Rule.named("stop")
                .on("bot")
                .when(Condition.memoryAbove(1).or(Condition.restarted(1, HOUR)))
                .then(Action.stop(), Action.quarantine());
        Bench bench = new Bench(rule).see(Statuses.running("a")).see(Statuses.running("b"));
        assertThat(bench.told()).containsExactly("stop+quarantine");

        assertThat(next(bench).see(Statuses.running("b")).told()).containsExactly("stop+quarantine");
    }

    @Test
    void aRuleThatGetsItsOldTimeBackWaitsForIt() {
        Rule hourly = Rule.named("r").on("bot").when(Condition.every(HOUR)).then(Action.log());
        Rule daily = hourly.when(Condition.every(Duration.ofDays(1)));
        Bench bench = new Bench(hourly).see(Statuses.running("a"));
        Instant later = bench.now().plus(Duration.ofHours(5));
        Engine changed = bench.engine.withRules(List.of(daily));
        changed.review(later);
        Engine back = changed.withRules(List.of(hourly));

        assertThat(back.review(later).orders()).isEmpty();
    }

    @Test
    void aClockThatWasAheadHoldsNothingBack() {
        Rule rule = Rule.named("r")
                .on("bot")
                .asLongAs(Condition.failed())
                .then(Action.restart())
                .cooldown(Duration.ofSeconds(30))
                .backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
        Bench ahead =
                new Bench(new Budget(1, HOUR), rule).see(Statuses.running("a")).see(Statuses.failed());
        ahead.engine.begin(ahead.orders.get(0), ahead.now());
        ahead.done(Statuses.failed());
        Bench next = new Bench(new Budget(1, HOUR), rule);
        Instant yearsBefore = Instant.parse("2020-01-01T00:00:00Z");

        next.engine.restore(StateReader.read(StateText.of(ahead.engine.copy()), yearsBefore), yearsBefore);

        Trial trial = trialOf(next);
        assertThat(trial.state().retryAt).isEqualTo(yearsBefore.plusSeconds(60));
        assertThat(trial.state().firings.all()).containsExactly(yearsBefore);
        assertThat(next.engine.ward().firings().all()).containsExactly(yearsBefore);
    }

    @Test
    void whatWasFarApartIsSoAlsoAfterAClockThatWasAhead() {
        Bench ahead = new Bench(alert.on("bot"));
        for (int i = 0; i < 4; i++) {
            ahead.pass(Duration.ofDays(2)).see(Statuses.running("r" + i)).see(Statuses.failed());
        }
        Bench next = new Bench(alert.on("bot"));
        Instant yearsBefore = Instant.parse("2020-01-01T00:00:00Z");

        next.engine.restore(StateReader.read(StateText.of(ahead.engine.copy()), yearsBefore), yearsBefore);

        Ring failures = next.engine.ward().history(UnitName.of("bot.service")).failures();
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
        assertThat(events.get(0)).asString().contains("not ours to put aside");
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

    private static Trial trialOf(Bench bench) {
        List<Trial> trials = new ArrayList<>();
        bench.engine.trials().forEach(trials::add);
        return trials.get(0);
    }

    @Test
    void whatWasBegunIsNotDecidedAgain() {
        Bench bench = new Bench(alert.on("bot")).see(Statuses.failed());
        bench.engine.begin(bench.orders.get(0), bench.now());
        Bench next = next(bench);

        assertThat(next.see(Statuses.failed()).passSeconds(3600).told()).isEmpty();
    }

    @Test
    void whatMerelyHappenedAndWasNotBegunIsDoneByTheNextProgram() {
        Rule crash = Rule.named("crash").on("bot").when(Condition.crashed()).then(Action.log());
        Bench bench = new Bench(crash).see(Statuses.running("a")).see(Statuses.failed());
        Bench next = new Bench(crash);
        next.engine.restore(StateReader.read(StateText.of(bench.engine.copy()), FAR), FAR);

        assertThat(next.see(Statuses.running("b")).told()).containsExactly("log");
        assertThat(next.events).isEmpty();
        assertThat(next.passSeconds(60).told()).containsExactly("Recovered");
    }

    private Bench next(Bench bench) {
        Bench next = new Bench(new Budget(1, HOUR), bench.engine.rules().toArray(Rule[]::new));
        next.engine.restore(StateReader.read(StateText.of(bench.engine.copy()), FAR), FAR);
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
        Bench bench = new Bench(alert.on("bot"));
        bench.see(Statuses.running("a")).see(bench.database, Statuses.running("d"));
        StateCopy before = bench.engine.copy();
        assertThat(bench.engine.copy()).isEqualTo(before);
        bench.see(Statuses.failed());
        StateCopy failed = bench.engine.copy();
        assertThat(failed.units().get(0)).isNotEqualTo(before.units().get(0));
        assertThat(failed.units().get(1)).isSameAs(before.units().get(1));
        bench.engine.begin(bench.orders.get(0), bench.now());
        StateCopy begun = bench.engine.copy();
        assertThat(begun).isNotEqualTo(failed);
        bench.passSeconds(1).done(Statuses.failed());
        StateCopy done = bench.engine.copy();
        assertThat(done).isNotEqualTo(begun);
        bench.engine.ward().guard(UnitName.of("database.service")).maintain(true);
        bench.engine.adjusted();
        bench.take(bench.engine.review(bench.now()));

        assertThat(StateText.of(bench.engine.copy())).contains("service database.service true");
    }

    @Test
    void aFileThatIsSmallHoldsManyMoments() {
        Bench bench = new Bench(alert.on("bot"));
        for (int i = 0; i < 1000; i++) {
            bench.passSeconds(1).see(Statuses.running("r" + i)).see(Statuses.failed());
        }
        String text = StateText.of(bench.engine.copy());
        Bench next = new Bench(alert.on("bot"));
        next.engine.restore(StateReader.read(text, FAR), FAR);

        assertThat(text).hasSizeLessThan(25_000);
        assertThat(next.engine
                        .ward()
                        .history(UnitName.of("bot.service"))
                        .failures()
                        .all())
                .isEqualTo(bench.engine
                        .ward()
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
        return events.stream().map(Bench::word).toList();
    }
}
