package io.github.servicehandler.internal.systemctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CommandLimitTest {

    private final Semaphore running = new Semaphore(0);
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    /** A runner whose {@code systemctl hang} ends when the test does. */
    private final CommandRunner hanging = command -> {
        if (!command.argv().contains("hang")) {
            return CommandResult.ok("");
        }
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        running.release();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        now.decrementAndGet();
        return CommandResult.ok("");
    };

    private final List<CompletableFuture<CommandResult>> calls = new ArrayList<>();

    @AfterEach
    void endAll() {
        end.countDown();
        assertThat(calls)
                .allSatisfy(call -> assertThat(call.get(10, TimeUnit.SECONDS)).isNotNull());
    }

    private ManagerClient client(ManagerAddress address) {
        return new ManagerClient(address, hanging, Duration.ofSeconds(20));
    }

    private void call(int times) {
        for (int i = 0; i < times; i++) {
            // a client of its own for each call, as ServiceHandler.of has
            ManagerClient client = client(ManagerAddress.user());
            CompletableFuture<CommandResult> call = new CompletableFuture<>();
            calls.add(call);
            Thread thread = new Thread(() -> call.complete(client.run(Command.of("systemctl", "hang"))));
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Test
    void manyCallersOfAManagerThatHangsHaveFewProcesses() throws InterruptedException {
        call(200);

        assertThat(running.tryAcquire(32, 10, TimeUnit.SECONDS)).isTrue();
        assertThatExceptionOfType(CommandTimeoutException.class)
                .isThrownBy(() -> client(ManagerAddress.user())
                        .run(Command.of("systemctl", "show").withTimeout(Duration.ofMillis(50))))
                .withMessageContaining("was not run, because 32 others for the same manager did not end within 50 ms");
        assertThat(most).hasValue(32);
    }

    @Test
    void otherManagersAndVerbsDoNotWait() throws InterruptedException {
        call(40);
        assertThat(running.tryAcquire(32, 10, TimeUnit.SECONDS)).isTrue();

        assertThat(client(ManagerAddress.system())
                        .run(Command.of("systemctl", "show"))
                        .succeeded())
                .isTrue();
        assertThat(client(ManagerAddress.user())
                        .perform(new VerbRequest("start", List.of(), Duration.ofSeconds(20), List.of(UnitName.of("a"))))
                        .result()
                        .succeeded())
                .isTrue();
    }

    @Test
    void aCallerThatWaitsCanBeInterrupted() throws InterruptedException {
        call(32);
        assertThat(running.tryAcquire(32, 10, TimeUnit.SECONDS)).isTrue();
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(CommandInterruptedException.class)
                .isThrownBy(() -> client(ManagerAddress.user()).run(Command.of("systemctl", "show")));
        assertThat(Thread.interrupted()).isTrue();
    }
}
