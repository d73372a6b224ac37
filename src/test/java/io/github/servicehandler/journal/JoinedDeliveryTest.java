package io.github.servicehandler.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servicehandler.command.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JoinedDeliveryTest {

    private final ManualTime time = new ManualTime();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private Consumer<JournalEntry> listener = entry -> received.add(entry.message());
    private final JoinedDelivery delivery = new JoinedDelivery(
            Multiline.stackTraces(), cursor(0), entry -> listener.accept(entry), time, Runnable::run);
    private int entries;

    private JournalEntry entry(int pid, String message) {
        return Export.read(
                        new Export()
                                .line("__CURSOR=" + Export.cursor(++entries))
                                .line("_PID=" + pid)
                                .line("MESSAGE=" + message)
                                .end()
                                .bytes(),
                        new ArrayList<>())
                .get(0);
    }

    private static JournalCursor cursor(int number) {
        return new JournalCursor(Export.cursor(number));
    }

    @Test
    void aMessageIsDeliveredWhenAnotherBegins() {
        delivery.deliver(entry(1, "java.lang.Error: a"));
        delivery.deliver(entry(1, "\tat A.b(A.java:1)"));
        assertThat(received).isEmpty();
        assertThat(delivery.cursor()).isEqualTo(cursor(0));

        delivery.deliver(entry(1, "next"));

        assertThat(received).containsExactly("java.lang.Error: a\n\tat A.b(A.java:1)");
        assertThat(delivery.cursor()).isEqualTo(cursor(2));
    }

    @Test
    void aMessageIsDeliveredWhenNothingFollows() {
        delivery.deliver(entry(1, "a"));
        delivery.deliver(entry(2, "x"));
        time.advance(Duration.ofMillis(999));
        assertThat(received).isEmpty();

        time.advance(Duration.ofMillis(1));

        assertThat(received).containsExactly("a", "x");
        assertThat(delivery.cursor()).isEqualTo(cursor(2));
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void eachEntryRenewsTheTimeout() {
        delivery.deliver(entry(1, "java.lang.Error: a"));
        time.advance(Duration.ofMillis(900));
        delivery.deliver(entry(1, "\tat A.b(A.java:1)"));
        time.advance(Duration.ofMillis(999));
        assertThat(received).isEmpty();

        time.advance(Duration.ofMillis(1));

        assertThat(received).containsExactly("java.lang.Error: a\n\tat A.b(A.java:1)");
    }

    @Test
    void whatFollowsTooLateIsAMessageOfItsOwn() {
        delivery.deliver(entry(1, "java.lang.Error: a"));
        time.advance(Duration.ofSeconds(1));
        delivery.deliver(entry(1, "\tat A.b(A.java:1)"));
        time.advance(Duration.ofSeconds(1));

        assertThat(received).containsExactly("java.lang.Error: a", "\tat A.b(A.java:1)");
    }

    @Test
    void theTimeThatTheListenerTakesDoesNotCount() {
        listener = entry -> {
            received.add(entry.message());
            time.advance(Duration.ofSeconds(10));
        };
        delivery.deliver(entry(1, "slow"));
        delivery.deliver(entry(1, "java.lang.Error: a"));
        delivery.deliver(entry(1, "\tat A.b(A.java:1)"));
        delivery.deliver(entry(1, "next"));

        assertThat(received).containsExactly("slow", "java.lang.Error: a\n\tat A.b(A.java:1)");
    }

    @Test
    void anEntryThatWaitsForASlowListenerIsStillJoined() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        listener = entry -> {
            received.add(entry.message());
            entered.countDown();
            awaitUninterrupted(release);
        };
        delivery.deliver(entry(1, "a"));
        delivery.deliver(entry(2, "java.lang.Error: x"));
        JournalEntry rest = entry(2, "\tat A.b(A.java:1)");
        JournalEntry other = entry(2, "other");

        Thread timer = new Thread(() -> time.advance(Duration.ofSeconds(1)));
        timer.start();
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        Thread follower = new Thread(() -> {
            delivery.deliver(rest);
            delivery.deliver(other);
        });
        follower.start();
        await().until(() -> follower.getState() == Thread.State.WAITING);
        release.countDown();
        timer.join();
        follower.join();

        assertThat(received).containsExactly("a", "java.lang.Error: x\n\tat A.b(A.java:1)");
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void closingDeliversWhatWaitsAndNothingLater() {
        delivery.deliver(entry(1, "java.lang.Error: a"));
        delivery.deliver(entry(1, "\tat A.b(A.java:1)"));
        delivery.deliver(entry(2, "x"));
        delivery.close();

        assertThat(received).containsExactly("java.lang.Error: a\n\tat A.b(A.java:1)", "x");
        assertThat(delivery.cursor()).isEqualTo(cursor(3));
        assertThat(time.isIdle()).isTrue();

        delivery.deliver(entry(1, "later"));
        delivery.close();
        assertThat(received).hasSize(2);
        assertThat(delivery.cursor()).isEqualTo(cursor(3));
    }

    @Test
    void aListenerCanClose() {
        listener = entry -> {
            delivery.close();
            received.add(entry.message());
        };
        delivery.deliver(entry(1, "a"));
        delivery.deliver(entry(2, "x"));
        delivery.deliver(entry(1, "b"));

        assertThat(received).containsExactly("a", "x", "b");
        assertThat(delivery.cursor()).isEqualTo(cursor(3));
    }

    @Test
    void aListenerThatFailsLosesNoOtherMessage() {
        listener = entry -> {
            received.add(entry.message());
            throw new IllegalStateException("no");
        };
        delivery.deliver(entry(1, "a"));
        delivery.deliver(entry(1, "b"));
        delivery.close();

        assertThat(received).containsExactly("a", "b");
        assertThat(delivery.cursor()).isEqualTo(cursor(2));
    }

    /** A time that passes only when the test says so, and that has one task at most. */
    private static final class ManualTime implements TimeSource {

        private long nanos;
        private long due;
        private @Nullable Runnable task;

        @Override
        public Instant instant() {
            return Instant.EPOCH.plusNanos(nanos());
        }

        @Override
        public synchronized long nanos() {
            return nanos;
        }

        @Override
        public void sleep(Duration duration) {
            throw new AssertionError("nothing should sleep");
        }

        @Override
        public synchronized Scheduled schedule(Duration delay, Runnable next) {
            assertThat(task).isNull();
            task = next;
            due = nanos + delay.toNanos();
            return () -> cancel(next);
        }

        private synchronized void cancel(Runnable canceled) {
            task = task == canceled ? null : task;
        }

        synchronized boolean isIdle() {
            return task == null;
        }

        void advance(Duration duration) {
            long end = nanos() + duration.toNanos();
            for (Runnable next = take(end); next != null; next = take(end)) {
                next.run();
            }
            synchronized (this) {
                nanos = Math.max(nanos, end);
            }
        }

        private synchronized @Nullable Runnable take(long end) {
            Runnable taken = task != null && due <= end ? task : null;
            if (taken != null) {
                nanos = Math.max(nanos, due);
                task = null;
            }
            return taken;
        }
    }
}
