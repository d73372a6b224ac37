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
    private final List<String> problems = new ArrayList<>();
    private final AtomicInteger copies = new AtomicInteger();
    private volatile EngineSnapshot state = copy(1);

    @Test
    void whatIsKeptIsInTheFileAtOnce() throws IOException {
        persister().persist();

        assertThat(file()).hasContent(StateWriter.of(state));
        assertThat(problems).isEmpty();
    }

    @Test
    void aHundredWhoAskAtOnceAreServedByTwoWritings() throws InterruptedException {
        CountDownLatch copying = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        StatePersister persister = new StatePersister(stateFile(), () -> slowly(copying, goOn), executors());
        List<Thread> all = new ArrayList<>(List.of(start(persister)));
        copying.await();
        Stream.generate(() -> start(persister)).limit(MANY).forEach(all::add);
        await().until(() -> all.stream().skip(1).allMatch(thread -> thread.getState() == Thread.State.WAITING));
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

    private static Thread start(StatePersister persister) {
        Thread thread = new Thread(persister::persist);
        thread.start();
        return thread;
    }

    @Test
    void whatChangesWithoutAnOrderIsKeptSoonAndOnce() throws IOException {
        StatePersister persister = persister();
        persister.persistSoon();
        persister.persistSoon();
        assertThat(file()).doesNotExist();
        fake.advance(Duration.ofSeconds(1));

        assertThat(file()).exists();
        assertThat(copies).hasValue(1);
        persister.persistSoon();
        state = copy(2);
        fake.advance(Duration.ofSeconds(1));
        assertThat(file()).hasContent(StateWriter.of(state));
    }

    @Test
    void whatIsInTheFileAlreadyIsNotWrittenAgain() throws IOException {
        StatePersister persister = persister();
        persister.persist();
        Files.delete(file());
        persister.persist();

        assertThat(file()).doesNotExist();
    }

    @Test
    void afterItsEndTheFileIsLeftToOthers() throws IOException {
        StatePersister persister = persister();
        persister.persistSoon();
        persister.close();
        assertThat(file()).hasContent(StateWriter.of(state));
        Files.writeString(file(), "another's");
        state = copy(2);
        persister.persist();
        fake.advance(Duration.ofMinutes(1));

        assertThat(file()).hasContent("another's");
    }

    @Test
    void withoutAFileNothingIsCopied() {
        StatePersister persister = new StatePersister(null, this::counted, executors());
        persister.persist();
        persister.persistSoon();
        persister.close();
        fake.advance(Duration.ofMinutes(1));

        assertThat(copies).hasValue(0);
    }

    @Test
    void whatCouldNotBeWrittenIsToldOfOnceAndTriedAgain() throws IOException {
        Path missing = directory.resolve("missing");
        StatePersister persister =
                new StatePersister(new StateFile(missing.resolve("state"), problems::add), this::counted, executors());
        persister.persist();
        persister.persist();
        assertThat(problems)
                .singleElement()
                .asString()
                .contains("the state file " + missing, " could not be written: ");
        Files.createDirectory(missing);
        persister.persist();

        assertThat(missing.resolve("state")).hasContent(StateWriter.of(state));
        assertThat(problems).hasSize(1);
    }

    private StatePersister persister() {
        return new StatePersister(stateFile(), this::counted, executors());
    }

    private EngineSnapshot counted() {
        copies.incrementAndGet();
        return state;
    }

    private StateFile stateFile() {
        return new StateFile(file(), problems::add);
    }

    private Path file() {
        return directory.resolve("state");
    }

    private WatchdogExecutors executors() {
        TimeSource time = fake.time();
        return new WatchdogExecutors(time, note -> {});
    }

    private static EngineSnapshot copy(int seconds) {
        return new EngineSnapshot(List.of(Instant.ofEpochSecond(seconds)), false, List.of());
    }
}
