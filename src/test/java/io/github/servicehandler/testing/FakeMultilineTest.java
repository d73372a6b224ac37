package io.github.servicehandler.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.journal.JournalCursor;
import io.github.servicehandler.journal.JournalEntry;
import io.github.servicehandler.journal.JournalFollow;
import io.github.servicehandler.journal.JournalQuery;
import io.github.servicehandler.journal.Multiline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages of several lines, in the journal of the fake. */
class FakeMultilineTest {

    private static final String TRACE =
            "java.lang.Error: a\n\tat A.b(A.java:1)\nCaused by: java.lang.Error: c\n\t... 7 more";

    private final FakeSystemd fake = FakeSystemd.create();
    private final Systemd system = Systemd.of(ManagerAddress.system(), fake);
    private final List<String> received = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        for (String name : List.of("bot.service", "other.service")) {
            fake.system().install(name, "[Service]\nExecStart=/usr/bin/bot\n");
            system.service(name).start();
        }
    }

    private JournalQuery output(String... names) {
        return system.journal(system.services(names))
                .field("_TRANSPORT", "stdout")
                .multiline(Multiline.stackTraces());
    }

    private void log(String name, String text) {
        fake.system().unit(name).log(text);
    }

    private static List<String> messages(List<JournalEntry> entries) {
        return entries.stream().map(JournalEntry::message).toList();
    }

    @Test
    void linesAreReadAsMessages() {
        log("bot", "before\n" + TRACE);
        log("bot", "after");

        assertThat(messages(output("bot").read())).containsExactly("before", TRACE, "after");
        assertThat(messages(output("bot").last(2).read())).containsExactly(TRACE, "after");
        assertThat(messages(output("bot").last(7).read())).containsExactly("before", TRACE, "after");
        try (Stream<JournalEntry> stream = output("bot").stream()) {
            assertThat(messages(stream.toList())).containsExactly("before", TRACE, "after");
        }
    }

    @Test
    void linesOfTwoServicesAreNotMixed() {
        List<String> lines = TRACE.lines().toList();
        for (String line : lines) {
            log("bot", line);
            log("other", line);
        }

        List<JournalEntry> messages = output("bot", "other").read();
        assertThat(messages(messages)).containsExactly(TRACE, TRACE);
        assertThat(messages)
                .flatExtracting(JournalEntry::units)
                .extracting(Object::toString)
                .containsExactly("bot.service", "other.service");
    }

    @Test
    void readingContinuesAfterAMessage() {
        log("bot", "before\n" + TRACE + "\nafter");
        List<JournalEntry> all = output("bot").read();

        for (int i = 0; i < all.size(); i++) {
            assertThat(messages(output("bot").after(all.get(i).cursor()).read()))
                    .isEqualTo(messages(all).subList(i + 1, all.size()));
        }
    }

    @Test
    void aFollowerDeliversTheLastMessageAfterTheTimeout() {
        try (JournalFollow follow = output("bot").follow(entry -> received.add(entry.message()))) {
            log("bot", TRACE);
            log("bot", "after");
            await().untilAsserted(() -> assertThat(received).containsExactly(TRACE));

            await().untilAsserted(() -> {
                fake.advance(Duration.ofSeconds(1));
                assertThat(received).containsExactly(TRACE, "after");
            });
            assertThat(follow.cursor()).isPresent();
        }
    }

    @Test
    void aFollowerBeginsWithTheLastMessages() {
        log("bot", "before\n" + TRACE);
        try (JournalFollow follow = output("bot").last(1).follow(entry -> received.add(entry.message()))) {
            log("bot", "\tat C.d(C.java:1)\nafter");
            await().untilAsserted(() -> assertThat(received).containsExactly(TRACE + "\n\tat C.d(C.java:1)"));
            assertThat(follow.cursor()).isPresent();
        }
        assertThat(received).contains("after");
    }

    @Test
    void aFollowerThatIsClosedContinuesLater() {
        ServiceHandler bot = system.service("bot");
        JournalFollow follow = output("bot").follow(entry -> received.add(entry.message()));
        log("bot", "one\n" + TRACE);
        await().untilAsserted(() -> assertThat(received).containsExactly("one"));
        awaitLine(bot, "\t... 7 more", follow);
        follow.close();
        assertThat(received).containsExactly("one", TRACE);

        JournalCursor saved = follow.cursor().orElseThrow();
        log("bot", "two");
        assertThat(messages(output("bot").after(saved).read())).containsExactly("two");
    }

    /** Waits until a follower has received a line, which may wait for more. */
    private static void awaitLine(ServiceHandler service, String text, JournalFollow follow) {
        assertThat(service.journal().last(1).read())
                .extracting(JournalEntry::message)
                .containsExactly(text);
        await().until(() -> follow.isUpToDate(Duration.ofSeconds(5)));
    }

    @Test
    void aSubscriberReceivesMessagesAndMayCancelWhileOneWaits() {
        List<Flow.Subscription> subscriptions = new CopyOnWriteArrayList<>();
        output("bot").publisher().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscriptions.add(subscription);
                subscription.request(1);
            }

            @Override
            public void onNext(JournalEntry entry) {
                received.add(entry.message());
            }

            @Override
            public void onError(Throwable error) {
                throw new AssertionError(error);
            }

            @Override
            public void onComplete() {
                throw new AssertionError("never");
            }
        });
        log("bot", TRACE + "\nafter\nlast");
        await().untilAsserted(() -> assertThat(received).containsExactly(TRACE));

        long begin = System.nanoTime();
        subscriptions.get(0).cancel();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
        assertThat(received).containsExactly(TRACE);
    }

    @Test
    void piecesOfALongLineAreJoined() {
        log("bot", "x".repeat(100_000) + "\nnext");

        assertThat(messages(output("bot").multiline(Multiline.cutLines()).read()))
                .containsExactly("x".repeat(100_000), "next");
    }
}
