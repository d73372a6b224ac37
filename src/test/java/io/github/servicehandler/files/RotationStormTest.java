package io.github.servicehandler.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Storm of rotations in nine styles, one directly after the other, under listeners of different speeds. Every line that
 * is on disk when the rotation can be noticed must be delivered, once and in order. Runs only on request, because it
 * takes long. The system property {@code storm.lines} sets the number of lines, such as 20000, {@code storm.seed} the
 * order of the rotations, and {@code storm.linesOfFile} the maximum number of lines that are written between two
 * rotations: with 8 of them, 20,000 lines are rotated as often as a million otherwise.
 */
@EnabledIfSystemProperty(named = "storm.lines", matches = "\\d+")
class RotationStormTest {

    private static final int LINES = Integer.getInteger("storm.lines", 20_000);
    private static final long SEED = Long.getLong("storm.seed", 1);
    private static final int MOST_LINES_OF_A_FILE = Integer.getInteger("storm.linesOfFile", 300);

    /** Each rotation leaves at most two files to be read, the renamed one and a copy. */
    private static final int MOST_ROTATIONS_BEHIND = GenerationQueue.MAX_WAITING / 2 - 2;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private enum Pace {
        FAST(Integer.MAX_VALUE, 0),
        SLOW(50, 1),
        STALLING(5000, 500);

        private final int lines;
        private final long millis;

        Pace(int lines, long millis) {
            this.lines = lines;
            this.millis = millis;
        }
    }

    @BeforeEach
    void requireReports() {
        assumeThat(Path.of("/proc/self/fd")).isDirectory();
    }

    @ParameterizedTest
    @EnumSource
    void losesNothingAndKeepsTheOrder(Pace pace) throws Exception {
        Path log = Files.createDirectory(directory.resolve("logs")).resolve("bot.log");
        Checker checker = new Checker(pace);
        try (LogFileFollow follow = LogFile.of(log).follow(checker);
                Writer writer = new Writer(log, follow, checker)) {
            while (writer.hasMore()) {
                writer.writeFile();
                writer.rotate();
            }
            await().atMost(PATIENCE).until(() -> checker.due == LINES || !checker.faults.isEmpty());
        }
        assertThat(checker.faults).as("seed %s", SEED).isEmpty();
        assertThat(checker.due).isEqualTo(LINES);
    }

    /** Listener that checks that each line is the next one. */
    private static final class Checker implements LogFileListener {
        private final Pace pace;
        private final Queue<String> faults = new ConcurrentLinkedQueue<>();
        private volatile int due;

        Checker(Pace pace) {
            this.pace = pace;
        }

        @Override
        public void onLine(LogFileLine line) {
            int number = Integer.parseInt(line.text().substring(0, 8));
            if (number != due || !line.text().endsWith(" end")) {
                faults.add("\"" + line + "\" was received when " + due + " was due");
            }
            due = number + 1;
            if (number % pace.lines == pace.lines - 1) {
                pause(pace.millis);
            }
        }

        @Override
        public void onEvent(LogFileEvent event) {
            if (event == LogFileEvent.LINES_LOST) {
                faults.add(event + " before " + due);
            }
        }

        private static void pause(long millis) {
            try {
                TimeUnit.MILLISECONDS.sleep(millis);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * Writer that rotates its own file. Before a rotation that leaves the lines in no file that can be found, it waits
     * until the follower has opened the file.
     */
    private static final class Writer implements AutoCloseable {
        private final Path log;
        private final LogFileFollow follow;
        private final Checker checker;
        private final Random random = new Random(SEED);
        private FileChannel channel;
        private int next;
        private int rotations;
        private final Queue<Integer> rotatedAt = new ArrayDeque<>();

        Writer(Path log, LogFileFollow follow, Checker checker) throws IOException {
            this.log = log;
            this.follow = follow;
            this.checker = checker;
            this.channel = open();
        }

        private FileChannel open() throws IOException {
            return FileChannel.open(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }

        private void reopen() throws IOException {
            channel.close();
            channel = open();
        }

        boolean hasMore() {
            return next < LINES;
        }

        void writeFile() throws IOException {
            write(1 + random.nextInt(MOST_LINES_OF_A_FILE));
        }

        /** Writes lines in pieces that may end in the middle of a line. */
        private void write(int count) throws IOException {
            byte[] bytes = nextLines(count);
            for (int begin = 0; begin < bytes.length; ) {
                int length = Math.min(bytes.length - begin, random.nextBoolean() ? 4096 : 1 + random.nextInt(1000));
                channel.write(ByteBuffer.wrap(bytes, begin, length));
                begin += length;
            }
        }

        private byte[] nextLines(int count) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < count && hasMore(); i++) {
                lines.append(String.format("%08d %s end%n", next++, "x".repeat(random.nextInt(100))));
            }
            return lines.toString().getBytes(StandardCharsets.UTF_8);
        }

        void rotate() throws IOException {
            rotations++;
            rotatedAt.add(next);
            awaitThat(this::mayRotate);
            switch (random.nextInt(9)) {
                case 0 -> rename();
                case 1 -> create();
                case 2 -> noCreate();
                case 3 -> copyTruncate();
                case 4 -> delete();
                case 5 -> replace();
                case 6 -> compress();
                case 7 -> replaceDirectory();
                default -> switchLink();
            }
        }

        /** Returns whether the listener is not so far behind that files would be given up. */
        private boolean mayRotate() {
            while (!rotatedAt.isEmpty() && rotatedAt.element() <= checker.due) {
                rotatedAt.remove();
            }
            return rotatedAt.size() <= MOST_ROTATIONS_BEHIND;
        }

        private Path sibling(String suffix) {
            return log.resolveSibling(log.getFileName() + suffix);
        }

        /** Renames the file, and those that were renamed before it. */
        private void rename() throws IOException {
            for (int i = 2; i >= 1; i--) {
                if (Files.exists(sibling("." + i))) {
                    Files.move(sibling("." + i), sibling("." + (i == 2 ? 1000 + rotations : i + 1)));
                }
            }
            Files.move(log, sibling(".1"));
            reopen();
        }

        private void create() throws IOException {
            Files.move(log, sibling("-" + rotations));
            Files.createFile(log);
            write(random.nextInt(30));
            reopen();
        }

        private void noCreate() throws IOException {
            Files.move(log, sibling("-" + rotations));
            write(random.nextInt(30));
            reopen();
        }

        private void copyTruncate() throws IOException {
            Files.copy(log, sibling("-" + rotations));
            try (FileChannel truncated = FileChannel.open(log, StandardOpenOption.WRITE)) {
                truncated.truncate(0);
            }
        }

        private void delete() throws IOException {
            awaitNoticed();
            Files.delete(log);
            reopen();
        }

        /** Renames a file that has lines already over the file. */
        private void replace() throws IOException {
            awaitNoticed();
            Path draft = sibling(".new");
            channel.close();
            channel = FileChannel.open(draft, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            write(random.nextInt(20));
            Files.move(draft, log, StandardCopyOption.ATOMIC_MOVE);
        }

        private void compress() throws IOException {
            Path renamed = sibling("." + rotations);
            awaitNoticed();
            Files.move(log, renamed);
            reopen();
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(sibling("." + rotations + ".gz")))) {
                Files.copy(renamed, out);
            }
            Files.delete(renamed);
        }

        /** Renames the directory with all its files, which cannot be found then. */
        private void replaceDirectory() throws IOException {
            awaitThat(() -> checker.due == next);
            Path parent = Objects.requireNonNull(log.getParent());
            Files.move(parent, parent.resolveSibling("logs" + rotations));
            Files.createDirectory(parent);
            reopen();
            Object key = key();
            awaitThat(() -> follow.hasOpen(key));
        }

        private void switchLink() throws IOException {
            awaitNoticed();
            Path target = Files.createFile(sibling("-target" + rotations));
            Path draft = Files.createSymbolicLink(sibling(".link"), target.getFileName());
            Files.move(draft, log, StandardCopyOption.ATOMIC_MOVE);
            reopen();
        }

        private void awaitNoticed() throws IOException {
            Object key = key();
            awaitThat(() -> checker.due == next || follow.hasOpen(key));
        }

        private Object key() throws IOException {
            return Objects.requireNonNull(FileIdentity.of(log));
        }

        private void awaitThat(BooleanSupplier condition) {
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> condition.getAsBoolean() || !checker.faults.isEmpty());
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
