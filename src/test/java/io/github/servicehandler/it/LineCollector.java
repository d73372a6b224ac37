package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.journal.JournalEntry;
import io.github.servicehandler.journal.JournalQuery;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Collector of the numbered lines of a service, in the order in which they arrive. */
final class LineCollector implements Consumer<JournalEntry> {

    /** The service, which writes a hundred numbered lines a second, for some seconds. */
    static final String COUNTER =
            "ExecStart=/bin/sh -c 'i=0; while [ $$i -lt %d ]; do echo $$i; i=$$((i+1)); sleep 0.01; done; exec sleep infinity'";

    private final List<Integer> numbers = new CopyOnWriteArrayList<>();

    static JournalQuery lines(JournalQuery query) {
        return query.field("_TRANSPORT", "stdout").field("SYSLOG_IDENTIFIER", "sh");
    }

    @Override
    public void accept(JournalEntry entry) {
        numbers.add(Integer.valueOf(entry.message()));
    }

    int count() {
        return numbers.size();
    }

    void await(int count) {
        Await.until(() -> numbers.size() >= count);
    }

    /**
     * Waits for the last line, and checks that each line in the journal was received once and in order, and that nearly
     * all are in the journal.
     */
    void awaitEachIn(JournalQuery journal, int count) {
        awaitLast(count);
        List<Integer> stored = lines(journal).read().stream()
                .map(entry -> Integer.valueOf(entry.message()))
                .toList();
        assertThat(numbers).containsExactlyElementsOf(stored).hasSizeBetween(count - count / 20, count);
    }

    private void awaitLast(int count) {
        Awaitility.await().atMost(java.time.Duration.ofSeconds(30)).until(() -> numbers.contains(count - 1));
    }

    /** Waits for all lines, and checks that each was received once and in order. */
    void awaitEach(int count) {
        awaitLast(count);
        assertThat(numbers)
                .containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
    }
}
