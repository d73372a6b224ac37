package io.github.servicehandler.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of single scans, without a thread or a watch, and with a clock that the test controls. */
class LogFileTailTest {

    @TempDir
    Path directory;

    private final RecordingLogFileListener received = new RecordingLogFileListener();
    private long now;

    @SuppressWarnings("NullAway.Init") // assigned by each test
    private LogFileTail tail;

    @AfterEach
    void closeTail() throws IOException {
        tail.close();
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private Path log() {
        return file("bot.log");
    }

    private void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void begin(LogFileStart start) throws IOException {
        tail = new LogFileTail(log(), start, 1000, new LogFileDispatcher(log(), received), () -> now);
        tail.begin();
    }

    private void beginAtEnd() throws IOException {
        begin(LogFileStart.last(0));
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void readsFromTheEndOn() throws IOException {
        write(log(), "old\n");
        beginAtEnd();

        write(log(), "new\n");

        assertThat(tail.scan()).isTrue();
        assertThat(tail.scan()).isFalse();
        assertThat(received.texts()).containsExactly("new");
    }

    @Test
    void readsFromTheStart() throws IOException {
        write(log(), "one\ntwo\n");
        begin(LogFileStart.BEGINNING);

        tail.scan();

        assertThat(received.texts()).containsExactly("one", "two");
    }

    @Test
    void readsTheLastLines() throws IOException {
        write(log(), "one\ntwo\nthree\nfour");
        begin(LogFileStart.last(2));

        tail.scan();
        write(log(), "!\n");
        tail.scan();

        assertThat(received.texts()).containsExactly("three", "four!");
    }

    @Test
    void readsAllLinesIfThereAreNotMore() throws IOException {
        write(log(), "\none\ntwo\n");
        begin(LogFileStart.last(4));

        tail.scan();

        assertThat(received.texts()).containsExactly("", "one", "two");
    }

    @Test
    void findsTheLastLinesInALargeFile() throws IOException {
        String all = IntStream.range(0, 20_000).mapToObj(i -> "line " + i).collect(Collectors.joining("\n", "", "\n"));
        write(log(), all);
        begin(LogFileStart.last(5000));

        tail.scan();

        assertThat(received.texts()).hasSize(5000).startsWith("line 15000").endsWith("line 19999");
    }

    @Test
    void refusesANegativeNumberOfLines() throws IOException {
        beginAtEnd();

        assertThatThrownBy(() -> LogFileStart.last(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lines must be at least 0, but was -1");
    }

    @Test
    void aFileThatComesLaterIsReadFromItsStart() throws IOException {
        beginAtEnd();
        tail.scan();

        write(log(), "first\n");
        tail.scan();

        assertThat(received.texts()).containsExactly("first");
        assertThat(received.events()).containsExactly(LogFileEvent.APPEARED);
    }

    @Test
    void aRenamedFileIsReadOnUntilTheNewOneHasLines() throws IOException {
        write(log(), "old\n");
        beginAtEnd();

        Files.move(log(), file("bot.log.1"));
        write(log(), "");
        tail.scan();
        write(file("bot.log.1"), "late\n");
        tail.scan();
        pass(Duration.ofDays(1));
        tail.scan();
        write(file("bot.log.1"), "later\n");
        tail.scan();
        write(log(), "new\n");
        tail.scan();

        assertThat(received.texts()).containsExactly("late", "later", "new");
        assertThat(received.events()).containsExactly(LogFileEvent.REPLACED);
    }

    @Test
    void theOldFileComesBeforeTheNewOne() throws IOException {
        write(log(), "");
        beginAtEnd();
        write(log(), "last of the old\n");
        Files.move(log(), file("bot.log.1"));
        write(log(), "first of the new\n");

        tail.scan();

        assertThat(received.texts()).containsExactly("last of the old", "first of the new");
    }

    @Test
    void theOldFileIsReadOnForAWhileAfterTheNewOneHasLines() throws IOException {
        write(log(), "");
        beginAtEnd();
        Files.move(log(), file("bot.log.1"));
        write(log(), "new\n");
        tail.scan();

        pass(LogFileTail.GRACE.minusSeconds(1));
        write(file("bot.log.1"), "from another process\n");
        tail.scan();
        pass(LogFileTail.GRACE.minusSeconds(1));
        tail.scan();
        assertThat(tail.readsRetired()).isTrue();
        pass(Duration.ofSeconds(1));
        tail.scan();

        assertThat(tail.readsRetired()).isFalse();
        write(file("bot.log.1"), "too late\n");
        tail.scan();
        assertThat(received.texts()).containsExactly("new", "from another process");
    }

    @Test
    void aLineWithoutAnEndInTheOldFileComesBeforeTheNewOne() throws IOException {
        write(log(), "");
        beginAtEnd();
        write(log(), "whole\npart");
        Files.move(log(), file("bot.log.1"));
        write(log(), "");
        tail.scan();
        assertThat(received.texts()).containsExactly("whole");

        write(log(), "new\n");
        tail.scan();

        assertThat(received.texts()).containsExactly("whole", "part", "new");
    }

    @Test
    void manyRotationsInARowLoseNothing() throws IOException {
        write(log(), "");
        beginAtEnd();

        for (int i = 0; i < 20; i++) {
            write(log(), "line " + i + "\n");
            Files.move(log(), file("bot.log." + i));
            write(log(), "");
            tail.scan();
        }

        assertThat(received.texts())
                .isEqualTo(IntStream.range(0, 20).mapToObj(i -> "line " + i).toList());
    }

    @Test
    void aRemovedFileIsReadOnUntilItIsMadeAnew() throws IOException {
        write(log(), "");
        beginAtEnd();
        try (FileChannel writer = FileChannel.open(log(), StandardOpenOption.APPEND)) {
            Files.delete(log());
            tail.scan();
            writer.write(StandardCharsets.UTF_8.encode("into the void\n"));
            tail.scan();
        }
        write(log(), "again\n");
        tail.scan();

        assertThat(received.texts()).containsExactly("into the void", "again");
        assertThat(received.events()).containsExactly(LogFileEvent.DISAPPEARED, LogFileEvent.APPEARED);
    }

    @Test
    void aFileThatGetsItsNameBackIsReadOn() throws IOException {
        write(log(), "");
        beginAtEnd();
        write(log(), "one\n");
        Files.move(log(), file("aside"));
        write(log(), "between\n");
        tail.scan();

        Files.delete(log());
        Files.move(file("aside"), log());
        write(log(), "two\n");
        tail.scan();

        assertThat(received.texts()).containsExactly("one", "between", "two");
    }

    @Test
    void aCutFileIsReadFromItsStart() throws IOException {
        write(log(), "one\ntwo\n");
        beginAtEnd();

        Files.writeString(log(), "1\n");
        tail.scan();

        assertThat(received.texts()).containsExactly("1");
        assertThat(received.events()).containsExactly(LogFileEvent.TRUNCATED);
    }

    @Test
    void aCutIsNoticedAlsoWhenTheFileHasGrownPastItsFormerLength() throws IOException {
        write(log(), "one\ntwo\n");
        beginAtEnd();

        Files.writeString(log(), "three\nfour\nfive\n");
        tail.scan();

        assertThat(received.texts()).containsExactly("three", "four", "five");
    }

    @Test
    void aCutIsNoticedAlsoWhenTheFileHasItsFormerLength() throws IOException {
        write(log(), "one\n");
        beginAtEnd();

        Files.writeString(log(), "two\n");
        tail.scan();

        assertThat(received.texts()).containsExactly("two");
    }

    @Test
    void whatWasNotReadBeforeTheCutIsReadFromTheCopy() throws IOException {
        write(log(), "one\n");
        beginAtEnd();

        write(log(), "two\nthree\n");
        Files.copy(log(), file("bot.log-20261123"));
        Files.writeString(log(), "four\n");
        tail.scan();

        assertThat(received.texts()).containsExactly("two", "three", "four");
    }

    @Test
    void aCopyOfLongAgoIsNotTakenForThatOfThisCut() throws IOException {
        write(log(), "tick\ntick\ntick\n");
        Files.copy(log(), file("bot.log.1"));
        Files.setLastModifiedTime(file("bot.log.1"), FileTime.from(Instant.now().minusSeconds(3600)));
        Files.writeString(log(), "tick\n");
        beginAtEnd();

        Files.writeString(log(), "");
        tail.scan();
        write(log(), "tock\n");
        tail.scan();

        assertThat(received.texts()).containsExactly("tock");
    }

    @Test
    void aLineWithoutAnEndIsALineOnceTheFileWasCut() throws IOException {
        write(log(), "");
        beginAtEnd();
        write(log(), "half a li");
        tail.scan();

        Files.writeString(log(), "new\n");
        tail.scan();

        assertThat(received.texts()).containsExactly("half a li", "new");
    }

    @Test
    void aLinkIsFollowedToWhatItLeadsToNow() throws IOException {
        write(file("monday"), "old\n");
        Files.createSymbolicLink(log(), file("monday"));
        beginAtEnd();
        write(file("monday"), "end of monday\n");
        tail.scan();

        write(file("tuesday"), "tuesday\n");
        Files.delete(log());
        Files.createSymbolicLink(log(), file("tuesday"));
        tail.scan();

        assertThat(received.texts()).containsExactly("end of monday", "tuesday");
    }

    @Test
    void aDirectoryOrAPipeIsNoFile() throws IOException {
        Files.createDirectory(log());
        beginAtEnd();

        assertThat(tail.scan()).isFalse();
        Files.delete(log());
        write(log(), "a file\n");
        tail.scan();

        assertThat(received.texts()).containsExactly("a file");
    }

    @Test
    void aVeryLargeFileIsReadInParts() throws IOException {
        String line = "x".repeat(99);
        write(log(), (line + "\n").repeat(50_000));
        begin(LogFileStart.BEGINNING);

        tail.scan();

        assertThat(received.lines())
                .hasSize(50_000)
                .allMatch(each -> each.text().equals(line));
    }
}
