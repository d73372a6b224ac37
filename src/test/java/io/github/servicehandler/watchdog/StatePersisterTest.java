package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.testing.FakeSystemd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StatePersisterTest {

    private static final int MANY = 100;

    @TempDir
    Path directory;

    private final FakeSystemd fake = FakeSystemd.create();
    private final List<String> complaints = new ArrayList<>();
    private final AtomicInteger copies = new AtomicInteger();
    private volatile EngineSnapshot state = copy(1);

    @Test
    void whatIsKeptIsInTheFileAtOnce() throws IOException {
        keeper().keep();

        assertThat(file()).hasContent(StateWriter.of(state));
        assertThat(complaints).isEmpty();
    }

    @Test
    void aHundredWhoAskAtOnceAreServedByTwoWritings() throws InterruptedException {
        CountDownLatch copying = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        StatePersister keeper = new StatePersister(stateFile(), () -> slowly(copying, goOn), lanes());
        List<Thread> all = new ArrayList<>(List.of(start(keeper)));
        copying.await();
        Stream.generate(() -> start(keeper)).limit(MANY).forEach(all::add);
        await().until(() -> all.stream().skip(1).allMatch(thread -> thread.getState() == Thread.State.BLOCKED));
        goOn.countDown();
        for (Thread thread : all) {
            thread.join();
        }

        assertThat(copies).hasValue(2);
        assertThat(file()).hasContent(StateWriter.of(state));
    }

    private EngineSnapshot slowly(CountDownLatch copying, CountDownLatch goOn) {
        EngineSnapshot copy = copy(copies.incrementAndGet());
        state = copy;
        copying.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return copy;
    }

    private static Thread start(StatePersister keeper) {
        Thread thread = new Thread(keeper::keep);
        thread.start();
        return thread;
    }

    @Test
    void whatChangesWithoutAnOrderIsKeptSoonAndOnce() throws IOException {
        StatePersister keeper = keeper();
        keeper.keepSoon();
        keeper.keepSoon();
        assertThat(file()).doesNotExist();
        fake.advance(Duration.ofSeconds(1));

        assertThat(file()).exists();
        assertThat(copies).hasValue(1);
        keeper.keepSoon();
        state = copy(2);
        fake.advance(Duration.ofSeconds(1));
        assertThat(file()).hasContent(StateWriter.of(state));
    }

    @Test
    void whatIsInTheFileAlreadyIsNotWrittenAgain() throws IOException {
        StatePersister keeper = keeper();
        keeper.keep();
        Files.delete(file());
        keeper.keep();

        assertThat(file()).doesNotExist();
    }

    @Test
    void afterItsEndTheFileIsLeftToOthers() throws IOException {
        StatePersister keeper = keeper();
        keeper.keepSoon();
        keeper.close();
        assertThat(file()).hasContent(StateWriter.of(state));
        Files.writeString(file(), "another's");
        state = copy(2);
        keeper.keep();
        fake.advance(Duration.ofMinutes(1));

        assertThat(file()).hasContent("another's");
    }

    @Test
    void withoutAFileNothingIsCopied() {
        StatePersister keeper = new StatePersister(null, this::counted, lanes());
        keeper.keep();
        keeper.keepSoon();
        keeper.close();
        fake.advance(Duration.ofMinutes(1));

        assertThat(copies).hasValue(0);
    }

    @Test
    void whatCouldNotBeWrittenIsToldOfOnceAndTriedAgain() throws IOException {
        Path missing = directory.resolve("missing");
        StatePersister keeper =
                new StatePersister(new StateFile(missing.resolve("state"), complaints::add), this::counted, lanes());
        keeper.keep();
        keeper.keep();
        assertThat(complaints).singleElement().asString().contains("could not be written to " + missing);
        Files.createDirectory(missing);
        keeper.keep();

        assertThat(missing.resolve("state")).hasContent(StateWriter.of(state));
        assertThat(complaints).hasSize(1);
    }

    private StatePersister keeper() {
        return new StatePersister(stateFile(), this::counted, lanes());
    }

    private EngineSnapshot counted() {
        copies.incrementAndGet();
        return state;
    }

    private StateFile stateFile() {
        return new StateFile(file(), complaints::add);
    }

    private Path file() {
        return directory.resolve("state");
    }

    private WatchdogExecutors lanes() {
        TimeSource time = fake.time();
        return new WatchdogExecutors(time);
    }

    private static EngineSnapshot copy(int seconds) {
        return new EngineSnapshot(List.of(Instant.ofEpochSecond(seconds)), false, List.of());
    }
}
