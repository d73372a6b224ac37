package io.github.servicehandler.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of a follower as callers use it: with its thread, and with the system's reports of changes. */
@Timeout(60)
class LogFileFollowTest {

    @TempDir
    Path directory;

    private final RecordingLogFileListener received = new RecordingLogFileListener();
    private LogFileFollow follow = LogFile.of(Path.of("nonesuch")).follow(received);

    @AfterEach
    void close() {
        follow.close();
    }

    private Path log() {
        return directory.resolve("bot.log");
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void follow(Path file, UnaryOperator<LogFile> how) {
        follow.close();
        follow = how.apply(LogFile.of(file)).follow(received);
    }

    private void follow() {
        follow(log(), LogFile::fromEnd);
    }

    private void awaitLines(String... lines) {
        await().untilAsserted(() -> assertThat(received.texts()).containsExactly(lines));
    }

    @Test
    void hearsOfNewLinesOnly() throws IOException {
        write(log(), "old\n");
        follow();

        write(log(), "one\n");
        awaitLines("one");
        write(log(), "tw");
        write(log(), "o\r\nthree\n");

        awaitLines("one", "two", "three");
    }

    @Test
    void hearsOfTheLastLinesFirst() throws IOException {
        write(log(), "one\ntwo\nthree\n");
        follow(log(), file -> file.last(2));

        write(log(), "four\n");

        awaitLines("two", "three", "four");
    }

    @Test
    void hearsFromTheStart() throws IOException {
        write(log(), "one\ntwo\n");

        follow(log(), LogFile::fromStart);

        awaitLines("one", "two");
    }

    @Test
    void aRelativePathIsBelowTheWorkingDirectory() {
        assertThat(LogFile.of(Path.of("bot.log")).path())
                .isEqualTo(Path.of("bot.log").toAbsolutePath());
    }

    @Test
    void waitsForAFile() throws IOException {
        follow();

        write(log(), "first\n");

        awaitLines("first");
        assertThat(received.events()).containsExactly(LogFileEvent.APPEARED);
    }

    @Test
    void waitsForADirectoryFarAbove() throws IOException {
        Path deep = directory.resolve("a/b/c/bot.log");
        follow(deep, LogFile::fromEnd);

        Files.createDirectories(deep.getParent());
        write(deep, "first\n");

        awaitLines("first");
    }

    /** At any time: also between the search for the directory and the watch on the one above it. */
    @Test
    void missesNoDirectoryThatIsMadeAtOnce() throws IOException {
        assumeThat(System.getProperty("os.name")).startsWith("Linux");
        for (int i = 0; i < 100; i++) {
            Path deep = directory.resolve(i + "/b/c/bot.log");
            RecordingLogFileListener own = new RecordingLogFileListener();
            try (LogFileFollow each = LogFile.of(deep).follow(own)) {
                Files.createDirectories(deep.getParent());
                write(deep, "first\n");
                await().pollInterval(Duration.ofMillis(1))
                        .untilAsserted(() -> assertThat(own.texts()).containsExactly("first"));
                assertThat(each).hasToString("follow bot.log");
            }
        }
    }

    @Test
    void outlivesItsDirectory() throws IOException {
        Path file = directory.resolve("logs/bot.log");
        Files.createDirectory(file.getParent());
        write(file, "");
        follow(file, LogFile::fromEnd);
        write(file, "one\n");
        awaitLines("one");

        Files.delete(file);
        Files.delete(file.getParent());
        await().untilAsserted(() -> assertThat(received.events()).containsExactly(LogFileEvent.DISAPPEARED));
        Files.createDirectory(file.getParent());
        write(file, "two\n");
        awaitLines("one", "two");
        write(file, "three\n");

        awaitLines("one", "two", "three");
    }

    @Test
    void followsTheNameWhenTheDirectoryIsRenamed() throws IOException {
        Path file = directory.resolve("logs/bot.log");
        Files.createDirectory(file.getParent());
        write(file, "");
        follow(file, LogFile::fromEnd);

        Files.move(file.getParent(), directory.resolve("logs.old"));
        Files.createDirectory(file.getParent());
        write(file, "new\n");
        awaitLines("new");
        write(file, "newer\n");

        awaitLines("new", "newer");
    }

    @Test
    void followsALinkIntoAnotherDirectory() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path here = Files.createDirectory(directory.resolve("here"));
        write(elsewhere.resolve("one"), "");
        Path link = Files.createSymbolicLink(here.resolve("bot.log"), elsewhere.resolve("one"));
        follow(link, LogFile::fromEnd);

        write(elsewhere.resolve("one"), "one\n");
        awaitLines("one");
        write(elsewhere.resolve("two"), "two\n");
        Files.createSymbolicLink(here.resolve("draft"), elsewhere.resolve("two"));
        Files.move(here.resolve("draft"), link, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        awaitLines("one", "two");
        write(elsewhere.resolve("two"), "three\n");

        awaitLines("one", "two", "three");
    }

    private static void switchLink(Path link, String target) throws IOException {
        Path draft = link.resolveSibling("draft");
        Files.createSymbolicLink(draft, Path.of(target));
        Files.move(draft, link, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** As Kubernetes has them: the link in the middle of the chain is the one that is switched. */
    @Test
    void noticesThatALinkInTheMiddleOfAChainIsSwitched() throws IOException {
        for (String each : List.of("first", "second", "middle", "front")) {
            Files.createDirectory(directory.resolve(each));
        }
        write(directory.resolve("first/x.log"), "");
        write(directory.resolve("second/x.log"), "");
        Files.createSymbolicLink(directory.resolve("middle/0.log"), Path.of("../first/x.log"));
        Files.createSymbolicLink(directory.resolve("linked"), Path.of("middle"));
        Path file = Files.createSymbolicLink(directory.resolve("front/bot.log"), Path.of("../linked/0.log"));
        follow(file, LogFile::fromEnd);
        write(directory.resolve("first/x.log"), "one\n");
        awaitLines("one");

        switchLink(directory.resolve("middle/0.log"), "../second/x.log");
        write(directory.resolve("second/x.log"), "two\n");
        awaitLines("one", "two");
        write(directory.resolve("second/x.log"), "three\n");

        awaitLines("one", "two", "three");
    }

    /** As Kubernetes mounts configuration: a link to a directory, in the target of the link to the file. */
    @Test
    void noticesThatALinkedDirectoryInTheTargetIsSwitched() throws IOException {
        for (String each : List.of("v1", "v2")) {
            Files.createDirectory(directory.resolve(each));
            write(directory.resolve(each).resolve("bot.log"), "");
        }
        Files.createSymbolicLink(directory.resolve("data"), Path.of("v1"));
        Files.createSymbolicLink(log(), Path.of("data/bot.log"));
        follow();
        write(directory.resolve("v1/bot.log"), "one\n");
        awaitLines("one");

        switchLink(directory.resolve("data"), "./v2");
        write(directory.resolve("v2/bot.log"), "two\n");

        awaitLines("one", "two");
    }

    @Test
    void waitsForWhatALinkLeadsTo() throws IOException {
        Files.createSymbolicLink(log(), Path.of("there/deeper/t"));
        follow();

        Files.createDirectories(directory.resolve("there/deeper"));
        write(directory.resolve("there/deeper/t"), "first\n");

        awaitLines("first");
    }

    @Test
    void noticesThatALinkInTheMiddleIsMadeAgain() throws IOException {
        Files.createSymbolicLink(log(), Path.of("middle"));
        Path middle = Files.createSymbolicLink(directory.resolve("middle"), Path.of("one"));
        write(directory.resolve("one"), "");
        follow();
        Files.delete(middle);
        await().untilAsserted(() -> assertThat(received.events()).containsExactly(LogFileEvent.DISAPPEARED));

        write(directory.resolve("two"), "two\n");
        Files.createSymbolicLink(middle, Path.of("two"));
        awaitLines("two");
        write(directory.resolve("two"), "three\n");

        awaitLines("two", "three");
    }

    @Test
    void aLoopOfLinksIsNoFile() throws IOException {
        Files.createSymbolicLink(log(), Path.of("bot.log"));
        follow();

        Files.delete(log());
        write(log(), "first\n");

        awaitLines("first");
    }

    @Test
    void readsOnInAFileThatWasMovedToAnotherDirectory() throws IOException {
        Path old = Files.createDirectory(directory.resolve("old")).resolve("bot.log.1");
        Path logs = Files.createDirectory(directory.resolve("logs"));
        Path file = logs.resolve("bot.log");
        write(file, "");
        follow(file, LogFile::fromEnd);

        Files.move(file, old);
        write(file, "");
        // it is left to chance whether a scan comes while no file is at the path
        await().untilAsserted(
                        () -> assertThat(received.events()).last().isIn(LogFileEvent.REPLACED, LogFileEvent.APPEARED));
        write(old, "late\n");

        awaitLines("late");
    }

    @Test
    void readsAFileAsSoonAsItIsAllowedTo() throws IOException {
        write(log(), "secret\n");
        Files.setPosixFilePermissions(log(), Set.of());
        assumeThat(Files.isReadable(log())).as("run by root").isFalse();
        follow(log(), LogFile::fromStart);

        Files.setPosixFilePermissions(log(), PosixFilePermissions.fromString("rw-------"));

        awaitLines("secret");
    }

    @Test
    void aListenerThatThrowsHearsTheNextLine() throws IOException {
        write(log(), "one\ntwo\n");
        AtomicInteger calls = new AtomicInteger();
        follow.close();
        follow = LogFile.of(log()).fromStart().follow(line -> {
            calls.incrementAndGet();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("a listener's mistake");
        });
        await().untilAtomic(calls, is(2));

        write(log(), "three\n");

        await().untilAtomic(calls, is(3));
    }

    @Test
    void aSlowListenerHearsAllLines() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        follow.close();
        follow = LogFile.of(log()).follow(line -> {
            awaitLatch(go);
            received.onLine(line);
        });
        List<String> lines =
                IntStream.range(0, 10_000).mapToObj(i -> "line " + i).toList();

        Files.write(log(), lines);
        go.countDown();

        await().untilAsserted(() -> assertThat(received.texts()).isEqualTo(lines));
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSlowListenerReceivesFilesThatWereRotatedAwayMeanwhile() throws IOException {
        write(log(), "");
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        follow.close();
        follow = LogFile.of(log()).follow(new LogFileListener() {
            @Override
            public void onLine(LogFileLine line) {
                busy.countDown();
                awaitLatch(go);
                received.onLine(line);
            }

            @Override
            public void onEvent(LogFileEvent event) {
                received.onEvent(event);
            }
        });
        write(log(), "1\n");
        awaitLatch(busy);
        assumeThat(Path.of("/proc/self/fd")).isDirectory();

        for (int i = 2; i <= 5; i++) {
            write(log(), i + "\n");
            Path rotated = Files.move(log(), directory.resolve("bot.log." + i));
            write(log(), "");
            await().until(() -> isOpen(log()));
            Files.delete(rotated);
        }
        go.countDown();

        awaitLines("1", "2", "3", "4", "5");
        assertThat(received.events()).doesNotContain(LogFileEvent.LINES_LOST);
    }

    private static boolean isOpen(Path file) throws IOException {
        return openFiles().contains(file.toRealPath().toString());
    }

    private static List<String> openFiles() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.map(LogFileFollowTest::target).toList();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "closed meanwhile";
        }
    }

    @Test
    void manyFollowsShareOneInotifyInstanceAndOneThread() throws IOException {
        assumeThat(Path.of("/proc/self/fd")).isDirectory();
        List<LogFileFollow> follows = new ArrayList<>();
        try {
            for (int i = 0; i < 150; i++) {
                Path file = directory.resolve("bot" + i + ".log");
                write(file, "");
                follows.add(LogFile.of(file).follow(received));
            }
            write(directory.resolve("bot77.log"), "one\n");
            awaitLines("one");

            assertThat(openFiles().stream().filter(file -> file.contains("inotify")))
                    .hasSize(1);
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().equals("watch log files"))
                    .hasSize(1);
        } finally {
            follows.forEach(LogFileFollow::close);
        }
        follow.close();

        await().untilAsserted(() -> assertThat(openFiles()).noneMatch(file -> file.contains("inotify")));
    }

    /** The system does not report the writes while they are so many. */
    @Test
    void aBusyFileAndItsNeighboursAreFollowed() throws IOException {
        assumeThat(System.getProperty("os.name")).startsWith("Linux");
        Path quiet = directory.resolve("quiet.log");
        write(log(), "");
        write(quiet, "");
        RecordingLogFileListener ofQuiet = new RecordingLogFileListener();
        follow();
        List<String> lines = new ArrayList<>();
        try (LogFileFollow other = LogFile.of(quiet).follow(ofQuiet)) {
            await().pollInterval(Duration.ofMillis(1)).until(() -> {
                lines.add("line " + lines.size());
                write(log(), lines.get(lines.size() - 1) + "\n");
                return DirectoryWatcher.shared().hasBusy();
            });

            write(quiet, "one\n");
            await().untilAsserted(() -> assertThat(ofQuiet.texts()).containsExactly("one"));
            assertThat(other).hasToString("follow quiet.log");
        }
        Files.move(log(), directory.resolve("bot.log.1"));
        write(log(), "of the new file\n");
        lines.add("of the new file");
        awaitLines(lines.toArray(String[]::new));
        await().until(() -> !DirectoryWatcher.shared().hasBusy());
        write(log(), "at rest\n");
        lines.add("at rest");

        awaitLines(lines.toArray(String[]::new));
    }

    /** After too many events, the system drops them; a scan of everything makes up for that. */
    @Test
    void aFloodOfEventsIsReconciled() throws Exception {
        Path logs = Files.createDirectory(directory.resolve("logs"));
        Path file = logs.resolve("bot.log");
        write(file, "");
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        follow.close();
        follow = LogFile.of(file).follow(line -> {
            busy.countDown();
            awaitLatch(go);
            received.onLine(line);
        });
        write(file, "one\n");
        awaitLatch(busy);

        for (int i = 0; i < 3000; i++) {
            Files.createFile(logs.resolve("other" + i));
        }
        Files.move(logs, directory.resolve("logs.old"));
        Files.createDirectory(logs);
        write(file, "two\n");
        go.countDown();
        awaitLines("one", "two");
        write(file, "three\n");

        awaitLines("one", "two", "three");
    }

    @Test
    void nothingComesAfterTheClose() throws IOException {
        write(log(), "");
        follow();
        write(log(), "one\n");
        awaitLines("one");

        follow.close();
        write(log(), "two\n");

        assertThat(threads()).isEmpty();
        assertThat(received.texts()).containsExactly("one");
    }

    @Test
    void aListenerMayCloseTheFollow() throws IOException {
        write(log(), "");
        CountDownLatch closed = new CountDownLatch(1);
        LogFileFollow[] own = new LogFileFollow[1];
        own[0] = LogFile.of(log()).follow(line -> {
            own[0].close();
            received.onLine(line);
            closed.countDown();
        });

        write(log(), "one\ntwo\n");
        awaitLatch(closed);

        await().untilAsserted(() -> assertThat(threads()).isEmpty());
        assertThat(received.texts()).containsExactly("one");
    }

    @Test
    void withoutHelpOfTheSystemItLooksByItself() throws IOException {
        follow.close();
        LogFileDispatcher dispatcher = new LogFileDispatcher(log(), received);
        LogFileTail tail =
                new LogFileTail(log(), LogFileStart.last(0), 100, null, FileHistory.NONE, dispatcher, System::nanoTime);
        follow = LogFileFollow.begin(tail, log(), dispatcher, PathWatch.polling(log()));

        write(log(), "one\n");
        awaitLines("one");
        Files.move(log(), directory.resolve("bot.log.1"));
        write(log(), "two\n");

        awaitLines("one", "two");
    }

    @Test
    void aThousandFollowsLeaveNothingBehind() throws IOException {
        write(log(), "one\n");
        assumeThat(Path.of("/proc/self/fd")).isDirectory();
        long before = descriptors();

        for (int i = 0; i < 1000; i++) {
            LogFile.of(log()).fromStart().follow(received).close();
        }

        assertThat(threads()).isEmpty();
        await().untilAsserted(() -> assertThat(descriptors()).isLessThan(before + 20));
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    private List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.equals("follow bot.log"))
                .toList();
    }

    @Test
    void refusesWhatMakesNoSense() {
        LogFile file = LogFile.of(log());

        assertThatThrownBy(() -> file.longestLine(Integer.MAX_VALUE))
                .hasMessageContaining("bytes must be from 1 to 1073741824, but was 2147483647");
        assertThatThrownBy(() -> file.longestLine(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("but was 0");
        assertThatThrownBy(() -> file.last(-2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lines must be at least 0, but was -2");
    }

    /** Unpacks an archive of yesterday, as gunzip does. */
    private void unpackArchive() throws IOException {
        Path archive = directory.resolve("bot.log-20261101");
        write(archive, "old\nand older\n");
        Files.setLastModifiedTime(archive, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "read\n"})
    void anArchiveThatIsUnpackedBesideAnIdleLogIsNotTheLog(String content) throws IOException {
        write(log(), content);
        follow();

        unpackArchive();
        write(log(), "new\n");
        awaitLines("new");
        Files.writeString(log(), "x\n", StandardOpenOption.TRUNCATE_EXISTING);

        awaitLines("new", "x");
    }

    @Test
    void anArchiveThatIsUnpackedBesideANewLogIsNotTheLog() throws IOException {
        write(log(), "read\n");
        follow();
        Files.move(log(), directory.resolve("bot.log-20261102"));
        write(log(), "");
        unpackArchive();
        write(log(), "new\n");

        awaitLines("new");
    }
}
