package io.github.servicehandler.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.Systemd;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SubscriberQueueTest {

    private static final int CAPACITY = 3;

    private final Recorder recorder = new Recorder();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final SubscriberQueue subscription =
            new SubscriberQueue(recorder, tasks::add, CAPACITY, SubscriberQueueTest::overflowed);

    @Test
    void handsOverInOrderOnTheGivenThread() {
        subscription.request(10);
        offer(1, 2);
        assertThat(recorder.seen).isEmpty();

        run();

        assertThat(recorder.seen).containsExactly("1", "2");
    }

    @Test
    void handsOverNoMoreThanWasAskedFor() {
        subscription.request(1);
        offer(1, 2);
        run();
        assertThat(recorder.seen).containsExactly("1");

        subscription.request(1);
        run();

        assertThat(recorder.seen).containsExactly("1", "2");
    }

    @Test
    void keepsOneTaskAtMostUnderWay() {
        subscription.request(10);
        offer(1, 2, 3);

        assertThat(tasks).hasSize(1);
    }

    @Test
    void tellsOfWhatItDroppedInItsPlace() {
        subscription.request(10);
        offer(1, 2, 3, 4, 5);
        run();
        offer(6);
        run();

        assertThat(recorder.seen).containsExactly("1", "2", "3", "2 events were missed", "6");
    }

    @Test
    void endsAfterWhatWasOfferedBefore() {
        subscription.request(1);
        offer(1, 2);
        subscription.complete();
        run();
        assertThat(recorder.seen).containsExactly("1");

        subscription.request(1);
        run();

        assertThat(recorder.seen).containsExactly("1", "2", "complete");
    }

    @Test
    void handsOverNothingAfterItWasCancelled() {
        subscription.request(10);
        offer(1);
        subscription.cancel();
        subscription.complete();
        offer(2);
        run();

        assertThat(recorder.seen).isEmpty();
        assertThat(subscription.isEnded()).isTrue();
    }

    @Test
    void refusesARequestForNothing() {
        subscription.request(0);
        run();

        assertThat(recorder.seen).containsExactly("the number of requested events must be at least 1, but was 0");
    }

    @Test
    void aSubscriberThatThrowsGetsNoMore() {
        recorder.failing = true;
        subscription.request(10);
        offer(1, 2);
        run();

        assertThat(recorder.seen).containsExactly("1");
        assertThat(subscription.isEnded()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void anExecutorThatRefusesEndsIt(Executor executor) {
        SubscriberQueue refused = new SubscriberQueue(recorder, executor, CAPACITY, SubscriberQueueTest::overflowed);
        refused.request(1);
        refused.offer(event(1));
        refused.kick();

        assertThat(refused.isEnded()).isTrue();
    }

    static Stream<Executor> refusals() {
        return Stream.of(
                task -> {
                    throw new RejectedExecutionException("full");
                },
                task -> {
                    throw new IllegalStateException("somebody's own");
                },
                task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                });
    }

    private void offer(int... numbers) {
        for (int number : numbers) {
            subscription.offer(event(number));
        }
        subscription.kick();
    }

    private void run() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private static UnitEvent event(int number) {
        return new UnitEvent.ContactLost(Systemd.user(), String.valueOf(number), Instant.EPOCH);
    }

    private static UnitEvent overflowed(SubscriberQueue subscription) {
        return new UnitEvent.Overflowed(subscription.takeMissed(), Map.of(), Instant.EPOCH);
    }

    private static final class Recorder implements Flow.Subscriber<UnitEvent> {

        private final List<String> seen = new ArrayList<>();
        private boolean failing;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {}

        @Override
        public void onNext(UnitEvent event) {
            seen.add(event instanceof UnitEvent.ContactLost lost ? lost.reason() : event.toString());
            if (failing) {
                throw new IllegalStateException("as asked");
            }
        }

        @Override
        public void onError(Throwable error) {
            seen.add(String.valueOf(error.getMessage()));
        }

        @Override
        public void onComplete() {
            seen.add("complete");
        }
    }
}
