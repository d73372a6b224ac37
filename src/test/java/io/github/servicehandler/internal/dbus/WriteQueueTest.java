package io.github.servicehandler.internal.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WriteQueueTest {

    private final WriteQueue outbox = new WriteQueue();

    private int taken() throws InterruptedException {
        return Objects.requireNonNull(outbox.take()).remaining();
    }

    @Test
    void smallFramesComeOutTogetherAndInOrder() throws InterruptedException {
        outbox.put(new byte[] {1, 2});
        outbox.put(new byte[] {3});

        assertThat(outbox.take()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }

    @Test
    void aBatchHasALimitThatOneFrameMayExceed() throws InterruptedException {
        outbox.put(new byte[40_000]);
        outbox.put(new byte[40_000]);
        outbox.put(new byte[1_000_000]);
        outbox.put(new byte[1]);

        assertThat(taken()).isEqualTo(40_000);
        assertThat(taken()).isEqualTo(40_000);
        assertThat(taken()).isEqualTo(1_000_000);
        assertThat(taken()).isEqualTo(1);
    }

    @Test
    void holdsOneFrameHoweverLargeOrSoMuch() throws InterruptedException {
        outbox.put(new byte[WriteQueue.CAPACITY + 1]);

        assertThatExceptionOfType(BusException.class)
                .isThrownBy(() -> outbox.put(new byte[1]))
                .withMessageContaining("67108865 bytes are waiting to be sent");
        assertThat(taken()).isEqualTo(WriteQueue.CAPACITY + 1);
        outbox.put(new byte[1]);
        assertThat(taken()).isEqualTo(1);
    }

    @Test
    void whoTakesWaitsForAFrame() throws Exception {
        CompletableFuture<Integer> taken = new CompletableFuture<>();
        Thread taker = new Thread(() -> {
            try {
                taken.complete(taken());
            } catch (InterruptedException e) {
                taken.completeExceptionally(e);
            }
        });
        taker.start();
        outbox.put(new byte[3]);

        assertThat(taken.get(10, TimeUnit.SECONDS)).isEqualTo(3);
        taker.join();
    }

    @Test
    void whoWaitsForTheWriterWaitsUntilItAsksForMore() throws Exception {
        outbox.put(new byte[3]);
        CompletableFuture<Boolean> written = new CompletableFuture<>();
        Thread waiter = new Thread(() -> {
            try {
                outbox.awaitWritten(() -> false);
                written.complete(true);
            } catch (InterruptedException e) {
                written.completeExceptionally(e);
            }
        });
        waiter.start();
        assertThat(taken()).isEqualTo(3);
        assertThat(written).isNotDone();

        Thread writer = new Thread(() -> {
            try {
                outbox.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        writer.start();

        assertThat(written.get(10, TimeUnit.SECONDS)).isTrue();
        waiter.join();
        outbox.close();
        writer.join();
    }

    @Test
    void nobodyWaitsForTheWriterWhileThereIsSomethingToRead() throws InterruptedException {
        outbox.put(new byte[3]);

        outbox.awaitWritten(() -> true);

        assertThat(taken()).isEqualTo(3);
    }

    @Test
    void onceClosedItIsEmptyForEver() throws InterruptedException {
        outbox.put(new byte[3]);
        outbox.close();
        outbox.put(new byte[3]);

        assertThat(outbox.take()).isNull();
    }
}
