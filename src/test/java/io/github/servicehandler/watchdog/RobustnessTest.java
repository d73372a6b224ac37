package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Signal;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.Fault;
import io.github.servicehandler.testing.ProgramBehaviour;
import io.github.servicehandler.watch.Watch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Step runs that fail half-way, rules that throw exceptions, and misuse of a watchdog. */
@Timeout(60)
class RobustnessTest {

    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    @TempDir
    Path directory;

    private final FakeSystemd fake = FakeSystemd.create();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), fake);
    private final List<WatchdogEvent> events = new ArrayList<>();

    private ServiceHandler install(String name) {
        fake.install(name, "[Service]\nExecStart=/usr/bin/" + name + "\n");
        ServiceHandler service = systemd.service(name);
        service.start();
        return service;
    }

    private Watchdog.Builder watching(ServiceHandler... services) {
        return Watchdog.builder().watch(services).onEvent(events::add);
    }

    private static Rule revive() {
        return Rule.named("revive").asLongAs(Condition.failed()).then(Action.resetFailed(), Action.restart());
    }

    @Test
    void anOrderThatFailedHalfWayIsGivenAgainThoughItsConditionDoesNotHoldAnyMore() {
        EngineFixture fixture =
                new EngineFixture(revive()).see(TestStatuses.running("a")).see(TestStatuses.failed());
        assertThat(fixture.told()).containsExactly("reset-failed+restart");
        fixture.engine.start(fixture.stepRuns.get(0), fixture.now());

        fixture.failed(TestStatuses.stopped()).passSeconds(5);

        assertThat(fixture.told()).contains("reset-failed+restart").doesNotContain("Recovered", "STOPPED");
    }

    @Test
    void whatCameUpAfterAFailedOrderIsLeftAlone() {
        EngineFixture fixture =
                new EngineFixture(revive()).see(TestStatuses.running("a")).see(TestStatuses.failed());
        fixture.told();

        fixture.failed(TestStatuses.running("b")).passSeconds(120);

        assertThat(fixture.told()).containsExactly("Recovered");
    }

    @Test
    void aRestartForReadingsThatFailedHalfWayIsGivenAgain() {
        fake.install("bot", "[Service]\nType=exec\nExecStart=/usr/bin/it\n");
        ServiceHandler bot = systemd.service("bot");
        bot.start();
        fake.unit("bot").memory(200);
        Rule fat = Rule.named("fat").asLongAs(Condition.memoryAbove(100)).then(Action.resetFailed(), Action.restart());
        try (Watchdog dog = watching(bot).rule(fat).start()) {
            fake.unit("bot").behaves(ProgramBehaviour.cannotExecute());
            fake.advance(Duration.ofSeconds(11));
            assertThat(bot.state()).isEqualTo(ServiceState.ERROR);
            fake.unit("bot").behaves(ProgramBehaviour.healthy());
            fake.advance(Duration.ofMinutes(1));

            assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aRuleThatThrowsTakesNoOtherRuleWithIt(Error mistake) {
        Rule bad = Rule.named("bad")
                .asLongAs(Condition.that("bad", snapshot -> {
                    throw mistake;
                }))
                .then(Action.log());
        EngineFixture fixture = new EngineFixture(bad, revive()).see(TestStatuses.running("a"));

        fixture.see(TestStatuses.failed());

        assertThat(fixture.told()).containsExactly("reset-failed+restart");
        assertThat(fixture.engine.nextDue()).isNotNull();
    }

    static Stream<Error> mistakes() {
        return Stream.of(
                new AssertionError("somebody's"), new NoClassDefFoundError("missing"), new StackOverflowError());
    }

    @Test
    void endlessTimesAreRefused() {
        Rule rule = revive();
        Duration second = Duration.ofSeconds(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule.backoff(second, FOREVER))
                .withMessageContaining("100 years");
        assertThatIllegalArgumentException().isThrownBy(() -> rule.cooldown(FOREVER));
        assertThatIllegalArgumentException().isThrownBy(() -> rule.grace(FOREVER));
        assertThatIllegalArgumentException().isThrownBy(() -> Condition.failed().heldFor(FOREVER));
    }

    @Test
    void noOrderIsGivenWhileTheManagerCannotBeHeard() throws InterruptedException {
        ServiceHandler bot = install("bot");
        Rule often = Rule.named("often")
                .asLongAs(Condition.every(Duration.ofMinutes(2)))
                .then(Action.restart());
        CountDownLatch lost = new CountDownLatch(1);
        try (Watchdog dog = watching(bot).rule(often).start();
                Watch watch = Watch.of(bot)) {
            // notified after the watch of the watchdog, which was registered before
            watch.onEvent(event -> lost.countDown(), Runnable::run);
            fake.fail(Fault.busGone());
            fake.disconnect();
            lost.await();
            fake.advance(Duration.ofMinutes(10));

            assertThat(events).isEmpty();
            fake.recover();
            // another thread queries the manager, and may not have done so yet
            await().until(() -> {
                fake.advance(Duration.ofMinutes(3));
                return events.stream().anyMatch(WatchdogEvent.Fired.class::isInstance);
            });
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void aGroupLeavesMembersInMaintenanceAlone() {
        ServiceHandler database = install("database");
        ServiceHandler api = install("api");
        Rule group = Rule.named("group")
                .on("database")
                .when(Condition.failed())
                .then(Action.restartGroup(RestartStrategy.ONE_FOR_ALL, "database", "api"));
        try (Watchdog dog = watching(database, api).rule(group).start()) {
            dog.maintenance(api, true);
            String run = api.status().invocationId().orElseThrow();

            fake.unit("database").crash(1);
            fake.advance(Duration.ofMinutes(1));

            assertThat(database.state()).isEqualTo(ServiceState.RUNNING);
            assertThat(api.status().invocationId()).contains(run);
        }
    }

    @Test
    void aDryRunLeavesTheStateAsItWas() {
        Path file = directory.resolve("state");
        ServiceHandler bot = install("bot");
        Rule pause = Rule.named("pause").when(Condition.failed()).then(Action.quarantine());
        try (Watchdog dog = watching(bot).rule(pause).state(file).dryRun().start()) {
            fake.unit("bot").crash(1);
            fake.advance(Duration.ofMinutes(1));
            assertThat(dog.quarantined()).containsExactly(bot);
        }

        assertThat(file).doesNotExist();
    }

    @Test
    void startingTwiceIsStartingOnce() {
        ServiceHandler bot = install("bot");
        Rule lines = Rule.named("lines")
                .when(Condition.logged(Pattern.compile("E"), 2, Duration.ofMinutes(5)))
                .then(Action.log());
        try (Watchdog dog = watching(bot).rule(lines).start().start()) {
            fake.unit("bot").log("E");
            fake.advance(Duration.ofSeconds(10));

            assertThat(events).isEmpty();
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void releasingWhatIsInNoQuarantineDoesNothing() {
        ServiceHandler bot = install("bot");
        try (Watchdog dog = watching(bot).rule(revive()).start()) {
            dog.release(bot);
            fake.advance(Duration.ofSeconds(1));

            assertThat(events).isEmpty();
        }
    }

    @Test
    void whatIsReleasedAndStillWrongIsTriedAnew() {
        ServiceHandler bot = install("bot");
        Rule once =
                Rule.named("once").when(Condition.failed()).then(Action.start()).escalateTo(Action.quarantine());
        try (Watchdog dog = watching(bot).rule(once).start()) {
            fake.unit("bot").behaves(ProgramBehaviour.healthy().exits(1));
            fake.unit("bot").crash(1);
            fake.advance(Duration.ofMinutes(10));
            assertThat(dog.quarantined()).containsExactly(bot);
            events.clear();

            dog.release(bot);
            fake.advance(Duration.ofMillis(1));

            assertThat(events)
                    .anyMatch(event -> event instanceof WatchdogEvent.Fired fired
                            && fired.actions().equals(List.of("start")));
        }
    }

    @Test
    void beforeTheStartNothingIsDecided() {
        ServiceHandler bot = install("bot");
        Rule often = Rule.named("often")
                .asLongAs(Condition.every(Duration.ofMinutes(1)))
                .then(Action.log());
        try (Watchdog dog = watching(bot).rule(revive()).build()) {
            dog.maintenance(false);
            dog.rules(List.of(often));
            fake.advance(Duration.ofMinutes(5));
            assertThat(events).isNotEmpty().allMatch(WatchdogEvent.Noted.class::isInstance);

            dog.start();
            fake.advance(Duration.ofMinutes(2));

            assertThat(events).anyMatch(WatchdogEvent.Fired.class::isInstance);
        }
    }

    @Test
    void whatCannotStartLeavesNothingBehind() {
        Path file = directory.resolve("state");
        ServiceHandler bot = install("bot");
        bot.kill(Signal.KILL);
        Watchdog.Builder builder = watching(bot).rule(revive()).state(file);
        builder.random(() -> {
            throw new InternalError("a generator that is broken");
        });
        assertThatThrownBy(builder::start).isInstanceOf(InternalError.class);

        try (Watchdog dog = watching(bot).rule(revive()).state(file).start()) {
            fake.advance(Duration.ofMinutes(1));

            assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void aStateFileIsOneWatchdogsAlone() throws IOException {
        Path file = directory.resolve("state");
        ServiceHandler bot = install("bot");
        try (Watchdog dog = watching(bot).rule(revive()).state(file).start()) {
            assertThatThrownBy(() -> watching(bot).rule(revive()).state(file).build())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(file.toString());
            assertThat(isLockedForOthers(file)).isTrue();
            watching(bot).rule(revive()).state(file).dryRun().start().close();
            dog.maintenance(true);
        }

        watching(bot).rule(revive()).state(file).start().close();
        assertThat(file).content().contains("maintenance true");
    }

    @Test
    void aStateFileThatAnotherPartOfTheProgramHasIsTakenUntilThatGivesItBack() throws IOException {
        Path file = directory.resolve("state");
        Watchdog.Builder builder = watching(install("bot")).rule(revive()).state(file);
        try (FileChannel other =
                FileChannel.open(Path.of(file + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(other.lock().isValid()).isTrue();
            assertThatThrownBy(builder::build).isExactlyInstanceOf(IllegalStateException.class);
            assertThatThrownBy(builder::build)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(file.toString());
            assertThat(isLockedForOthers(file)).isTrue();
        }

        try (Watchdog dog = builder.build()) {
            assertThat(isLockedForOthers(file)).isTrue();
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    /** Asks the kernel, since the same program could take the lock again. */
    private static boolean isLockedForOthers(Path file) throws IOException {
        String owner = " POSIX  ADVISORY  WRITE " + ProcessHandle.current().pid() + " ";
        String inode = ":" + Files.getAttribute(Path.of(file + ".lock"), "unix:ino") + " ";
        return Files.readAllLines(Path.of("/proc/locks")).stream()
                .anyMatch(lock -> lock.contains(owner) && lock.contains(inode));
    }

    @Test
    void aCheckThatCannotBeMadeIsToldOfOnce() {
        ServiceHandler bot = install("bot");
        Rule check = Rule.named("check")
                .when(HealthCheck.commandFails(Command.of("/no/such/check")))
                .then(Action.restart());
        try (Watchdog dog = watching(bot).rule(check).start()) {
            fake.advance(Duration.ofMinutes(2));

            assertThat(events).singleElement().asString().contains("command-fails /no/such/check could not be read");
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void aReadingThatIsAsBadInTheNextRunIsSomethingNew() {
        ServiceHandler bot = install("bot");
        fake.unit("bot").memory(200);
        Rule fat =
                Rule.named("fat").when(Condition.memoryAbove(100).inLast(2, 2)).then(Action.restart());
        try (Watchdog dog = watching(bot).rule(fat).start()) {
            fake.advance(Duration.ofMinutes(2));

            assertThat(events.stream().filter(WatchdogEvent.Fired.class::isInstance))
                    .hasSizeGreaterThan(1);
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void contactThatWasLostBeforeTheStartIsKnown() {
        ServiceHandler bot = install("bot");
        bot.kill(Signal.KILL);
        fake.fail(Fault.noBridge());
        try (Watchdog dog = watching(bot).rule(revive()).build()) {
            fake.fail(Fault.busGone());
            fake.advance(Duration.ofSeconds(5));
            dog.start();
            fake.advance(Duration.ofSeconds(1));

            assertThat(events).noneMatch(WatchdogEvent.Fired.class::isInstance);
            fake.recover();
        }
    }

    @Test
    void aDirectoryIsNoStateFile() {
        Watchdog.Builder builder = watching(install("bot")).rule(revive()).state(directory);

        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining(directory.toString());
        assertThat(directory).isDirectory();
    }

    @Test
    void aLinkToAStateFileStaysOne() throws IOException {
        Path volume = Files.createDirectory(directory.resolve("volume"));
        Path target = Files.createFile(volume.resolve("state"));
        Files.delete(target);
        Path link = directory.resolve("link");
        ServiceHandler bot = install("bot");
        watching(bot).rule(revive()).state(target).start().close();
        Files.createSymbolicLink(link, target);

        try (Watchdog dog = watching(bot).rule(revive()).state(link).start()) {
            dog.maintenance(bot, true);
        }

        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(target)).contains("service bot.service true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"up for 1s 200000000000000000d", "not up for 5min", "not not up for 5min"})
    void whatCannotBeMeantIsAMistake(String condition) {
        assertThatThrownBy(() -> RuleFileParser.parse("rule r\n  as long as " + condition + "\n  then restart\n"))
                .isInstanceOf(RuleFileException.class);
    }

    @Test
    void depthAndLengthOfALineAreBounded() {
        assertThatThrownBy(() -> RuleFileParser.parse("rule r\n  as long as " + "(".repeat(900) + "up\n"))
                .isInstanceOf(RuleFileException.class)
                .hasMessageContaining("100 deep");
        assertThatThrownBy(() -> RuleFileParser.parse("rule r\n  as long as " + "not ".repeat(400) + "up\n"))
                .isInstanceOf(RuleFileException.class);
        assertThatThrownBy(() -> RuleFileParser.parse("rule r\n  then run \"" + "x".repeat(20_000) + "\"\n"))
                .isInstanceOf(RuleFileException.class)
                .hasMessageContaining("2000 characters");
    }

    @Test
    void aByteOrderMarkIsPassedOver() {
        assertThat(RuleFileParser.parse("\uFEFFrule r\n  when failed\n  then restart\n"))
                .hasSize(1);
    }

    @Test
    void bothMeaningsOfANegationForATimeAreWrittenWithBrackets() {
        Duration time = Duration.ofMinutes(5);

        assertThat(Condition.not(Condition.up().heldFor(time))).hasToString("not (up for 5min)");
        assertThat(Condition.not(Condition.up()).heldFor(time)).hasToString("(not up) for 5min");
    }

    @Test
    void aRuleIsOnSomeServiceOrOnAll() {
        assertThatIllegalArgumentException().isThrownBy(() -> revive().on()).withMessageContaining("revive");
    }
}
