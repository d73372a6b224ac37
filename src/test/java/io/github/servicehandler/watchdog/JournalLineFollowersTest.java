package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.Fault;
import io.github.servicehandler.watchdog.WatchdogEvent.Fired;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Following the journals of many services at once. */
class JournalLineFollowersTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final FakeSystemd fake = FakeSystemd.create();
    private final Systemd user = Systemd.of(ManagerAddress.user(), fake);
    private final Queue<WatchdogEvent> events = new ConcurrentLinkedQueue<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Watchdog.class.getPackageName());
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    private final Rule lost = Rule.named("lost")
            .when(Condition.logged(Pattern.compile("lost \\w+"), 1, MINUTE))
            .then(Action.log());

    private final Rule twice = Rule.named("twice")
            .when(Condition.logged(Pattern.compile("lost \\w+"), 2, MINUTE))
            .then(Action.log());

    @AfterEach
    void stopFollowingJournal() {
        logger.detachAppender(logged);
        logger.setLevel(null);
    }

    private List<ServiceHandler> running(Systemd systemd, String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> running(systemd, prefix + i))
                .toList();
    }

    private ServiceHandler running(Systemd systemd, String name) {
        fake.install(name);
        ServiceHandler service = systemd.service(name);
        service.start();
        return service;
    }

    private Watchdog start(List<ServiceHandler> services) {
        Watchdog.Builder builder = Watchdog.builder().rule(lost).onEvent(events::add);
        services.forEach(builder::watch);
        return builder.start();
    }

    private List<String> fired() {
        return events.stream()
                .filter(Fired.class::isInstance)
                .map(event -> ((Fired) event).service().unitName().toString())
                .toList();
    }

    private long journalctls() {
        return fake.commands().stream()
                .filter(command -> command.program().equals("journalctl"))
                .count();
    }

    /** Returns how many commands it takes to follow the journals of so many services for ten seconds. */
    private long journalctls(int services) {
        List<ServiceHandler> all = running(user, "bot-" + services + "-", services);
        long before = journalctls();
        try (Watchdog dog = start(all)) {
            fake.advance(Duration.ofSeconds(10));
            assertThat(dog.table()).isNotEmpty();
        }
        return journalctls() - before;
    }

    @Test
    void manyServicesTakeNoMoreCommandsThanOne() {
        assertThat(journalctls(30)).isEqualTo(journalctls(1)).isPositive();
    }

    @Test
    void aLineCountsForWhoWroteIt() {
        List<ServiceHandler> bots = running(user, "bot-", 3);
        try (Watchdog dog = start(bots)) {
            fake.unit("bot-1").log("lost connection");
            fake.advance(Duration.ofSeconds(5));
            assertThat(fired()).containsExactly("bot-1.service");
            fake.unit("bot-2").log("lost patience");
            fake.advance(Duration.ofSeconds(5));

            assertThat(fired()).containsExactly("bot-1.service", "bot-2.service");
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void aLineThatSeveralRulesLookForCountsOnce() {
        List<ServiceHandler> bots = running(user, "bot-", 1);
        try (Watchdog dog = start(bots)) {
            dog.rules(List.of(lost, twice));
            fake.unit("bot-0").log("lost connection");
            fake.advance(Duration.ofSeconds(5));
            assertThat(rulesThatFired()).containsExactly("lost");

            fake.unit("bot-0").log("lost patience");
            fake.advance(Duration.ofSeconds(5));
            assertThat(rulesThatFired()).containsExactly("lost", "twice");
        }
    }

    @Test
    void whatNobodyWatchesCountsForNobody() {
        List<ServiceHandler> bots = running(user, "bot-", 2);
        running(user, "other");
        try (Watchdog dog = start(bots)) {
            fake.unit("other").log("lost connection");
            fake.advance(Duration.ofSeconds(5));

            assertThat(fired()).isEmpty();
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void aJournalThatCannotBeReadNowIsReadAgain() {
        List<ServiceHandler> bots = running(user, "bot-", 2);
        try (Watchdog dog = start(bots)) {
            fake.fail(Fault.journalDenied());
            fake.advance(Duration.ofSeconds(3));
            fake.recover();
            fake.unit("bot-0").log("lost connection");
            fake.advance(Duration.ofSeconds(5));

            assertThat(fired()).containsExactly("bot-0.service");
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    private List<String> warnings() {
        return logged.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private List<String> messages() {
        return logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private void listenTo(Level level) {
        logged.start();
        logger.setLevel(level);
        logger.addAppender(logged);
    }

    @Test
    void aJournalThatCannotBeFollowedIsWarnedOfOnceForTheManager() {
        List<ServiceHandler> bots = running(user, "bot-", 3);
        listenTo(Level.WARN);
        fake.fail(Fault.journalDenied());
        try (Watchdog dog = start(bots)) {
            fake.advance(Duration.ofSeconds(35));
            fake.unit("bot-0").log("lost connection");
            fake.advance(Duration.ofSeconds(35));

            assertThat(messages())
                    .containsExactly("the journal of 3 services of the user manager cannot be followed;"
                            + " conditions on it stay unknown; another attempt follows every 10 s");
            assertThat(fired()).isEmpty();
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void aJournalThatCannotBeFollowedNowIsFollowedLater() {
        List<ServiceHandler> bots = running(user, "bot-", 2);
        listenTo(Level.INFO);
        fake.fail(Fault.journalDenied());
        try (Watchdog dog = start(bots)) {
            fake.recover();
            fake.advance(Duration.ofSeconds(11));
            fake.unit("bot-0").log("lost connection");
            fake.advance(Duration.ofSeconds(5));

            assertThat(fired()).containsExactly("bot-0.service");
            assertThat(messages())
                    .filteredOn(message -> message.startsWith("the journal of "))
                    .last()
                    .isEqualTo("the journal of 2 services of the user manager is now followed");
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void newRulesDuringAFaultFollowTheJournalLater() {
        List<ServiceHandler> bots = running(user, "bot-", 2);
        try (Watchdog dog = start(bots)) {
            fake.fail(Fault.journalDenied());
            dog.rules(List.of(lost));
            fake.advance(Duration.ofSeconds(3));
            fake.unit("bot-0").log("lost connection");
            fake.recover();
            fake.advance(Duration.ofSeconds(12));

            assertThat(fired()).containsExactly("bot-0.service");
        }
    }

    @Test
    void newRulesMissNoLine() {
        List<ServiceHandler> bots = running(user, "bot-", 2);
        try (Watchdog dog = start(bots)) {
            fake.unit("bot-0").log("lost connection");
            fake.advance(Duration.ofMillis(200));
            dog.rules(List.of(lost, twice));
            fake.advance(Duration.ofSeconds(5));
            assertThat(fired()).containsExactly("bot-0.service");

            dog.rules(List.of(lost, twice));
            fake.advance(Duration.ofSeconds(5));
            // nor is it counted again
            assertThat(fired()).containsExactly("bot-0.service");
        }
    }

    @Test
    void ofServicesThatWereNotListenedToOnlyNewLinesCount() {
        List<ServiceHandler> bots = running(user, "bot-", 2);
        try (Watchdog dog = start(bots)) {
            dog.rules(List.of(lost.on("bot-0")));
            fake.unit("bot-1").log("lost connection");
            fake.advance(Duration.ofSeconds(2));
            dog.rules(List.of(lost));
            fake.advance(Duration.ofSeconds(5));
            assertThat(fired()).isEmpty();

            fake.unit("bot-1").log("lost connection");
            fake.advance(Duration.ofSeconds(5));
            assertThat(fired()).containsExactly("bot-1.service");
        }
    }

    @Test
    void whoeverFollowsOnThisMachinesClockMissesNoLineEither() {
        RealTime here = new RealTime();
        ServiceHandler bot = running(Systemd.of(ManagerAddress.user(), here), "bot");
        List<Rule> rules = List.of(ever("once", "lost", 1), ever("twice", "lost", 2), ever("done", "done", 1));
        try (Watchdog dog =
                Watchdog.builder().rules(rules).watch(bot).onEvent(events::add).start()) {
            for (int i = 0; i < 5; i++) {
                dog.rules(rules);
                fake.unit("bot").log(i == 2 ? "lost connection" : "fine");
            }
            dog.rules(rules);
            fake.unit("bot").log("done");

            await().until(() -> rulesThatFired().contains("done"));
            assertThat(rulesThatFired()).containsExactlyInAnyOrder("once", "done");
        }
    }

    /** Returns a rule on lines of any time, since the clock of the fake is not that of this machine. */
    private static Rule ever(String name, String pattern, int times) {
        return Rule.named(name)
                .when(Condition.logged(Pattern.compile(pattern), times, Duration.ofDays(36_500)))
                .then(Action.log());
    }

    private List<String> rulesThatFired() {
        return events.stream()
                .filter(Fired.class::isInstance)
                .map(event -> ((Fired) event).rule())
                .toList();
    }

    @Test
    void aRunnerThatStartsNothingLeavesTheJournalUnknown() {
        ServiceHandler bot = running(Systemd.of(ManagerAddress.user(), command -> fake.run(command)), "bot");
        listenTo(Level.WARN);
        try (Watchdog dog = start(List.of(bot))) {
            dog.rules(List.of(lost, twice));

            String warning = "the journal of 1 service of the user manager cannot be followed;"
                    + " conditions on it stay unknown";
            assertThat(warnings()).filteredOn(told -> told.equals(warning)).hasSize(1);
            assertThat(dog.table()).contains("twice");
            assertThat(fired()).isEmpty();
        }
    }

    @Test
    void otherRulesNeitherMoveTheBeginOfASilenceNorFollowTheJournalAgain() {
        RealTime here = new RealTime();
        ServiceHandler bot = running(user, "bot");
        ServiceHandler real = running(Systemd.of(ManagerAddress.user(), here), "real");
        Rule silent = Rule.named("silent")
                .when(Condition.silentFor(Duration.ofMinutes(30)))
                .then(Action.log());
        try (Watchdog dog = Watchdog.builder()
                        .rule(silent)
                        .watch(bot)
                        .onEvent(events::add)
                        .start();
                Watchdog onReal = Watchdog.builder().rule(lost).watch(real).start()) {
            for (int i = 1; i < 5; i++) {
                fake.advance(Duration.ofMinutes(10));
                dog.rules(List.of(silent, i % 2 == 0 ? lost : twice));
                onReal.rules(List.of(lost, ever("more", "lost", i)));
            }

            assertThat(rulesThatFired()).containsExactly("silent");
            assertThat(here.followers).hasSize(1);
        }
    }

    @Test
    void aSilenceDoesNotBeginBeforeItsRule() {
        ServiceHandler bot = running(user, "bot");
        try (Watchdog dog = start(List.of(bot))) {
            fake.advance(Duration.ofHours(1));
            dog.rules(List.of(
                    lost,
                    Rule.named("silent")
                            .when(Condition.silentFor(Duration.ofMinutes(30)))
                            .then(Action.log())));
            fake.advance(Duration.ofMinutes(29));
            assertThat(fired()).isEmpty();
            fake.advance(Duration.ofMinutes(2));

            assertThat(rulesThatFired()).containsExactly("silent");
        }
    }

    @Test
    void aSlowPatternNeitherSilencesOtherRulesNorDelaysClosing() {
        RealTime here = new RealTime();
        Systemd systemd = Systemd.of(ManagerAddress.user(), here);
        ServiceHandler evil = running(systemd, "evil");
        ServiceHandler bot = running(systemd, "bot");
        Watchdog dog = Watchdog.builder()
                .rules(List.of(ever("slow", "(.*a){12}b", 1).on("evil"), ever("once", "lost", 1)))
                .watch(evil, bot)
                .onEvent(events::add)
                .start();
        for (int i = 0; i < 10; i++) {
            fake.unit("evil").log("a".repeat(200));
        }
        fake.unit("bot").log("lost connection");

        await().until(() -> rulesThatFired().contains("once"));
        assertThat(events)
                .filteredOn(WatchdogEvent.Noted.class::isInstance)
                .singleElement()
                .hasToString("searching the log of evil.service for \"(.*a){12}b\" takes too long: a line was skipped,"
                        + " and conditions on this pattern may miss lines; use a simpler pattern, without nested"
                        + " repetitions");
        long begin = System.nanoTime();
        dog.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aServiceIsNotSilentBecauseItsFollowerIsDeaf() {
        DeafAtFirst here = new DeafAtFirst();
        ServiceHandler bot = running(Systemd.of(ManagerAddress.user(), here), "bot");
        Rule silent = Rule.named("silent")
                .when(Condition.silentFor(Duration.ofSeconds(1)))
                .then(Action.log());
        try (Watchdog dog = Watchdog.builder()
                .rules(List.of(silent, ever("heard", "tick", 1)))
                .watch(bot)
                .onEvent(events::add)
                .start()) {
            fake.unit("bot").log("tick");

            // the follower gets its time to deliver the line before it is started again
            await().atMost(Duration.ofSeconds(20)).until(() -> rulesThatFired().contains("heard"));
            assertThat(rulesThatFired()).containsExactly("heard");
            assertThat(dog.quarantined()).isEmpty();
            // silence that the journal confirms is silence
            await().atMost(Duration.ofSeconds(20)).until(() -> rulesThatFired().contains("silent"));
        }
    }

    /** A runner whose first following journalctl shows nothing. */
    private final class DeafAtFirst implements CommandRunner {

        private final AtomicBoolean deaf = new AtomicBoolean(true);

        @Override
        public CommandResult run(Command command) {
            return fake.run(command);
        }

        @Override
        public RunningCommand start(Command command) {
            boolean follows = command.argv().contains("--follow");
            if (!follows || !deaf.getAndSet(false)) {
                return fake.start(command);
            }
            return fake.start(Command.of(List.of("journalctl", "--follow", "--output=export", "_PID=nobody")));
        }
    }

    @Test
    void eachManagerHasAJournalctlOfItsOwn() {
        RealTime here = new RealTime();
        RealTime there = new RealTime();
        List<ServiceHandler> both = new ArrayList<>(running(Systemd.of(ManagerAddress.user(), here), "bot-", 3));
        both.add(running(Systemd.of(ManagerAddress.user(), there), "elsewhere"));
        try (Watchdog dog = start(both)) {
            assertThat(here.followers)
                    .singleElement()
                    .asString()
                    .contains(" _SYSTEMD_USER_UNIT=bot-0.service _SYSTEMD_USER_UNIT=bot-1.service")
                    .doesNotContain("elsewhere");
            assertThat(there.followers).singleElement().asString().contains("_SYSTEMD_USER_UNIT=elsewhere.service ");
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void aReadingThatBreaksIsDoneAgainAndToldOnce() {
        BreaksDown runner = new BreaksDown();
        ServiceHandler bot = running(Systemd.of(ManagerAddress.user(), runner), "bot");
        listenTo(Level.WARN);
        try (Watchdog dog = start(List.of(bot))) {
            runner.broken = true;
            fake.unit("bot").log("lost connection");
            fake.advance(Duration.ofSeconds(5));
            assertThat(fired()).isEmpty();
            runner.broken = false;
            fake.advance(Duration.ofSeconds(5));

            assertThat(fired()).containsExactly("bot.service");
            assertThat(warnings())
                    .filteredOn(warning -> warning.startsWith("the journal of "))
                    .hasSize(1);
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    /** A runner that starts commands of the fake, on its time, unless it is broken. */
    private final class BreaksDown implements CommandRunner {

        private boolean broken;

        @Override
        public CommandResult run(Command command) {
            return fake.run(command);
        }

        @Override
        public RunningCommand start(Command command) {
            if (broken) {
                throw new IllegalStateException("a broken runner");
            }
            return fake.start(command);
        }

        @Override
        public TimeSource time() {
            return fake.time();
        }
    }

    /** A runner that runs commands of the fake on the clock of this machine, on which journals are followed. */
    private final class RealTime implements CommandRunner {

        private final List<Command> followers = new ArrayList<>();

        @Override
        public CommandResult run(Command command) {
            return fake.run(command);
        }

        @Override
        public synchronized RunningCommand start(Command command) {
            if (command.argv().contains("--follow")) {
                followers.add(command);
            }
            return fake.start(command);
        }
    }
}
