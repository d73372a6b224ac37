package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.internal.text.LocalTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One reading of each condition that checks a port, an address, a command or a file. */
@Timeout(60)
class ProbeConditionsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path directory;

    private final ServiceHandler bot =
            Systemd.of(ManagerAddress.user(), CommandRunner.local()).service("bot");

    @Test
    void tcpFailsWhileNobodyListens() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket nobody = new Socket()) {
            // bound, so that no other program gets the port, but not listening
            nobody.bind(new InetSocketAddress("localhost", 0));

            SensorReading open = read(HealthCheck.tcpFails("localhost", server.getLocalPort()));
            SensorReading closed = read(HealthCheck.tcpFails("localhost", nobody.getLocalPort()));

            assertThat(open.truth()).isEqualTo(TruthValue.FALSE);
            assertThat(open.evidence()).isEqualTo("localhost:" + server.getLocalPort() + " answers");
            assertThat(closed.truth()).isEqualTo(TruthValue.TRUE);
            assertThat(closed.evidence()).startsWith("localhost:" + nobody.getLocalPort() + ": ");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void aPortThatDoesNotExistIsRefused(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HealthCheck.tcpFails("localhost", port))
                .withMessage("the port must be from 1 to 65535, but was " + port);
    }

    @ParameterizedTest
    @CsvSource({"200,FALSE", "204,FALSE", "399,FALSE", "400,TRUE", "404,TRUE", "503,TRUE"})
    void httpFailsFrom400(int status, TruthValue expected) throws Exception {
        try (ServerSocket server = serving(status)) {
            URI address = URI.create("http://localhost:" + server.getLocalPort() + "/health");
            SensorReading reading = read(HealthCheck.httpFails(address));

            assertThat(reading.truth()).isEqualTo(expected);
            assertThat(reading.evidence()).isEqualTo(address + ": " + status);
        }
    }

    @Test
    void httpFailsWhileNobodyListens() throws Exception {
        // bound, so that no other program gets the port, but not listening
        try (Socket nobody = new Socket()) {
            nobody.bind(new InetSocketAddress("localhost", 0));
            URI address = URI.create("http://localhost:" + nobody.getLocalPort() + "/");

            assertThat(read(HealthCheck.httpFails(address)).truth()).isEqualTo(TruthValue.TRUE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello\r\n", "SSH-2.0-OpenSSH_9.2\r\n"})
    void httpFailsWhenWhatAnswersDoesNotSpeakHttp(String greeting) throws Exception {
        try (ServerSocket server = answering(greeting)) {
            assertThat(read(HealthCheck.httpFails(URI.create("http://localhost:" + server.getLocalPort() + "/")))
                            .truth())
                    .isEqualTo(TruthValue.TRUE);
        }
    }

    @Test
    void onlyHttpIsAsked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HealthCheck.httpFails(URI.create("ftp://localhost/")))
                .withMessageContaining("ftp://localhost/");
        assertThatIllegalArgumentException().isThrownBy(() -> HealthCheck.httpFails(URI.create("localhost")));
    }

    @Test
    void commandFailsUnlessItExitsWithZero() throws Exception {
        assertThat(read(HealthCheck.commandFails(Command.of("true"))).truth()).isEqualTo(TruthValue.FALSE);
        SensorReading failed = read(HealthCheck.commandFails(Command.of("false")));

        assertThat(failed.truth()).isEqualTo(TruthValue.TRUE);
        assertThat(failed.evidence()).isEqualTo("false exited with 1");
    }

    @Test
    void commandsThatDifferInWhatTheirWordsDoNotShowAreTriedOutEach() {
        Command command = Command.of("/bin/sh").withInput("exit 0");
        Sensor sensor = HealthCheck.commandFails(command).sensors().get(0);

        assertThat(sensor)
                .isEqualTo(HealthCheck.commandFails(command).sensors().get(0))
                .isNotEqualTo(HealthCheck.commandFails(command.withInput("exit 1"))
                        .sensors()
                        .get(0))
                .isNotEqualTo(HealthCheck.commandFails(command.withTimeout(Duration.ofSeconds(1)))
                        .sensors()
                        .get(0));
    }

    @Test
    void fileMissingLooksForTheFile() throws Exception {
        Condition missing = HealthCheck.fileMissing(file());
        assertThat(read(missing).truth()).isEqualTo(TruthValue.TRUE);
        Files.createFile(file());

        assertThat(read(missing).truth()).isEqualTo(TruthValue.FALSE);
        assertThat(read(missing).evidence()).isEqualTo(file() + " exists");
    }

    @Test
    void fileOlderLooksAtWhenItWasWritten() throws Exception {
        Condition older = HealthCheck.fileOlderThan(file(), Duration.ofMinutes(5));
        assertThat(read(older).truth()).as("missing").isEqualTo(TruthValue.TRUE);
        Files.createFile(file());
        Files.setLastModifiedTime(file(), FileTime.from(NOW.minusSeconds(300)));
        assertThat(read(older).truth()).isEqualTo(TruthValue.FALSE);
        Files.setLastModifiedTime(file(), FileTime.from(NOW.minusSeconds(301)));

        assertThat(read(older).truth()).isEqualTo(TruthValue.TRUE);
        assertThat(read(older).evidence())
                .isEqualTo(file() + " was written at " + LocalTime.format(NOW.minusSeconds(301)));
    }

    @Test
    void fileLargerLooksAtItsSize() throws Exception {
        Condition larger = HealthCheck.fileLargerThan(file(), 3);
        assertThat(read(larger).truth()).as("missing").isEqualTo(TruthValue.FALSE);
        Files.writeString(file(), "123");
        assertThat(read(larger).truth()).isEqualTo(TruthValue.FALSE);
        Files.writeString(file(), "1234");

        assertThat(read(larger).truth()).isEqualTo(TruthValue.TRUE);
        assertThat(read(larger).evidence()).isEqualTo(file() + " has 4 bytes");
    }

    @Test
    void fileChangedComparesWithTheBaselineAndWaitsForTwoEqualReadings() throws Exception {
        Condition changed = HealthCheck.fileChanged(file());
        Files.createFile(file());
        SensorReading first = read(changed);
        assertThat(first.truth()).isEqualTo(TruthValue.FALSE);
        assertThat(first.baseline()).isEqualTo(first.value()).isNotNull();
        assertThat(read(changed, first, first.baseline()).truth()).isEqualTo(TruthValue.FALSE);
        Files.setLastModifiedTime(file(), FileTime.from(NOW));
        SensorReading second = read(changed, first, first.baseline());
        assertThat(second.truth()).isEqualTo(TruthValue.FALSE);
        assertThat(second.baseline()).isNull();
        SensorReading third = read(changed, second, first.baseline());

        assertThat(third.truth()).isEqualTo(TruthValue.TRUE);
        assertThat(read(changed, third, third.baseline()).truth()).isEqualTo(TruthValue.FALSE);
    }

    @Test
    void aFileIsAsOldAsTheWallClockSays() throws Exception {
        Files.createFile(file());
        Files.setLastModifiedTime(file(), FileTime.from(NOW.minusSeconds(60)));
        Sensor old = HealthCheck.fileOlderThan(file(), Duration.ofMinutes(5))
                .sensors()
                .get(0);
        Instant setBackLongAgo = NOW.plusSeconds(3600);

        SensorReading reading =
                old.probe().read(new ProbeInput(bot, meter -> OptionalLong.empty(), null, null, setBackLongAgo, NOW));

        assertThat(reading.truth()).isEqualTo(TruthValue.FALSE);
        assertThat(reading.at()).isEqualTo(setBackLongAgo);
    }

    @Test
    void aFileThatComesOrGoesHasChanged() throws Exception {
        Condition changed = HealthCheck.fileChanged(file());
        SensorReading missing = read(changed);
        Files.createFile(file());
        SensorReading there = read(changed, read(changed, missing, missing.value()), missing.value());
        assertThat(there.truth()).isEqualTo(TruthValue.TRUE);
        Files.delete(file());

        assertThat(read(changed, read(changed, there, there.value()), there.value())
                        .truth())
                .isEqualTo(TruthValue.TRUE);
    }

    @Test
    void aLinkToAnotherFileOfTheSameSizeAndTimeHasChanged() throws Exception {
        Path link = directory.resolve("present");
        for (String release : List.of("one", "two")) {
            Files.writeString(directory.resolve(release), "same");
            Files.setLastModifiedTime(directory.resolve(release), FileTime.from(NOW));
        }
        Files.createSymbolicLink(link, directory.resolve("one"));
        Condition changed = HealthCheck.fileChanged(link);
        SensorReading first = read(changed);
        Files.delete(link);
        Files.createSymbolicLink(link, directory.resolve("two"));

        assertThat(read(changed, read(changed, first, first.value()), first.value())
                        .truth())
                .isEqualTo(TruthValue.TRUE);
    }

    @Test
    void conditionsSayWhatTheyAre() {
        assertThat(HealthCheck.tcpFails("localhost", 80)).hasToString("tcp-fails localhost:80");
        assertThat(HealthCheck.fileOlderThan(Path.of("/a"), Duration.ofHours(1)))
                .hasToString("file-older /a 1h");
        assertThat(HealthCheck.fileLargerThan(Path.of("/a"), 5)).hasToString("file-larger /a 5");
        assertThat(HealthCheck.fileChanged(Path.of("/a")).inLast(1, 3)).hasToString("file-changed /a in 1 of 3");
    }

    private Path file() {
        return directory.resolve("file");
    }

    private SensorReading read(Condition condition) throws Exception {
        return read(condition, null, null);
    }

    private SensorReading read(Condition condition, @Nullable SensorReading before, @Nullable Long baseline)
            throws Exception {
        Sensor sensor = condition.sensors().get(0);
        return sensor.probe().read(new ProbeInput(bot, meter -> OptionalLong.empty(), before, baseline, NOW, NOW));
    }

    private static ServerSocket serving(int status) throws IOException {
        return answering("HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }

    /** Answers one client, whatever it asks, and no others. */
    private static ServerSocket answering(String text) throws IOException {
        ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        ExecutorService executor = Executors.newSingleThreadExecutor();
        var unused = executor.submit(() -> {
            try (Socket client = server.accept()) {
                client.getInputStream().read();
                client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
                client.shutdownOutput();
                client.getInputStream().readAllBytes();
            }
            return null;
        });
        executor.shutdown();
        return server;
    }
}
