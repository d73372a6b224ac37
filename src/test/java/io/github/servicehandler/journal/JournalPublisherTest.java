package io.github.servicehandler.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.unit.UnitName;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class JournalPublisherTest {

    private final StubRunner runner = new StubRunner();
    private final JournalQuery query = JournalQuery.of(runner, List.of("--system"), UnitName.of("bot"))
            .onWarning(warning -> {})
            .after(new JournalCursor(Export.cursor(0)));
    private final Subscriber subscriber = new Subscriber();

    private void subscribe(int entries) {
        Export export = new Export();
        for (int i = 1; i <= entries; i++) {
            export.entry("MESSAGE=" + i).end();
        }
        runner.writes(new Export().entry("MESSAGE=latest").end()).writes(export);
        query.publisher().subscribe(subscriber);
    }

    private static final class Subscriber implements Flow.Subscriber<JournalEntry> {

        private final List<String> received = new CopyOnWriteArrayList<>();
        private final List<Throwable> errors = new CopyOnWriteArrayList<>();
        private volatile Runnable onEntry = () -> {};
        private Flow.Subscription subscription = new Flow.Subscription() {
            @Override
            public void request(long n) {
                throw new AssertionError("not subscribed");
            }

            @Override
            public void cancel() {
                throw new AssertionError("not subscribed");
            }
        };

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(JournalEntry entry) {
            received.add(entry.message());
            onEntry.run();
        }

        @Override
        public void onError(Throwable why) {
            errors.add(why);
        }

        @Override
        public void onComplete() {
            throw new AssertionError("a follower has no end");
        }
    }

    @Test
    void givesWhatIsRequested() {
        subscribe(5);

        subscriber.subscription.request(2);
        await().untilAsserted(() -> assertThat(subscriber.received).containsExactly("1", "2"));
        subscriber.subscription.request(1);
        await().untilAsserted(() -> assertThat(subscriber.received).containsExactly("1", "2", "3"));
        subscriber.subscription.request(Long.MAX_VALUE);
        subscriber.subscription.request(Long.MAX_VALUE);
        await().untilAsserted(() -> assertThat(subscriber.received).hasSize(5));
        subscriber.subscription.cancel();
    }

    @Test
    void cancellingEndsJournalctl() {
        subscribe(5);
        subscriber.subscription.cancel();
        subscriber.subscription.cancel();

        await().until(() -> runner.started.get(1).closed);
        assertThat(subscriber.received).isEmpty();
        assertThat(subscriber.errors).isEmpty();
    }

    @Test
    void aRequestForNothingIsAnError() {
        subscribe(5);
        subscriber.subscription.request(0);

        assertThat(subscriber.errors).hasSize(1).first().isInstanceOf(IllegalArgumentException.class);
        await().until(() -> runner.started.get(1).closed);
    }

    @Test
    void anErrorWaitsForTheEntryBeingHandledToBeDone() {
        subscriber.onEntry = () -> {
            subscriber.subscription.request(-1);
            assertThat(subscriber.errors).isEmpty();
        };
        subscribe(5);
        subscriber.subscription.request(5);

        await().untilAsserted(() -> assertThat(subscriber.errors).hasSize(1));
        assertThat(subscriber.received).containsExactly("1");
    }

    @Test
    void aSubscriberThatThrowsGetsNoMore() {
        subscriber.onEntry = () -> {
            throw new IllegalStateException("no good");
        };
        subscribe(5);
        subscriber.subscription.request(5);

        await().until(() -> runner.started.get(1).closed);
        assertThat(subscriber.received).containsExactly("1");
        assertThat(subscriber.errors).isEmpty();
    }

    @Test
    void whatKeepsItFromBeginningIsAnError() {
        runner.answers(CommandResult.failed(1, "No journal files were opened due to insufficient permissions.\n"))
                .writes(new Export());
        query.publisher().subscribe(subscriber);

        assertThat(subscriber.errors).hasSize(1).first().isInstanceOf(JournalAccessException.class);
    }
}
