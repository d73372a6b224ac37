package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readings on the real clock. */
@Timeout(60)
class SamplerTest {

    private static final Duration PACE = Duration.ofMillis(100);

    private final FakeSystemd fake = FakeSystemd.create();

    private final Systemd systemd =
            Systemd.of(ManagerAddress.user(), new RealTime()).withTimeout(Duration.ofSeconds(1));
    private final List<WatchdogEvent> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);

    /** A runner that answers as the in-memory systemd does, but on the real clock. */
    private final class RealTime implements CommandRunner {

        @Override
        public CommandResult run(Command command) {
            return fake.run(command);
        }
    }

    @Test
    void aProbeThatHangsHoldsUpNoOther() {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        Condition hangs = sampled("hangs", input -> {
            begun.incrementAndGet();
            end.await();
            return new SensorReading(TruthValue.TRUE, null, "too late", input.now());
        });
        Condition other = sampled("other", input -> {
            others.incrementAndGet();
            return new SensorReading(TruthValue.TRUE, null, "read", input.now());
        });
        try (Watchdog dog = watching(hangs.and(other))) {
            await().until(() -> others.get() > 3 && !events.isEmpty());

            assertThat(begun).hasValue(1);
            assertThat(events).singleElement().asString().contains("hangs could not be read: no answer within 1s 1ms");
            assertThat(dog.quarantined()).isEmpty();
            end.countDown();
            await().until(() -> events.stream().anyMatch(WatchdogEvent.Fired.class::isInstance));
        }
    }

    @Test
    void aProbeThatHangsLeavesOthersTheirPace() {
        AtomicInteger others = new AtomicInteger();
        Condition hangs = SampledCondition.of("hangs", Duration.ofMinutes(1), input -> {
                    end.await();
                    return new SensorReading(TruthValue.TRUE, null, "too late", input.now());
                })
                .sampledEvery(PACE);
        Condition other = sampled("other", input -> {
            others.incrementAndGet();
            return new SensorReading(TruthValue.TRUE, null, "read", input.now());
        });
        try (Watchdog dog = watching(hangs.and(other))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> others.get() > 10);

            assertThat(events).isEmpty();
            assertThat(dog.quarantined()).isEmpty();
        } finally {
            end.countDown();
        }
    }

    @Test
    void aGlanceThatFailsEndsNoReadings() {
        AtomicInteger glances = new AtomicInteger();
        Sensor.Probe broken = new Sensor.Probe() {
            @Override
            public Optional<SensorReading> readImmediately(ProbeInput input) {
                if (glances.incrementAndGet() < 3) {
                    throw new IllegalStateException("broken");
                }
                return Optional.of(read(input));
            }

            @Override
            public SensorReading read(ProbeInput input) {
                return new SensorReading(TruthValue.TRUE, null, "read", input.now());
            }
        };
        try (Watchdog dog = watching(SampledCondition.of("it", broken).sampledEvery(PACE))) {
            await().until(() -> events.stream().anyMatch(WatchdogEvent.Fired.class::isInstance));

            assertThat(events.get(0)).asString().contains("it could not be read: broken");
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    private static Condition sampled(String text, Sensor.Probe probe) {
        return SampledCondition.of(text, Duration.ofMillis(1), probe).sampledEvery(PACE);
    }

    private Watchdog watching(Condition condition) {
        fake.install("bot", "[Service]\nExecStart=/usr/bin/bot\n");
        ServiceHandler bot = systemd.service("bot");
        bot.start();
        return Watchdog.builder()
                .watch(bot)
                .rule(Rule.named("it").asLongAs(condition).then(Action.log()))
                .onEvent(events::add)
                .start();
    }
}
