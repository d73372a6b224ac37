package io.github.servicehandler.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
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
        begin(start, FileHistory.NONE);
    }

    private void begin(LogFileStart start, FileHistory history) throws IOException {
        LogFileDispatcher dispatcher = new LogFileDispatcher(log(), received);
        tail = new LogFileTail(log(), start, 1000, null, history, dispatcher, () -> now);
        tail.begin();
    }

    private boolean scan() throws IOException {
        tail.notice();
        return tail.read();
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

        assertThat(scan()).isTrue();
        assertThat(scan()).isFalse();
        assertThat(received.texts()).containsExactly("new");
    }

    @Test
    void readsFromTheStart() throws IOException {
        write(log(), "one\ntwo\n");
        begin(LogFileStart.BEGINNING);

        scan();

        assertThat(received.texts()).containsExactly("one", "two");
    }

    @Test
    void readsTheLastLines() throws IOException {
        write(log(), "one\ntwo\nthree\nfour");
        begin(LogFileStart.last(2));

        scan();
        write(log(), "!\n");
        scan();

        assertThat(received.texts()).containsExactly("three", "four!");
    }

    @Test
    void readsAllLinesIfThereAreNotMore() throws IOException {
        write(log(), "\none\ntwo\n");
        begin(LogFileStart.last(4));

        scan();

        assertThat(received.texts()).containsExactly("", "one", "two");
    }

    @Test
    void findsTheLastLinesInALargeFile() throws IOException {
        String all = IntStream.range(0, 20_000).mapToObj(i -> "line " + i).collect(Collectors.joining("\n", "", "\n"));
        write(log(), all);
        begin(LogFileStart.last(5000));

        scan();

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
        scan();

        write(log(), "first\n");
        scan();

        assertThat(received.texts()).containsExactly("first");
        assertThat(received.events()).containsExactly(LogFileEvent.APPEARED);
    }

    @Test
    void aRenamedFileIsReadOnUntilTheNewOneHasLines() throws IOException {
        write(log(), "old\n");
        beginAtEnd();

        Files.move(log(), file("bot.log.1"));
        write(log(), "");
        scan();
        write(file("bot.log.1"), "late\n");
        scan();
        pass(Duration.ofDays(1));
        scan();
        write(file("bot.log.1"), "later\n");
        scan();
        write(log(), "new\n");
        scan();

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

        scan();

        assertThat(received.texts()).containsExactly("last of the old", "first of the new");
    }

    @Test
    void theOldFileIsReadOnForAWhileAfterTheNewOneHasLines() throws IOException {
        write(log(), "");
        beginAtEnd();
        Files.move(log(), file("bot.log.1"));
        write(log(), "new\n");
        scan();

        pass(LogFileTail.GRACE.minusSeconds(1));
        write(file("bot.log.1"), "from another process\n");
        scan();
        pass(LogFileTail.GRACE.minusSeconds(1));
        scan();
        assertThat(tail.readsRetired()).isTrue();
        pass(Duration.ofSeconds(1));
        scan();

        assertThat(tail.readsRetired()).isFalse();
        write(file("bot.log.1"), "too late\n");
        scan();
        assertThat(received.texts()).containsExactly("new", "from another process");
    }

    @Test
    void aLineWithoutAnEndInTheOldFileComesBeforeTheNewOne() throws IOException {
        write(log(), "");
        beginAtEnd();
        write(log(), "whole\npart");
        Files.move(log(), file("bot.log.1"));
        write(log(), "");
        scan();
        assertThat(received.texts()).containsExactly("whole");

        write(log(), "new\n");
        scan();

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
            scan();
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
            scan();
            writer.write(StandardCharsets.UTF_8.encode("into the void\n"));
            scan();
        }
        write(log(), "again\n");
        scan();

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
        scan();

        Files.delete(log());
        Files.move(file("aside"), log());
        write(log(), "two\n");
        scan();

        assertThat(received.texts()).containsExactly("one", "between", "two");
    }

    @Test
    void aCutFileIsReadFromItsStart() throws IOException {
        write(log(), "one\ntwo\n");
        beginAtEnd();

        Files.writeString(log(), "1\n");
        scan();

        assertThat(received.texts()).containsExactly("1");
        assertThat(received.events()).containsExactly(LogFileEvent.TRUNCATED);
    }

    @Test
    void aCutIsNoticedAlsoWhenTheFileHasGrownPastItsFormerLength() throws IOException {
        write(log(), "one\ntwo\n");
        beginAtEnd();

        Files.writeString(log(), "three\nfour\nfive\n");
        scan();

        assertThat(received.texts()).containsExactly("three", "four", "five");
    }

    @Test
    void aCutIsNoticedAlsoWhenTheFileHasItsFormerLength() throws IOException {
        write(log(), "one\n");
        beginAtEnd();

        Files.writeString(log(), "two\n");
        scan();

        assertThat(received.texts()).containsExactly("two");
    }

    @Test
    void whatWasNotReadBeforeTheCutIsReadFromTheCopy() throws IOException {
        write(log(), "one\n");
        beginAtEnd();

        write(log(), "two\nthree\n");
        Files.copy(log(), file("bot.log-20261123"));
        Files.writeString(log(), "four\n");
        scan();

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
        scan();
        write(log(), "tock\n");
        scan();

        assertThat(received.texts()).containsExactly("tock");
    }

    @Test
    void aLineWithoutAnEndIsALineOnceTheFileWasCut() throws IOException {
        write(log(), "");
        beginAtEnd();
        write(log(), "half a li");
        scan();

        Files.writeString(log(), "new\n");
        scan();

        assertThat(received.texts()).containsExactly("half a li", "new");
    }

    @Test
    void aLinkIsFollowedToWhatItLeadsToNow() throws IOException {
        write(file("monday"), "old\n");
        Files.createSymbolicLink(log(), file("monday"));
        beginAtEnd();
        write(file("monday"), "end of monday\n");
        scan();

        write(file("tuesday"), "tuesday\n");
        Files.delete(log());
        Files.createSymbolicLink(log(), file("tuesday"));
        scan();

        assertThat(received.texts()).containsExactly("end of monday", "tuesday");
    }

    @Test
    void aDirectoryOrAPipeIsNoFile() throws IOException {
        Files.createDirectory(log());
        beginAtEnd();

        assertThat(scan()).isFalse();
        Files.delete(log());
        write(log(), "a file\n");
        scan();

        assertThat(received.texts()).containsExactly("a file");
    }

    @Test
    void aVeryLargeFileIsReadInParts() throws IOException {
        String line = "x".repeat(99);
        write(log(), (line + "\n").repeat(50_000));
        begin(LogFileStart.BEGINNING);

        scan();

        assertThat(received.lines())
                .hasSize(50_000)
                .allMatch(each -> each.text().equals(line));
    }

    /** As while a listener is busy with a line. */
    @Test
    void filesThatWereNoticedAreReadEvenIfTheyAreGone() throws IOException {
        write(log(), "0\n");
        beginAtEnd();
        for (int i = 1; i <= 10; i++) {
            write(log(), i + "\n");
            tail.notice();
            Files.move(log(), file("rotated"));
            write(log(), "");
            tail.notice();
            Files.delete(file("rotated"));
        }

        tail.read();

        assertThat(received.texts())
                .isEqualTo(
                        IntStream.rangeClosed(1, 10).mapToObj(String::valueOf).toList());
        assertThat(received.events()).hasSize(10).containsOnly(LogFileEvent.REPLACED);
    }

    @Test
    void tooManyWaitingFilesAreReported() throws IOException {
        write(log(), "");
        beginAtEnd();
        int count = GenerationQueue.MAX_WAITING + 10;
        for (int i = 1; i <= count; i++) {
            Files.delete(log());
            write(log(), i + "\n");
            tail.notice();
        }

        tail.read();

        assertThat(received.texts())
                .hasSize(GenerationQueue.MAX_WAITING)
                .startsWith("1", "2", "3")
                .endsWith(String.valueOf(GenerationQueue.MAX_WAITING - 1), String.valueOf(count));
        assertThat(received.events()).containsOnlyOnce(LogFileEvent.LINES_LOST);
    }

    @Test
    void severalTruncationsLoseNothingThatWasCopied() throws IOException {
        write(log(), "0\n");
        beginAtEnd();
        for (int i = 1; i <= 5; i++) {
            write(log(), "line " + i + "\n");
            tail.notice();
            Files.copy(log(), file("bot.log." + i));
            Files.writeString(log(), "");
            tail.notice();
            Files.delete(file("bot.log." + i));
        }
        write(log(), "last\n");

        scan();

        assertThat(received.texts()).containsExactly("line 1", "line 2", "line 3", "line 4", "line 5", "last");
        assertThat(received.events()).hasSize(5).containsOnly(LogFileEvent.TRUNCATED);
    }

    @Test
    void linesThatATruncationTookAwayAreReported() throws IOException {
        write(log(), "one\n");
        beginAtEnd();
        write(log(), "two\n");
        tail.notice();

        Files.writeString(log(), "3\n");
        scan();

        assertThat(received.texts()).containsExactly("3");
        assertThat(received.events()).containsExactly(LogFileEvent.LINES_LOST, LogFileEvent.TRUNCATED);
    }

    @Test
    void aNeighbourWithTheSameLinesIsNoCopy() throws IOException {
        String line = "heartbeat: nothing to do, all queues are empty, sleeping on for a while\n";
        write(log(), line.repeat(10));
        for (String each : List.of("all.log", "bot.log2", "bot", "a-bot.log")) {
            write(file(each), line.repeat(30));
        }
        beginAtEnd();

        Files.writeString(log(), "");
        scan();
        write(log(), "after\n");
        scan();

        assertThat(received.texts()).containsExactly("after");
    }

    @Test
    void aCopyIsFoundAmongManyFiles() throws IOException {
        for (int i = 0; i < 1500; i++) {
            Files.createFile(file("old." + i));
        }
        write(log(), "one\n");
        beginAtEnd();

        write(log(), "two\n");
        Files.copy(log(), file("bot.log.1"));
        Files.writeString(log(), "");
        scan();

        assertThat(received.texts()).containsExactly("two");
    }

    @Test
    void aCutIsNoticedAlsoWhenTheLastBytesAreTheSame() throws IOException {
        write(log(), "head\n" + "same line\n".repeat(20));
        beginAtEnd();

        Files.writeString(log(), "HEAD\n" + "same line\n".repeat(24));
        scan();

        assertThat(received.texts()).hasSize(25).startsWith("HEAD");
    }

    @Test
    void aHoleAfterATruncationIsSkipped() throws IOException {
        try (FileChannel writer = FileChannel.open(log(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            writer.write(StandardCharsets.UTF_8.encode("before\n".repeat(10_000)));
            begin(LogFileStart.BEGINNING);
            scan();
            received.lines().clear();

            Files.newByteChannel(log(), StandardOpenOption.WRITE).truncate(0).close();
            writer.write(StandardCharsets.UTF_8.encode("first\nsecond\n"));
            scan();
            writer.write(StandardCharsets.UTF_8.encode("third\n"));
            scan();
        }

        assertThat(received.texts()).containsExactly("first", "second", "third");
    }

    @Test
    void aFileThatCannotBeReadAtFirstIsReadFromItsLengthThen() throws IOException {
        write(log(), "old\n");
        Files.setPosixFilePermissions(log(), PosixFilePermissions.fromString("-w-------"));
        LogFileDispatcher dispatcher = new LogFileDispatcher(log(), received);
        tail = new LogFileTail(log(), LogFileStart.last(1), 1000, null, FileHistory.NONE, dispatcher, () -> now);
        assumeThat(Files.isReadable(log())).as("run by root").isFalse();
        assertThatThrownBy(tail::begin).isInstanceOf(AccessDeniedException.class);

        write(log(), "one\ntwo\n");
        assertThatThrownBy(tail::notice).isInstanceOf(AccessDeniedException.class);
        Files.setPosixFilePermissions(log(), PosixFilePermissions.fromString("rw-------"));
        scan();

        assertThat(received.texts()).containsExactly("old", "one", "two");
        assertThat(received.events()).isEmpty();
    }

    @Test
    void theOldFileIsReadWhileTheNewOneCannotBeRead() throws IOException {
        write(log(), "");
        beginAtEnd();
        Files.move(log(), file("bot.log.1"));
        Files.createFile(log(), PosixFilePermissions.asFileAttribute(Set.of()));
        assumeThat(Files.isReadable(log())).as("run by root").isFalse();

        write(file("bot.log.1"), "late\n");
        assertThatThrownBy(tail::notice).isInstanceOf(AccessDeniedException.class);
        tail.read();

        assertThat(received.texts()).containsExactly("late");
    }

    private LogFilePosition savedPosition() throws IOException {
        LogFilePosition position = tail.position().orElseThrow();
        tail.close();
        assertThat(tail.position()).contains(position);
        received.lines().clear();
        received.events().clear();
        return new LogFilePosition(position.text());
    }

    private void resume(LogFilePosition saved) throws IOException {
        begin(LogFileStart.after(saved));
        scan();
    }

    @Test
    void aSavedPositionContinuesInTheSameFile() throws IOException {
        write(log(), "one\n");
        begin(LogFileStart.BEGINNING);
        write(log(), "two\nhal");
        scan();
        LogFilePosition saved = savedPosition();

        write(log(), "f\nthree\n");
        resume(saved);

        assertThat(received.texts()).containsExactly("half", "three");
        assertThat(received.events()).isEmpty();
    }

    @Test
    void aSavedPositionContinuesInRotatedFiles() throws IOException {
        write(log(), "one\n");
        beginAtEnd();
        write(log(), "two\n");
        scan();
        LogFilePosition saved = savedPosition();

        write(log(), "three\n");
        Files.move(log(), file("bot.log.2"));
        compress(file("bot.log.2"));
        write(log(), "four\n");
        Files.move(log(), file("bot.log.1"));
        write(file("bot.log.err"), "another log\n");
        write(log(), "five\n");
        resume(saved);

        assertThat(received.texts()).containsExactly("three", "four", "five");
        assertThat(received.events()).containsExactly(LogFileEvent.REPLACED, LogFileEvent.REPLACED);
        assertThat(tail.position()).isPresent();
    }

    private static void compress(Path file) throws IOException {
        Path compressed = file.resolveSibling(file.getFileName() + ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            Files.copy(file, out);
        }
        Files.setLastModifiedTime(compressed, Files.getLastModifiedTime(file));
        Files.delete(file);
    }

    @Test
    void aSavedPositionContinuesInTheCopyOfATruncatedFile() throws IOException {
        write(log(), "one\n");
        begin(LogFileStart.BEGINNING);
        scan();
        LogFilePosition saved = savedPosition();

        write(log(), "two\n");
        Files.copy(log(), file("bot.log-20261123"));
        Files.writeString(log(), "three\n");
        resume(saved);

        assertThat(received.texts()).containsExactly("two", "three");
    }

    @Test
    void aSavedPositionThatNoFileHasIsReported() throws IOException {
        write(log(), "one\n");
        begin(LogFileStart.BEGINNING);
        scan();
        LogFilePosition saved = savedPosition();

        Files.writeString(log(), "other\n");
        resume(saved);

        assertThat(received.texts()).containsExactly("other");
        assertThat(received.events()).containsExactly(LogFileEvent.LINES_LOST);
    }

    @Test
    void thePositionIsThatOfTheLastLineThatTheListenerHasFinishedWith() throws IOException {
        write(log(), "one\ntwo\n");
        List<LogFilePosition> positions = new ArrayList<>();
        tail = new LogFileTail(
                log(),
                LogFileStart.BEGINNING,
                1000,
                null,
                FileHistory.NONE,
                new LogFileDispatcher(log(), line -> tail.position().ifPresent(positions::add)),
                () -> now);
        tail.begin();
        scan();

        assertThat(positions).extracting(LogFilePosition::offset).containsExactly(0L, 4L);
        assertThat(tail.position()).map(LogFilePosition::offset).contains(8L);
    }

    /** A history in which the file is copied and truncated while it is asked for. */
    private final class CopiedMeanwhile implements FileHistory {

        private boolean copied;

        @Override
        public boolean hasPassed() {
            return false;
        }

        @Override
        public List<PassedFile> passed() {
            if (copied) {
                return List.of();
            }
            copied = true;
            try {
                Files.copy(log(), file("bot.log-1"));
                Files.writeString(log(), "after the truncation\nand more\n", StandardOpenOption.TRUNCATE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return List.of();
        }

        @Override
        public void forget(List<PassedFile> files) {}
    }

    @Test
    void losesNothingIfAFileThatWasEmptyIsCopiedAndTruncatedDuringTheLook() throws IOException {
        write(log(), "");
        begin(LogFileStart.last(0), new CopiedMeanwhile());
        write(log(), "before\n");

        scan();
        scan();

        assertThat(received.texts()).containsExactly("before", "after the truncation", "and more");
    }

    /** A history of a directory in which something happens directly after the files were asked for. */
    private final class BusyHistory implements FileHistory {

        private final List<PassedFile> files = new ArrayList<>();
        private final Deque<FileChange> afterwards = new ArrayDeque<>();

        private interface FileChange {
            void run() throws IOException;
        }

        private void add(String name, boolean copy) {
            files.add(new PassedFile(new Arrival(Path.of(name), true), file(name), copy, true));
        }

        private void copyAndTruncate(String name, String next) throws IOException {
            Files.copy(log(), file(name));
            Files.writeString(log(), next, StandardOpenOption.TRUNCATE_EXISTING);
            add(name, true);
        }

        @Override
        public boolean hasPassed() {
            return !files.isEmpty();
        }

        @Override
        public List<PassedFile> passed() {
            List<PassedFile> passed = List.copyOf(files);
            FileChange next = afterwards.poll();
            if (next != null) {
                try {
                    next.run();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return passed;
        }

        @Override
        public void forget(List<PassedFile> known) {
            files.removeAll(known);
        }
    }

    @Test
    void losesNothingIfAFileIsCopiedAndTruncatedAgainDuringTheLook() throws IOException {
        write(log(), "one\n");
        BusyHistory history = new BusyHistory();
        begin(LogFileStart.BEGINNING, history);
        history.copyAndTruncate("bot.log-1", "two\n");
        history.afterwards.add(() -> {
            history.copyAndTruncate("bot.log-2", "three\n");
            history.copyAndTruncate("bot.log-3", "four\n");
        });

        scan();
        scan();

        assertThat(received.texts()).containsExactly("one", "two", "three", "four");
    }

    @Test
    void keepsTheOrderOfTheCopiesOfAnEmptyFile() throws IOException {
        write(log(), "");
        BusyHistory history = new BusyHistory();
        begin(LogFileStart.BEGINNING, history);
        write(log(), "one\n");
        history.copyAndTruncate("bot.log-1", "two\n");
        history.afterwards.add(() -> {
            history.copyAndTruncate("bot.log-2", "three\n");
            history.copyAndTruncate("bot.log-3", "four\n");
        });

        scan();
        scan();

        assertThat(received.texts()).containsExactly("one", "two", "three", "four");
    }

    @Test
    void losesNothingOfCopiesThatBeginLikeTheFewBytesThatAreKnownOfTheFile() throws IOException {
        write(log(), "2026");
        BusyHistory history = new BusyHistory();
        begin(LogFileStart.BEGINNING, history);
        write(log(), "-11-30 one\n");
        history.copyAndTruncate("bot.log-1", "2026-11-30 two\n");
        history.copyAndTruncate("bot.log-2", "2026");

        scan();
        write(log(), "-11-30 three\n");
        scan();
        scan();

        assertThat(received.texts()).containsExactly("2026-11-30 one", "2026-11-30 two", "2026-11-30 three");
    }

    @Test
    void losesNothingIfANewFileIsTruncatedAndBeginsLikeBefore() throws IOException {
        write(log(), "2026-11-29 zero\n");
        BusyHistory history = new BusyHistory();
        begin(LogFileStart.BEGINNING, history);
        Files.move(log(), file("bot.log.old"));
        write(log(), "2026-11-30 one\n");
        history.add("bot.log", false);
        history.copyAndTruncate("bot.log-1", "2026");

        scan();
        write(log(), "-11-30 two\n");
        scan();

        assertThat(received.texts()).containsExactly("2026-11-29 zero", "2026-11-30 one", "2026-11-30 two");
    }

    @Test
    void deliversACopyOnceIfNothingWasReadOfTheFileYet() throws IOException {
        write(log(), "");
        BusyHistory history = new BusyHistory();
        begin(LogFileStart.BEGINNING, history);
        write(log(), "one\n");
        tail.notice();
        history.copyAndTruncate("bot.log-1", "two\n");

        scan();

        assertThat(received.texts()).containsExactly("one", "two");
    }

    @Test
    void losesNothingIfTheReportOfARenamingIsLate() throws IOException {
        write(log(), "one\n");
        BusyHistory history = new BusyHistory();
        begin(LogFileStart.BEGINNING, history);
        Files.move(log(), file("bot.log.old"));
        write(log(), "two\n");
        history.add("bot.log", false);
        PassedFile reported = history.files.get(0);
        Files.move(log(), file("bot.log-2"));
        for (int i = 0; i < 3; i++) {
            history.afterwards.add(() -> {});
        }
        history.afterwards.add(
                () -> history.files.set(0, new PassedFile(reported.arrival(), file("bot.log-2"), false, true)));

        scan();

        assertThat(received.texts()).containsExactly("one", "two");
    }

    @Test
    void opensFilesInOrderEvenIfTheyAreRenamedAllTheTime() throws IOException {
        write(log(), "0\n");
        BusyHistory history = new BusyHistory();
        begin(LogFileStart.BEGINNING, history);
        for (int i = 1; i <= 40; i++) {
            int number = i;
            history.afterwards.add(() -> rotateReported(history, number));
        }

        while (!history.afterwards.isEmpty()) {
            scan();
            history.passed();
        }
        scan();

        assertThat(received.texts()).containsExactlyElementsOf(numbers(41));
    }

    @Test
    void reportsALossIfThereMayHaveBeenFilesThatNothingIsKnownOf() throws IOException {
        write(log(), "one\n");
        BusyHistory history = new BusyHistory();
        begin(LogFileStart.BEGINNING, history);
        PassedFile unknown = new PassedFile(new Arrival(null, true), null, false, true);
        history.files.add(unknown);
        scan();
        assertThat(received.events()).as("the file is the same").isEmpty();

        Files.move(log(), file("bot.log.old"));
        history.files.add(unknown);
        write(log(), "two\n");
        scan();

        assertThat(received.texts()).containsExactly("one", "two");
        assertThat(received.events()).containsExactly(LogFileEvent.LINES_LOST, LogFileEvent.REPLACED);
    }

    private void rotateReported(BusyHistory history, int number) throws IOException {
        Path rotated = file("bot.log-" + number);
        Files.move(log(), rotated);
        history.files.replaceAll(each -> log().equals(each.place())
                ? new PassedFile(each.arrival(), rotated, each.copy(), each.mayHaveContent())
                : each);
        write(log(), number + "\n");
        history.add("bot.log", false);
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
