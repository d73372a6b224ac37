package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventDispatcherTest {

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<String> heard = new ArrayList<>();
    private final EventDispatcher dispatcher = new EventDispatcher(tasks::add);

    @Test
    void tellsInOrderAndOnTheExecutorOnly() {
        dispatcher.add(event -> heard.add(event.toString()));
        tell("a", "b");
        tell("c");
        assertThat(heard).isEmpty();
        run();

        assertThat(heard).containsExactly("a", "b", "c");
    }

    @Test
    void oneTaskAtATimeSoThatNoTwoEventsAreToldAtOnce() {
        tell("a");
        tell("b");
        assertThat(tasks).hasSize(1);
        run();
        tell("c");

        assertThat(tasks).hasSize(1);
    }

    @Test
    void whatAListenerCausesIsToldAfterwards() {
        dispatcher.add(event -> {
            heard.add(event.toString());
            if (event.toString().equals("a")) {
                tell("c");
            }
        });
        tell("a", "b");
        run();

        assertThat(heard).containsExactly("a", "b", "c");
    }

    @Test
    void aListenerThatThrowsIsToldTheNextOneAndOthersHearAll() {
        dispatcher.add(event -> {
            heard.add("1" + event);
            throw new IllegalStateException("mine");
        });
        dispatcher.add(event -> {
            heard.add("2" + event);
            throw new AssertionError("an error too");
        });
        tell("a", "b");
        run();

        assertThat(heard).containsExactly("1a", "2a", "1b", "2b");
    }

    @Test
    void whatIsTooMuchIsDroppedAndWhatComesLaterIsTold() {
        dispatcher.add(event -> heard.add(event.toString()));
        dispatcher.dispatch(
                IntStream.range(0, 20_000).mapToObj(i -> noted("" + i)).toList());
        run();
        assertThat(heard).hasSize(10_000).endsWith("9999");
        tell("later");
        run();

        assertThat(heard).endsWith("9999", "later");
    }

    @Test
    void nothingToTellIsNoTask() {
        dispatcher.dispatch(List.of());

        assertThat(tasks).isEmpty();
    }

    private void tell(String... texts) {
        dispatcher.dispatch(
                List.of(texts).stream().map(EventDispatcherTest::noted).toList());
    }

    private static WatchdogEvent noted(String text) {
        return new WatchdogEvent.Noted(text, Instant.EPOCH);
    }

    private void run() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }
}
