package io.github.servicehandler.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests with the real logrotate on a file that is written to and followed. Skipped if logrotate is not installed,
 * unless SERVICEHANDLER_REQUIRE_LOGROTATE is set.
 */
@Timeout(120)
class LogrotateTest {

    private static final int ROTATIONS = 12;

    @TempDir
    Path directory;

    private final RecordingLogFileListener received = new RecordingLogFileListener();

    @BeforeEach
    void requireLogrotate() throws IOException {
        boolean installed = program().isPresent();
        if (System.getenv("SERVICEHANDLER_REQUIRE_LOGROTATE") == null) {
            assumeThat(installed).as("logrotate is installed").isTrue();
        }
        assertThat(installed).as("logrotate is installed").isTrue();
        // logrotate refuses directories that others may write to
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }

    /** Returns the program by its path, because an ordinary user's PATH often lacks its directory. */
    private static Optional<Path> program() {
        return Stream.concat(
                        Stream.of("/usr/sbin"),
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(":")))
                .map(path -> Path.of(path, "logrotate"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Path log() {
        return directory.resolve("bot.log");
    }

    private void rotate(String... directives) throws Exception {
        Path configuration = directory.resolve("logrotate.conf");
        Files.writeString(
                configuration, log() + " {\nrotate 100\nmissingok\n" + String.join("\n", directives) + "\n}\n");
        Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rw-------"));
        ProcessBuilder builder = new ProcessBuilder(
                program().orElseThrow().toString(),
                "--force",
                "--state",
                directory.resolve("state").toString(),
                configuration.toString());
        builder.environment().merge("PATH", "/usr/sbin", (path, more) -> path + ":" + more);
        builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve("complaints").toFile());
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(directory.resolve("complaints")))
                .isZero();
    }

    /** Rotates the file several times while a writer writes, and returns the number of lines that it wrote. */
    private int rotateUnder(Writer writer, String... directives) throws Exception {
        Thread thread = new Thread(writer, "writer");
        thread.start();
        try {
            for (int i = 1; i <= ROTATIONS; i++) {
                int enough = writer.lines.get() + 20;
                await().until(() -> writer.lines.get() >= enough);
                rotate(directives);
                writer.reopen = true;
            }
            int enough = writer.lines.get() + 20;
            await().until(() -> writer.lines.get() >= enough);
        } finally {
            writer.stop = true;
            thread.join(TimeUnit.SECONDS.toMillis(30));
        }
        assertThat(writer.failure).isNull();
        return writer.lines.get();
    }

    private static List<String> lines(int count) {
        return IntStream.range(0, count).mapToObj(Writer::line).toList();
    }

    @Test
    void createLosesNothingUnderAWriterThatReopensLate() throws Exception {
        Files.createFile(log());
        try (LogFileFollow follow = LogFile.of(log()).follow(received)) {
            int count = rotateUnder(new Writer(log()), "create");

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(received.lines()).hasSizeGreaterThanOrEqualTo(count));
            assertThat(follow).hasToString("follow bot.log");
        }
        assertThat(received.texts()).isEqualTo(lines(received.lines().size()));
        assertThat(received.events()).contains(LogFileEvent.REPLACED);
    }

    @Test
    void createWithDelayedCompressionLosesNothing() throws Exception {
        Files.createFile(log());
        try (LogFileFollow follow = LogFile.of(log()).follow(received)) {
            int count = rotateUnder(new Writer(log()), "create", "compress", "delaycompress");

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(received.lines()).hasSizeGreaterThanOrEqualTo(count));
            assertThat(follow).isNotNull();
        }
        assertThat(received.texts()).isEqualTo(lines(received.lines().size()));
    }

    @Test
    void nocreateLosesNothing() throws Exception {
        Files.createFile(log());
        try (LogFileFollow follow = LogFile.of(log()).follow(received)) {
            int count = rotateUnder(new Writer(log()), "nocreate");

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(received.lines()).hasSizeGreaterThanOrEqualTo(count));
            assertThat(follow).isNotNull();
        }
        assertThat(received.texts()).isEqualTo(lines(received.lines().size()));
    }

    /**
     * What logrotate itself loses between its copy and its truncation is in no file; every line that is in a file came
     * once, in order.
     */
    @Test
    void copytruncateLosesNoLineThatLogrotateKept() throws Exception {
        Files.createFile(log());
        int count;
        try (LogFileFollow follow = LogFile.of(log()).follow(received)) {
            Writer writer = new Writer(log());
            count = rotateUnder(writer, "copytruncate");

            String last = Writer.line(count - 1);
            await().atMost(Duration.ofSeconds(30)).until(() -> received.texts().contains(last));
            assertThat(follow).isNotNull();
        }
        assertThat(received.texts()).containsAll(kept()).doesNotHaveDuplicates().isSorted();
        assertThat(received.events()).containsOnly(LogFileEvent.TRUNCATED).hasSizeGreaterThanOrEqualTo(ROTATIONS - 1);
        assertThat(count).isGreaterThan(ROTATIONS * 20);
    }

    private List<String> kept() throws IOException {
        List<String> kept = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("bot.log"))
                    .toList()) {
                kept.addAll(text(file).lines().toList());
            }
        }
        return kept;
    }

    private static String text(Path file) throws IOException {
        if (!file.toString().endsWith(".gz")) {
            return Files.readString(file);
        }
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * Writer of numbered lines that behaves like a service: it opens its file again only when told to, and not at once.
     */
    private static final class Writer implements Runnable {
        private final Path file;
        private final AtomicInteger lines = new AtomicInteger();
        private volatile boolean reopen;
        private volatile boolean stop;
        private volatile @Nullable Exception failure;

        Writer(Path file) {
            this.file = file;
        }

        static String line(int number) {
            return String.format("%08d ü 🚀 a line of the bot's log", number);
        }

        @Override
        public void run() {
            try {
                while (!stop) {
                    writeUntilToldToReopen();
                }
            } catch (IOException | InterruptedException e) {
                failure = e;
            }
        }

        private void writeUntilToldToReopen() throws IOException, InterruptedException {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                for (int late = 0; late < 5 && !stop; late += reopen ? 1 : 0) {
                    channel.write(StandardCharsets.UTF_8.encode(line(lines.get()) + "\n"));
                    lines.incrementAndGet();
                    TimeUnit.MICROSECONDS.sleep(500);
                }
                reopen = false;
            }
        }
    }
}
