package io.github.servicehandler.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.Variant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that clients of the fake's bus have handled all signals when a call on the fake returns. */
@Timeout(30)
class FakeBusThreadsTest {

    private static final Command USER = Command.of("systemd-stdio-bridge", "--bus-path=unix:path=/run/user/1000/bus");

    private final FakeSystemd fake = FakeSystemd.create();
    private final List<String> handled = new CopyOnWriteArrayList<>();

    private static Consumer<Message> onState(Consumer<String> what) {
        return signal -> {
            boolean changed =
                    signal.member().equals("PropertiesChanged") && signal.path().contains("bot");
            Map<?, ?> values = changed ? signal.value(1, Map.class) : Map.of();
            if (values.get("SubState") instanceof Variant state) {
                what.accept((String) state.value());
            }
        };
    }

    private void start() {
        fake.install("bot.service", "[Service]\nExecStart=/usr/bin/bot\nRestart=on-failure\nRestartSec=10\n");
        assertThat(fake.run(Command.of("systemctl", "--user", "start", "bot")).succeeded())
                .isTrue();
    }

    private String last() {
        return handled.get(handled.size() - 1);
    }

    @RepeatedTest(20)
    void clientsHaveHandledAllSignalsWhenACallReturns() {
        List<String> others = new CopyOnWriteArrayList<>();
        try (BusClient one = BusClient.subscribed(fake.start(USER), onState(handled::add));
                BusClient two = BusClient.subscribed(fake.start(USER), onState(others::add))) {
            start();
            assertThat(last()).isEqualTo("running");
            fake.unit("bot.service").crash(1);
            assertThat(handled).endsWith("failed", "auto-restart");
            fake.advance(Duration.ofSeconds(10));
            assertThat(last()).isEqualTo("running");
            assertThat(others).isEqualTo(handled);
            assertThat(one.signals()).hasSameSizeAs(two.signals());
        }
    }

    @Test
    void timeWaitsForReactingClients() {
        List<Instant> moments = new CopyOnWriteArrayList<>();
        start();
        Instant begin = fake.time().instant();
        try (BusClient client = BusClient.subscribed(
                fake.start(USER), onState(state -> moments.add(fake.time().instant())))) {
            assertThat(client.signals()).isNotNull();
            fake.unit("bot.service").crash(1);
            moments.clear();
            fake.advance(Duration.ofMinutes(5));
        }

        assertThat(moments)
                .isNotEmpty()
                .allMatch(moment -> Duration.between(begin, moment).toSeconds() == 10);
    }

    @Test
    void aReadingThreadMayCallTheFake() {
        start();
        List<String> results = new CopyOnWriteArrayList<>();
        Consumer<Message> reaction = onState(state -> {
            if (state.equals("auto-restart") && results.isEmpty()) {
                results.add(state);
                results.add(""
                        + fake.run(Command.of("systemctl", "--user", "stop", "bot"))
                                .exitCode());
            }
        });
        long begin = System.nanoTime();
        try (BusClient client = BusClient.subscribed(fake.start(USER), reaction);
                BusClient other = BusClient.subscribed(fake.start(USER), onState(handled::add))) {
            fake.unit("bot.service").crash(1);
            assertThat(results).containsExactly("auto-restart", "0");
            assertThat(last()).isEqualTo("dead");
            assertThat(client.signals()).hasSameSizeAs(other.signals());
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void waitingForASlowClientIsLimited() throws InterruptedException {
        start();
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Consumer<Message> slow = onState(state -> {
            stuck.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            handled.add(state);
        });
        try (BusClient client = BusClient.subscribed(fake.start(USER), slow)) {
            long begin = System.nanoTime();
            fake.unit("bot.service").crash(1);
            Duration first = Duration.ofNanos(System.nanoTime() - begin);
            assertThat(stuck.await(5, TimeUnit.SECONDS)).isTrue();
            fake.advance(Duration.ofSeconds(10));
            Duration both = Duration.ofNanos(System.nanoTime() - begin);

            assertThat(first).isBetween(Duration.ofMillis(1900), Duration.ofSeconds(4));
            assertThat(both.minus(first))
                    .as("the second call does not wait for the late client")
                    .isLessThan(Duration.ofSeconds(1));
            goOn.countDown();
            client.ping();
            assertThat(last()).isEqualTo("running");
        }
    }

    @Test
    void aClientThatNeverReadsIsDisconnected() throws Exception {
        RunningCommand bridge = fake.start(USER);
        BusClient client = BusClient.connected(bridge, signal -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(client.signals()).hasSizeLessThan(2);
        byte[] call = io.github.servicehandler.internal.dbus.MessageEncoder.encode(Message.call(
                        "org.freedesktop.systemd1",
                        "/org/freedesktop/systemd1",
                        "org.freedesktop.systemd1.Manager",
                        "ListUnits")
                .withSerial(1000));
        for (int i = 0; i < 1_000_000 && bridge.exitCode().isEmpty(); i++) {
            try {
                bridge.stdin().write(call);
            } catch (java.io.IOException e) {
                assertThat(e).hasMessage("Broken pipe");
            }
        }

        assertThat(bridge.exitCode()).hasValue(1);
    }

    @Test
    void eachManagerHasItsOwnBus() {
        fake.system().install("bot.service");
        start();
        try (BusClient system =
                BusClient.subscribed(fake.start(Command.of("systemd-stdio-bridge")), onState(handled::add))) {
            fake.unit("bot.service").crash(1);
            assertThat(handled).isEmpty();
            fake.run(Command.of("systemctl", "start", "bot"));
            assertThat(last()).isEqualTo("running");
            assertThat(system.signals()).isNotEmpty();
        }
    }

    @Test
    void aClientCanConnectAgainAfterDisconnect() throws InterruptedException {
        start();
        RunningCommand bridge = fake.start(USER);
        try (BusClient first = BusClient.subscribed(bridge)) {
            fake.disconnect();
            first.awaitEnd();
            assertThat(bridge.exitCode()).hasValue(0);
        }
        try (BusClient second = BusClient.subscribed(fake.start(USER), onState(handled::add))) {
            fake.unit("bot.service").crash(1);
            assertThat(second.signals()).isNotEmpty();
            assertThat(last()).isEqualTo("auto-restart");
        }
    }

    @Test
    void manyThreadsDoNotDisturbEachOther() throws InterruptedException {
        start();
        List<Throwable> wrong = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String unit = "other" + i + ".service";
            fake.install(unit);
            threads.add(new Thread(() -> {
                try (BusClient client = BusClient.subscribed(fake.start(USER))) {
                    for (int round = 0; round < 10; round++) {
                        client.manager("StartUnit", "ss", unit, "replace");
                        client.getAll("/org/freedesktop/systemd1/unit/bot_2eservice", "");
                        fake.run(Command.of("systemctl", "--user", "stop", unit));
                    }
                } catch (Throwable e) {
                    wrong.add(e);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(wrong).isEmpty();
        assertThatCode(() -> fake.advance(Duration.ofSeconds(1))).doesNotThrowAnyException();
    }
}
