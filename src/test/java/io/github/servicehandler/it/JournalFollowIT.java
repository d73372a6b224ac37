package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.journal.JournalCursor;
import io.github.servicehandler.journal.JournalEntry;
import io.github.servicehandler.journal.JournalFollow;
import io.github.servicehandler.journal.JournalWarning;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests of following the journal of a user's service: each line arrives once, even if journalctl is killed. */
@RequiresUserManager
@Timeout(60)
class JournalFollowIT {

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    private ServiceHandler counter(int lines) {
        return units.service("counter", LineCollector.COUNTER.formatted(lines));
    }

    @Test
    void aKilledJournalctlLosesNothing() {
        ServiceHandler counter = counter(400);
        LineCollector received = new LineCollector();
        List<JournalWarning> warnings = new CopyOnWriteArrayList<>();

        try (JournalFollow follow =
                LineCollector.lines(counter.journal().onWarning(warnings::add)).follow(received)) {
            counter.start();
            for (int at : List.of(20, 120, 250)) {
                received.await(at);
                Journalctls.kill();
            }
            received.awaitEach(400);
            assertThat(follow.cursor()).isPresent();
        }
        assertThat(warnings).extracting(JournalWarning::kind).containsOnly(JournalWarning.Kind.INTERRUPTED);
        assertThat(warnings).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aJournalctlKilledBeforeTheFirstLineLosesNothing() {
        ServiceHandler counter = counter(50);
        LineCollector received = new LineCollector();

        try (JournalFollow follow =
                LineCollector.lines(counter.journal().onWarning(warning -> {})).follow(received)) {
            Journalctls.kill();
            counter.start();
            received.awaitEach(50);
            assertThat(follow.cursor()).isPresent();
        }
    }

    @Test
    void goesOnAfterASavedCursor() {
        ServiceHandler counter = counter(300);
        LineCollector received = new LineCollector();
        JournalFollow first = LineCollector.lines(counter.journal()).follow(received);
        counter.start();
        received.await(50);
        first.close();
        Await.until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("servicehandler-journal-" + counter.unitName())));
        String saved = first.cursor().orElseThrow().text();

        try (JournalFollow second = LineCollector.lines(counter.journal().after(new JournalCursor(saved)))
                .follow(received)) {
            received.awaitEach(300);
            assertThat(second.cursor()).isPresent();
        }
    }

    @Test
    void aClosedFollowerLeavesNoProcess() {
        ServiceHandler counter = counter(10);

        counter.journal().follow(entry -> {}).close();

        Await.until(() -> Journalctls.running().isEmpty());
    }

    @Test
    void aStreamLeftUnclosedIsCleanedUp() {
        ServiceHandler counter = counter(1000);
        counter.start();
        Await.until(() -> LineCollector.lines(counter.journal()).read().size() > 1);

        leaveUnclosed(counter);

        Await.until(() -> {
            System.gc();
            return Journalctls.running().isEmpty();
        });
    }

    @SuppressWarnings("MustBeClosedChecker")
    private static void leaveUnclosed(ServiceHandler counter) {
        assertThat(counter.journal().stream().iterator().next()).isNotNull();
    }

    @Test
    void aSubscriberThatAsksForLittleSlowsThePipe() {
        ServiceHandler counter = counter(100);
        OnDemandSubscriber slow = new OnDemandSubscriber();
        LineCollector.lines(counter.journal()).publisher().subscribe(slow);
        counter.start();

        slow.request(3);
        Await.until(() -> slow.received.count() == 3);
        slow.request(2);
        Await.until(() -> slow.received.count() == 5);
        Await.until(() -> LineCollector.lines(counter.journal()).read().size() == 100);
        assertThat(slow.received.count()).isEqualTo(5);
        slow.request(Long.MAX_VALUE);
        slow.received.awaitEach(100);
        slow.cancel();

        Await.until(() -> Journalctls.running().isEmpty());
    }

    @Test
    void manyFollowersHearTheSame() {
        ServiceHandler counter = counter(100);
        List<LineCollector> all =
                IntStream.range(0, 4).mapToObj(i -> new LineCollector()).toList();
        List<JournalFollow> follows = all.stream()
                .map(received -> LineCollector.lines(counter.journal()).follow(received))
                .toList();
        counter.start();

        all.forEach(received -> received.awaitEach(100));

        follows.forEach(JournalFollow::close);
    }

    /** Subscriber that receives only the entries that it requests. */
    private static final class OnDemandSubscriber implements Flow.Subscriber<JournalEntry> {

        private final LineCollector received = new LineCollector();
        private final Semaphore subscribed = new Semaphore(0);
        private volatile Flow.Subscription subscription = new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {}
        };

        void request(long count) {
            subscribed.acquireUninterruptibly();
            subscribed.release();
            subscription.request(count);
        }

        void cancel() {
            subscription.cancel();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            subscribed.release();
        }

        @Override
        public void onNext(JournalEntry entry) {
            received.accept(entry);
        }

        @Override
        public void onError(Throwable why) {
            throw new AssertionError(why);
        }

        @Override
        public void onComplete() {
            throw new AssertionError("a follower has no end");
        }
    }
}
