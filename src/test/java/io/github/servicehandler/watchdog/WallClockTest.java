package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.testing.FakeSystemd;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A watchdog on a machine whose clock is set. */
class WallClockTest {

    private final FakeSystemd fake = FakeSystemd.create();
    private final List<WatchdogEvent> events = new ArrayList<>();
    private Duration offset = Duration.ZERO;
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), new SetClock());

    /** A machine whose wall clock is independent of the time that passes. */
    private final class SetClock implements CommandRunner, TimeSource {

        @Override
        public CommandResult run(Command command) {
            return fake.run(command);
        }

        @Override
        public RunningCommand start(Command command) {
            return fake.start(command);
        }

        @Override
        public TimeSource time() {
            return this;
        }

        @Override
        public Instant instant() {
            return fake.time().instant().plus(offset);
        }

        @Override
        public long nanos() {
            return fake.time().nanos();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            fake.time().sleep(duration);
        }

        @Override
        public Scheduled schedule(Duration delay, Runnable task) {
            return fake.time().schedule(delay, task);
        }
    }

    @Test
    void atIsRightAgainOnceTheClockIs() {
        LocalTime inAnHour =
                fake.time().instant().atZone(ZoneOffset.UTC).toLocalTime().plusHours(1);
        Rule daily = Rule.named("daily")
                .on("bot")
                .when(Condition.at(inAnHour, ZoneOffset.UTC))
                .then(Action.log());
        try (Watchdog dog = watching(daily)) {
            offset = Duration.ofHours(-5);
            fake.unit("bot").crash(1);
            fake.advance(Duration.ofMinutes(10));
            offset = Duration.ZERO;
            fake.advance(Duration.ofMinutes(49));
            assertThat(fired("daily")).isEmpty();

            fake.advance(Duration.ofMinutes(2));

            assertThat(fired("daily")).hasSize(1);
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void silenceBeginsAnewAfterASleep() {
        Rule silence = Rule.named("silence")
                .on("bot")
                .when(Condition.silentFor(Duration.ofMinutes(5)))
                .then(Action.log());
        try (Watchdog dog = watching(silence)) {
            fake.advance(Duration.ofMinutes(4));
            offset = Duration.ofHours(8);
            fake.advance(Duration.ofMinutes(5));
            assertThat(fired("silence")).isEmpty();

            // the journal is read to its end first, which takes a moment
            fake.advance(Duration.ofSeconds(61));

            assertThat(fired("silence")).hasSize(1);
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    /** Starts a watchdog with a rule for a service, which another rule wakes up each minute. */
    private Watchdog watching(Rule rule) {
        Rule ticking = Rule.named("ticking")
                .on("clock")
                .when(Condition.every(Duration.ofMinutes(1)))
                .then(Action.log());
        return Watchdog.builder()
                .watch(install("bot"), install("clock"))
                .rule(rule)
                .rule(ticking)
                .onEvent(events::add)
                .start();
    }

    private ServiceHandler install(String name) {
        fake.install(name, "[Service]\nExecStart=/usr/bin/" + name + "\n");
        ServiceHandler service = systemd.service(name);
        service.start();
        return service;
    }

    private List<WatchdogEvent> fired(String rule) {
        return events.stream()
                .filter(event -> event instanceof WatchdogEvent.Fired fired
                        && fired.rule().equals(rule))
                .toList();
    }
}
