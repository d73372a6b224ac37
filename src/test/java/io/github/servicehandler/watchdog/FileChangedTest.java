package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restarts of a service whose program file was replaced. */
class FileChangedTest {

    @TempDir
    Path directory;

    private final FakeSystemd fake = FakeSystemd.create();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), fake);
    private final ServiceHandler bot = systemd.service("bot");
    private final List<Instant> restarts = new ArrayList<>();

    @BeforeEach
    void install() throws IOException {
        fake.install("bot", "[Service]\nExecStart=/usr/bin/bot\n");
        bot.start();
        Files.writeString(jar(), "old");
        write(1);
    }

    @Test
    void aLongUploadCausesOneRestartAtItsEnd() throws IOException {
        try (Watchdog dog = builder().start()) {
            pass(28);
            for (int part = 2; part < 62; part++) {
                write(part);
                pass(1);
            }
            Instant complete = fake.time().instant();
            pass(3600);

            assertThat(restarts)
                    .singleElement()
                    .satisfies(at -> assertThat(at).isBetween(complete, complete.plusSeconds(20)));
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void aRestartInTheMiddleOfAnUploadIsFollowedByOneAtItsEnd() throws IOException {
        try (Watchdog dog = builder().start()) {
            pass(60);
            write(2);
            bot.restart();
            pass(15);
            write(3);
            pass(60);

            assertThat(restarts).hasSize(1);
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void aFileThatChangesBetweenTwoRunsHasChanged() throws IOException {
        try (Watchdog dog = builder().start()) {
            pass(60);
            bot.stop();
            write(2);
            bot.start();
            pass(60);

            assertThat(restarts).hasSize(1);
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void aFileThatChangesBetweenTwoProgramsHasChanged() throws IOException {
        for (int program = 1; program <= 3; program++) {
            try (Watchdog dog = builder().state(directory.resolve("state")).start()) {
                pass(60);
                assertThat(dog.quarantined()).isEmpty();
            }
            if (program == 1) {
                write(2);
            }
        }

        assertThat(restarts).hasSize(1);
    }

    @Test
    void aChangeOfAnotherRuleLosesNoChangeOfTheFile() throws IOException {
        try (Watchdog dog = builder().start()) {
            pass(31);
            write(2);
            for (int change = 1; change < 20; change++) {
                pass(3);
                dog.rules(List.of(
                        deploy(),
                        Rule.named("other")
                                .when(Condition.failed(change, Duration.ofHours(1)))
                                .then(Action.log())));
            }

            assertThat(restarts).hasSize(1);
        }
    }

    private Watchdog.Builder builder() {
        return Watchdog.builder().watch(bot).rule(deploy()).onEvent(event -> {
            if (event instanceof WatchdogEvent.Fired) {
                restarts.add(event.at());
            }
        });
    }

    private Rule deploy() {
        return Rule.named("deploy").when(HealthCheck.fileChanged(jar())).then(Action.restart());
    }

    private Path jar() {
        return directory.resolve("bot.jar");
    }

    private void write(int part) throws IOException {
        Files.setLastModifiedTime(jar(), FileTime.fromMillis(part * 1000L));
    }

    private void pass(int seconds) {
        fake.advance(Duration.ofSeconds(seconds));
    }
}
