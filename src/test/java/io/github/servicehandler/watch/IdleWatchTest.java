package io.github.servicehandler.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of what a watch by pattern asks a manager: nothing while nothing happens, whatever units others look at. */
@Timeout(60)
class IdleWatchTest {

    private final FakeSystemd fake = FakeSystemd.create();
    private final BusCallCounter calls = new BusCallCounter(fake);
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), calls);
    private final List<String> received = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"ghost*", "*", "*.mount", "bot-*"})
    void asksNothingWhileNothingHappens(String pattern) {
        fake.install("bot-1", "[Unit]\nAfter=bot-missing.service\n[Service]\nExecStart=/bin/bot\n");
        try (Watch watch = all(pattern)) {
            systemctl("start", "bot-1");
            assertQuiet(watch);
        }
    }

    @Test
    void aLookAtAMissingUnitCausesNoLoopAndNoEvent() {
        try (Watch watch = all("ghost*")) {
            int before = calls.calls().size();

            for (int i = 0; i < 5; i++) {
                systemctl("show", "ghost1");
            }
            settle(watch);

            assertThat(calls.calls().size() - before)
                    .as("a list and a file for each look")
                    .isLessThanOrEqualTo(10);
            assertThat(calls.count("GetAll")).isZero();
            assertThat(received).isEmpty();
            assertQuiet(watch);
        }
    }

    @Test
    void aMissingUnitThatAnotherOneNamesCausesNoLoop() {
        fake.install("ghost-app", "[Unit]\nWants=ghost-db.service\n[Service]\nExecStart=/bin/app\n");
        try (Watch watch = all("ghost*")) {
            assertThat(watch.statuses()).hasSize(1);
            assertQuiet(watch);
            systemctl("start", "ghost-app");
            settle(watch);
            assertThat(received).containsExactly("ghost-app.service: STOPPED -> RUNNING");
            systemctl("stop", "ghost-app");
            systemctl("show", "ghost-app");
            settle(watch);

            assertThat(received).filteredOn(event -> event.contains("ghost-db")).isEmpty();
            assertQuiet(watch);
        }
    }

    @Test
    void aMissingUnitThatAnotherOneNamesIsReportedOnceItComesIntoBeing() {
        fake.install("ghost-app", "[Unit]\nWants=ghost-db.service\n[Service]\nExecStart=/bin/app\n");
        try (Watch watch = all("ghost*")) {
            systemctl("start", "ghost-app");
            fake.install("ghost-db");
            systemctl("start", "ghost-db");
            settle(watch);

            assertThat(received).contains("ghost-db.service was added: RUNNING");
            assertThat(watch.status(systemd.service("ghost-db")).mainPid()).isPresent();
            assertQuiet(watch);
        }
    }

    @Test
    void aUnitThatHasOnlyBeenLookedAtIsReportedWithoutBeingRead() {
        try (Watch watch = all("bot-*")) {
            fake.install("bot-1");
            int before = calls.calls().size();
            systemctl("show", "bot-1");
            settle(watch);

            assertThat(received).containsExactly("bot-1.service was added: STOPPED");
            assertThat(calls.calls().size() - before).isLessThanOrEqualTo(2);
            systemctl("start", "bot-1");
            settle(watch);
            assertThat(watch.status(systemd.service("bot-1")).state()).isEqualTo(ServiceState.RUNNING);
            assertThat(watch.status(systemd.service("bot-1")).fragmentPath()).isPresent();
            assertQuiet(watch);
        }
    }

    @Test
    void aFollowedUnitThatIsLookedAtIsNotReadAgain() {
        ServiceHandler bot = systemd.service("bot-1");
        fake.install("bot-1");
        try (Watch watch = all("bot-*");
                Watch byName = Watch.of(bot, systemd.service("bot-missing"))) {
            int before = calls.count("GetAll");

            for (int i = 0; i < 5; i++) {
                systemctl("show", "bot-1", "bot-missing");
            }
            settle(watch);

            assertThat(before).isPositive();
            assertThat(calls.count("GetAll")).isEqualTo(before);
            assertThat(byName.status(bot).state()).isEqualTo(ServiceState.STOPPED);
            assertQuiet(watch);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void aUnitThatEndsAtOnceIsReportedAlthoughItIsGone(String program) {
        try (Watch watch = all("once*")) {
            for (int i = 0; i < 5; i++) {
                run("systemd-run", "--user", "--collect", "--unit=once-" + i, "/bin/" + program);
            }
            settle(watch);

            for (int i = 0; i < 5; i++) {
                String name = "once-" + i + ".service";
                assertThat(received).anyMatch(event -> event.startsWith(name + " was added: "));
                assertThat(received).contains(name + " was removed");
            }
            assertThat(watch.statuses()).isEmpty();
            assertQuiet(watch);
        }
    }

    private Watch all(String pattern) {
        return Watch.all(systemd, pattern).onEvent(event -> received.add(event.toString()), Runnable::run);
    }

    private void systemctl(String... words) {
        List<String> argv = new ArrayList<>(List.of("systemctl", "--user"));
        argv.addAll(List.of(words));
        run(argv.toArray(String[]::new));
    }

    private void run(String... argv) {
        CommandResult result = fake.run(Command.of(argv));
        assertThat(result.exitCode()).as(result.stderr()).isZero();
    }

    /** Asserts that time passes without a call. */
    private void assertQuiet(Watch watch) {
        settle(watch);
        List<String> before = calls.calls();
        settle(watch);
        assertThat(calls.calls()).isEqualTo(before);
    }

    /** Lets time pass until the watch asks nothing more; never returns if the watch asks in a loop. */
    private void settle(Watch watch) {
        List<String> before;
        do {
            before = calls.calls();
            fake.advance(Duration.ofSeconds(10));
            // an answer and the next question need real time
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        } while (!calls.calls().equals(before));
        assertThat(watch.isInContact()).isTrue();
    }
}
