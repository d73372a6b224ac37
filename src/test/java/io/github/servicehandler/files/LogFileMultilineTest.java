package io.github.servicehandler.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servicehandler.journal.Multiline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileMultilineTest {

    private static final Multiline PLUS = Multiline.continuedBy(Pattern.compile("^\\+"));

    @TempDir
    Path directory;

    private final RecordingLogFileListener received = new RecordingLogFileListener();
    private long now;

    private Path log() {
        return directory.resolve("bot.log");
    }

    private void write(String text) throws IOException {
        Files.writeString(log(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private LogFileTail tail(LogFileStart start, Multiline multiline) throws IOException {
        LogFileTail tail = new LogFileTail(
                log(), start, 1000, multiline, FileHistory.NONE, new LogFileDispatcher(log(), received), () -> now);
        tail.begin();
        return tail;
    }

    private LogFileTail tail() throws IOException {
        return tail(LogFileStart.BEGINNING, PLUS);
    }

    private static void scan(LogFileTail tail) throws IOException {
        tail.notice();
        tail.read();
    }

    @Test
    void aMessageIsDeliveredWhenAnotherBegins() throws IOException {
        try (LogFileTail tail = tail()) {
            write("a\n+b\n");
            scan(tail);
            write("+c\nd\n");
            scan(tail);

            assertThat(received.texts()).containsExactly("a\n+b\n+c");
        }
        assertThat(received.texts()).as("the last one at the end").containsExactly("a\n+b\n+c", "d");
    }

    @Test
    void aMessageIsDeliveredWhenTheFileDoesNotGrow() throws IOException {
        try (LogFileTail tail = tail()) {
            write("a\n+b\n");
            scan(tail);
            assertThat(tail.messageRest()).isEqualTo(Duration.ofSeconds(1));
            now += 900_000_000;
            write("+c");
            scan(tail);
            now += 999_999_999;
            scan(tail);
            assertThat(received.texts()).isEmpty();
            assertThat(tail.messageRest()).isEqualTo(Duration.ofNanos(1));

            now++;
            scan(tail);
            assertThat(received.texts()).containsExactly("a\n+b");
            assertThat(tail.messageRest()).isNull();

            write("\n");
            scan(tail);
        }
        assertThat(received.texts()).containsExactly("a\n+b", "+c");
    }

    @Test
    void boundsDivideAMessageAndLoseNothing() throws IOException {
        write("a\n+1\n+2\n+3\n+4\n" + "+" + "x".repeat(2000) + "\n");
        try (LogFileTail tail = tail(LogFileStart.BEGINNING, PLUS.maxLines(3))) {
            scan(tail);
        }
        assertThat(received.texts()).containsExactly("a\n+1\n+2", "+3\n+4\n+" + "x".repeat(999));
        assertThat(received.lines()).extracting(LogFileLine::truncated).containsExactly(false, true);
    }

    @Test
    void charactersAreBoundedToo() throws IOException {
        write("a\n+1\n+2\n");
        try (LogFileTail tail = tail(LogFileStart.BEGINNING, PLUS.maxCharacters(4))) {
            scan(tail);
        }
        assertThat(received.texts()).containsExactly("a\n+1", "+2");
    }

    @Test
    void aMessageEndsWithItsFile() throws IOException {
        try (LogFileTail tail = tail()) {
            write("a\n+b\n");
            scan(tail);
            Files.move(log(), directory.resolve("bot.log.1"));
            write("+c\n");
            scan(tail);
            assertThat(received.texts()).containsExactly("a\n+b");

            Files.writeString(log(), "x\n", StandardOpenOption.TRUNCATE_EXISTING);
            scan(tail);
        }
        assertThat(received.texts()).containsExactly("a\n+b", "+c", "x");
    }

    @Test
    void aMessageMayContinueInARenamedFile() throws IOException {
        Path renamed = directory.resolve("bot.log.1");
        try (LogFileTail tail = tail()) {
            write("a\n+b\n");
            scan(tail);
            Files.move(log(), renamed);
            Files.createFile(log());
            scan(tail);
            Files.writeString(renamed, "+c\n", StandardOpenOption.APPEND);
            scan(tail);
            assertThat(received.texts()).isEmpty();
            write("d\n");
            scan(tail);
        }
        assertThat(received.texts()).containsExactly("a\n+b\n+c", "d");
    }

    /** Wherever a follower ends, one that continues from its position gets the rest: no line twice, none lost. */
    @Test
    void thePositionIsAlwaysBetweenMessages() throws IOException {
        List<LogFilePosition> positions = new ArrayList<>();
        write("a\n+b\n");
        LogFileTail tail = tail();
        try (tail) {
            scan(tail);
            positions.add(tail.position().orElseThrow());
            write("c\n+d\ne\n");
            scan(tail);
            positions.add(tail.position().orElseThrow());
            Files.move(log(), directory.resolve("bot.log.1"));
            Files.createFile(log());
            scan(tail);
            positions.add(tail.position().orElseThrow());
            write("f\n");
            scan(tail);
            positions.add(tail.position().orElseThrow());
        }
        positions.add(tail.position().orElseThrow());
        assertThat(received.texts()).containsExactly("a\n+b", "c\n+d", "e", "f");

        List<List<String>> rests = List.of(
                List.of("a\n+b", "c\n+d", "e", "f"), List.of("e", "f"), List.of("e", "f"), List.of("f"), List.of());
        for (int i = 0; i < positions.size(); i++) {
            received.lines().clear();
            try (LogFileTail rest = tail(LogFileStart.after(positions.get(i)), PLUS)) {
                scan(rest);
            }
            assertThat(received.texts()).as("position " + i).isEqualTo(rests.get(i));
        }
    }

    @Test
    void aFollowerDeliversAMessageThatNothingFollows() throws IOException {
        LogFile file = LogFile.of(log()).multiline(Multiline.stackTraces().timeout(Duration.ofMillis(50)));
        try (LogFileFollow follow = file.follow(received)) {
            write("java.lang.Error: x\n\tat A.b(A.java:1)\n");
            await().untilAsserted(() ->
                    assertThat(received.texts()).containsExactly("java.lang.Error: x\n\tat A.b(A.java:1)"));
            assertThat(follow.position()).isPresent();
        }
    }

    @Test
    void aFollowerThatIsClosedDeliversTheMessageThatWaits() throws IOException {
        LogFile file = LogFile.of(log()).multiline(PLUS.timeout(Duration.ofDays(1)));
        LogFileFollow follow = file.follow(received);
        write("a\nb\n+c\n");
        await().untilAsserted(() -> assertThat(received.texts()).containsExactly("a"));
        follow.close();

        assertThat(received.texts()).containsExactly("a", "b\n+c");
        try (LogFileFollow rest = file.after(follow.position().orElseThrow()).follow(received)) {
            write("d\n");
            await().until(() -> rest.position().isPresent());
        }
        await().untilAsserted(() -> assertThat(received.texts()).containsExactly("a", "b\n+c", "d"));
    }

    @Test
    void aListenerThatClosesTheFollowerGetsTheMessageThatWaits() throws IOException {
        List<LogFileFollow> follows = new ArrayList<>();
        LogFile file = LogFile.of(log()).fromStart().multiline(PLUS.timeout(Duration.ofDays(1)));
        follows.add(file.follow(line -> {
            received.onLine(line);
            await().until(() -> !follows.isEmpty());
            follows.get(0).close();
        }));
        write("a\n+b\nc\n");

        await().untilAsserted(() -> assertThat(received.texts()).isNotEmpty());
        follows.get(0).close();
        assertThat(received.texts()).first().isEqualTo("a\n+b");
        assertThat(follows.get(0).position()).isPresent();
    }

    @Test
    void aLineHasFields() {
        assertThat(new LogFileLine("level=warn a=b", false)
                        .structured()
                        .orElseThrow()
                        .fields())
                .containsEntry("a", "b");
        assertThat(new LogFileLine("plain", false).structured()).isEmpty();
    }
}
