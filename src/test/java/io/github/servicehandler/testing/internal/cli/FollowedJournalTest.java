package io.github.servicehandler.testing.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.FakeSystemdException;
import io.github.servicehandler.testing.FakeUnit;
import io.github.servicehandler.testing.Shell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FollowedJournalTest {

    private static final Command FOLLOW =
            Command.of("journalctl", "--user", "-o", "cat", "--follow", "--identifier=bot", "--lines=2");

    private final FakeSystemd fake = FakeSystemd.create();
    private final FakeUnit unit = fake.install("bot");

    @BeforeEach
    void start() {
        new Shell(fake).systemctl("start", "bot");
    }

    private static BufferedReader lines(RunningCommand running) {
        return new BufferedReader(new InputStreamReader(running.stdout(), StandardCharsets.UTF_8));
    }

    @Test
    void startsWithTheLastLinesAndContinues() throws IOException {
        unit.log("one").log("two").log("three");

        try (RunningCommand follow = fake.start(FOLLOW)) {
            BufferedReader lines = lines(follow);
            assertThat(lines.readLine()).isEqualTo("two");
            assertThat(lines.readLine()).isEqualTo("three");
            unit.log("föur");
            assertThat(lines.readLine()).isEqualTo("föur");
            assertThat(follow.exitCode()).isEmpty();
        }
    }

    @Test
    void waitsForTheNextEntry() throws Exception {
        try (RunningCommand follow = fake.start(FOLLOW)) {
            CompletableFuture<String> next = CompletableFuture.supplyAsync(() -> read(follow));
            unit.log("at last");
            assertThat(next.get(10, TimeUnit.SECONDS)).isEqualTo("at last");
        }
    }

    @Test
    void endsWhenItIsClosed() throws Exception {
        RunningCommand follow = fake.start(FOLLOW);
        CompletableFuture<String> next = CompletableFuture.supplyAsync(() -> read(follow));

        follow.close();
        follow.close();

        assertThat(next.get(10, TimeUnit.SECONDS)).isEqualTo("null");
        assertThat(follow.await(Duration.ofSeconds(10))).hasValue(137);
    }

    private static String read(RunningCommand follow) {
        try {
            return String.valueOf(lines(follow).readLine());
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void aCommandWithoutFollowHasAlreadyEnded() throws Exception {
        unit.log("one");

        try (RunningCommand running = fake.start(Command.of("journalctl", "-o", "cat", "--identifier=bot"))) {
            assertThat(running.exitCode()).hasValue(0);
            assertThat(new String(running.stdout().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("one\n");
        }
        try (RunningCommand running = fake.start(Command.of("journalctl", "--grep=nothing"))) {
            assertThat(running.await(Duration.ZERO)).hasValue(1);
        }
    }

    @Test
    void startRefusesOtherCommands() {
        assertThatExceptionOfType(FakeSystemdException.class)
                .isThrownBy(() -> fake.start(Command.of("systemctl")))
                .withMessage(
                        "start(command) supports only journalctl, systemd-run and systemd-stdio-bridge, not \"systemctl\";"
                                + " for other programs write run(command)");
        assertThatExceptionOfType(FakeSystemdException.class)
                .isThrownBy(() -> fake.run(FOLLOW))
                .withMessage(
                        "journalctl --follow does not end by itself; write start(command) instead of run(command)");
    }
}
