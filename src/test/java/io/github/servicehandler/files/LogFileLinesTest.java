package io.github.servicehandler.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFileLinesTest {

    private final RecordingLogFileListener received = new RecordingLogFileListener();
    private final LogFileDispatcher dispatcher = new LogFileDispatcher(Path.of("bot.log"), received);

    private LogFileLines lines(int longest) {
        return new LogFileLines(longest, dispatcher, new LogFileMessage(null, dispatcher, () -> 0));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aLineComesWhenItIsWhole() {
        LogFileLines lines = lines(100);

        lines.add(bytes("one\ntw"));

        assertThat(received.texts()).containsExactly("one");
        lines.add(bytes("o\n"));
        assertThat(received.texts()).containsExactly("one", "two");
    }

    @Test
    void emptyLinesAreLines() {
        lines(100).add(bytes("\n\r\n\n"));

        assertThat(received.texts()).containsExactly("", "", "");
    }

    @Test
    void carriageReturnsGoOnlyWithTheLineFeed() {
        LogFileLines lines = lines(100);

        lines.add(bytes("50 %\r100 %\r"));
        lines.add(bytes("\nnext\r\n"));

        assertThat(received.texts()).containsExactly("50 %\r100 %", "next");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 1000})
    void charactersMayBeCutUpBetweenReads(int size) {
        String text = "grün 漢字 🚀 end";
        LogFileLines lines = lines(100);

        cutUp(text + "\n", size).forEach(lines::add);

        assertThat(received.texts()).containsExactly(text);
    }

    private static List<ByteBuffer> cutUp(String text, int size) {
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        List<ByteBuffer> parts = new ArrayList<>();
        for (int begin = 0; begin < all.length; begin += size) {
            parts.add(ByteBuffer.wrap(all, begin, Math.min(size, all.length - begin)));
        }
        return parts;
    }

    @Test
    void bytesThatAreNoTextAreReplaced() {
        lines(100).add(ByteBuffer.wrap(new byte[] {'a', (byte) 0xff, 'b', '\n'}));

        assertThat(received.texts()).containsExactly("a\ufffdb");
    }

    @Test
    void aHoleBeforeALineIsSkippedHoweverLongItIs() {
        LogFileLines lines = lines(10);

        for (int i = 0; i < 100; i++) {
            lines.add(ByteBuffer.wrap(new byte[20]));
        }
        lines.add(bytes("\0\0first\na\0b\n\0\n"));

        assertThat(received.lines())
                .containsExactly(
                        new LogFileLine("first", false), new LogFileLine("a\0b", false), new LogFileLine("", false));
    }

    @Test
    void aLineOfTheLongestLengthIsWhole() {
        lines(5).add(bytes("12345\n12345\r\n"));

        assertThat(received.lines()).containsExactly(new LogFileLine("12345", false), new LogFileLine("12345", false));
    }

    @Test
    void aLongerLineIsCutAndItsRestSkipped() {
        LogFileLines lines = lines(5);

        lines.add(bytes("123456"));
        lines.add(bytes("789"));
        lines.add(bytes("0\nnext\n"));

        assertThat(received.lines()).containsExactly(new LogFileLine("12345", true), new LogFileLine("next", false));
    }

    @Test
    void aCutLeavesWholeCharacters() {
        LogFileLines lines = lines(6);

        lines.add(bytes("1234🚀567\n12345ü7\n123漢7\nüüüü\n"));

        assertThat(received.texts()).containsExactly("1234", "12345", "123漢", "üüü");
        assertThat(received.lines()).extracting(LogFileLine::truncated).containsExactly(true, true, true, true);
    }

    @Test
    void aLineWithoutAnEndIsALineWhenNoMoreWillCome() {
        LogFileLines lines = lines(100);
        lines.add(bytes("one\nrest"));

        lines.flush();
        lines.flush();

        assertThat(received.texts()).containsExactly("one", "rest");
    }

    @Test
    void nothingComesOnceTheSinkIsClosed() {
        LogFileLines lines = lines(100);
        lines.add(bytes("one\n"));

        dispatcher.close();
        lines.add(bytes("two\n"));

        assertThat(received.texts()).containsExactly("one");
    }

    @Test
    void howTheBytesAreCutUpDoesNotMatter() {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            String line = "ü".repeat(random.nextInt(40)) + i;
            expected.add(line);
            text.append(line).append(random.nextBoolean() ? "\n" : "\r\n");
        }
        LogFileLines lines = lines(1000);
        ByteBuffer all = bytes(text.toString());

        while (all.hasRemaining()) {
            ByteBuffer part = all.slice(all.position(), Math.min(1 + random.nextInt(50), all.remaining()));
            all.position(all.position() + part.remaining());
            lines.add(part);
        }

        assertThat(received.texts()).isEqualTo(expected);
    }
}
