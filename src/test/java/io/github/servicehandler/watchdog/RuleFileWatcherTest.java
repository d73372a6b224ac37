package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFileWatcherTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    Path directory;

    private final FakeSystemd fake = FakeSystemd.create();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), fake);
    private final List<WatchdogEvent> events = new ArrayList<>();
    private final ServiceHandler bot = systemd.service("bot");

    @BeforeEach
    void install() {
        fake.install("bot", "[Service]\nExecStart=/usr/bin/bot\n");
        bot.start();
    }

    @Test
    void theRulesOfTheFileComeAfterTheOthers() throws IOException {
        write("rule b\nwhen up\nthen log\n");
        try (Watchdog dog = builder()
                .rule(Rule.named("a").when(Condition.failed()).then(Action.log()))
                .start()) {
            assertThat(dog.table().lines().skip(1))
                    .extracting(line -> line.substring(0, 1))
                    .containsExactly("a", "b");
        }
    }

    @Test
    void aChangedFileIsReadAgainAndTheOtherRulesStay() throws IOException {
        write("rule b\nwhen up\nthen log\n");
        try (Watchdog dog = builder()
                .rule(Rule.named("a").when(Condition.failed()).then(Action.log()))
                .start()) {
            fake.advance(SOON);
            events.clear();
            write("rule c\nwhen up\nthen quarantine\n");
            fake.advance(SOON);

            assertThat(told()).contains("the rules were replaced; they are now: a, c");
            assertThat(dog.quarantined()).containsExactly(bot);
        }
    }

    @Test
    void whatWasTriedIsNotForgotten() throws IOException {
        write("rule b\nwhen up\nthen log\n");
        try (Watchdog dog = builder().start()) {
            fake.advance(SOON);
            events.clear();
            write("rule b\nwhen up\nthen log\nstable 1h\n");
            fake.advance(SOON);

            assertThat(told()).containsExactly("the rules were replaced; they are now: b");
            assertThat(dog.table()).contains("up");
        }
    }

    @Test
    void aMistakeLeavesThePresentRulesAndIsToldOfOnce() throws IOException {
        write("rule b\nwhen up\nthen log\n");
        try (Watchdog dog = builder().start()) {
            fake.advance(SOON);
            events.clear();
            write("rule b\nwhne up\n");
            fake.advance(Duration.ofMinutes(5));

            assertThat(told())
                    .singleElement()
                    .asString()
                    .contains(
                            "bots.rules cannot be used",
                            "old ones stay in place",
                            "line 2, column 1: unknown line \"whne\"");
            assertThat(dog.table()).contains("b     all  when up");
            write("rule c\nwhen up\nthen log\n");
            fake.advance(SOON);
            assertThat(dog.table()).contains("c     all  when up");
        }
    }

    @Test
    void aRefusedFileThatGoesBackToThePresentRulesIsReportedOnce() throws IOException {
        write("rule b\nwhen up\nthen log\n");
        try (Watchdog dog = builder().start()) {
            fake.advance(SOON);
            write("rule b\nwhne up\n");
            fake.advance(SOON);
            events.clear();
            write("# as before\nrule b\nwhen up\nthen log\n");
            fake.advance(SOON);
            write("# and again\nrule b\nwhen up\nthen log\n");
            fake.advance(SOON);

            assertThat(told()).singleElement().asString().endsWith("bots.rules are again those that are in place");
            assertThat(dog.table()).contains("b     all  when up");
        }
    }

    @Test
    void rulesThatCannotWorkTogetherAreRefusedToo() throws IOException {
        write("rule b\nwhen up\nthen log\n");
        try (Watchdog dog = builder().start()) {
            fake.advance(SOON);
            events.clear();
            write("rule b\non mailer\nwhen up\nthen log\n");
            fake.advance(SOON);

            assertThat(told()).singleElement().asString().contains("no watched service matches");
            assertThat(dog.table()).contains("b     all  when up");
        }
    }

    @Test
    void anEmptiedFileLeavesThePresentRules() throws IOException {
        write("rule b\nwhen up\nthen log\n");
        try (Watchdog dog = builder().start()) {
            fake.advance(SOON);
            events.clear();
            write("# all rules are gone\n");
            fake.advance(SOON);

            assertThat(told()).singleElement().asString().contains("line 1, column 1: there is no rule");
            assertThat(dog.table()).contains("b     all  when up");
        }
    }

    @Test
    void aTouchedFileOrAnotherCommentResetsNothing() throws IOException {
        write("rule slow\nwhen memory above 1M every 30min\nthen log\n");
        fake.unit("bot").memory(5 << 20);
        try (Watchdog dog = builder().start()) {
            for (int i = 1; i < 4; i++) {
                write("# version " + i + "\n\nrule slow\nwhen memory above 1M every 30min # often enough\nthen log\n");
                Files.setLastModifiedTime(file(), FileTime.from(Instant.now().plusSeconds(i)));
                fake.advance(Duration.ofMinutes(20));
            }

            assertThat(told())
                    .noneMatch(text -> text.contains("replaced"))
                    .anyMatch(text -> text.startsWith("slow on"));
            assertThat(dog.table()).contains("slow");
        }
    }

    @Test
    void aFileThatIsGoneLeavesThePresentRules() throws IOException {
        write("rule b\nwhen up\nthen log\n");
        try (Watchdog dog = builder().start()) {
            fake.advance(SOON);
            events.clear();
            Files.delete(file());
            fake.advance(Duration.ofMinutes(1));

            assertThat(told())
                    .singleElement()
                    .asString()
                    .endsWith("the rule file " + file() + " could not be read: there is no file " + file());
            assertThat(dog.table()).contains("b     all  when up");
        }
    }

    @Test
    void aFileThatIsPutInPlaceOfTheOldOneIsNoticed() throws IOException {
        write("rule b\nwhen up\nthen log\n");
        try (Watchdog dog = builder().start()) {
            Path fresh = directory.resolve("fresh");
            Files.writeString(fresh, "rule c\nwhen up\nthen log\n");
            Files.setLastModifiedTime(fresh, Files.getLastModifiedTime(file()));
            Files.move(fresh, file(), StandardCopyOption.REPLACE_EXISTING);
            fake.advance(SOON);

            assertThat(dog.table()).contains("c     all  when up");
        }
    }

    @Test
    void aFileThatIsStillBeingWrittenIsLeftForTheNextLook() throws IOException {
        write("rule b\nwhen up\nthen log\n");
        try (Watchdog dog = builder().start()) {
            fake.advance(Duration.ofMillis(1900));
            write("rule c\nwhen up\n");
            fake.advance(Duration.ofSeconds(2));
            write("rule c\nwhen up\nthen log\n");
            fake.advance(SOON);

            assertThat(told()).noneMatch(text -> text.contains("cannot be used"));
            assertThat(dog.table()).contains("c     all  when up");
        }
    }

    @Test
    void nothingIsReadAfterTheEnd() throws IOException {
        write("rule b\nwhen up\nthen log\n");
        Watchdog dog = builder().start();
        fake.advance(SOON);
        dog.close();
        events.clear();
        write("rule c\nwhen up\nthen log\n");
        fake.advance(Duration.ofMinutes(1));

        assertThat(events).isEmpty();
        assertThat(dog.table()).contains("b     all  when up");
    }

    @Test
    void aMistakeInTheFirstFileIsThrown() throws IOException {
        write("rule b\nwhne up\n");
        assertThatThrownBy(() -> builder().build())
                .isInstanceOf(RuleFileException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void aFirstFileThatIsMissingIsThrown() {
        assertThatThrownBy(() -> builder().build())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("bots.rules");
    }

    private Watchdog.Builder builder() {
        return Watchdog.builder().watch(bot).rulesFrom(file()).onEvent(events::add);
    }

    private Path file() {
        return directory.resolve("bots.rules");
    }

    private void write(String text) throws IOException {
        Files.writeString(file(), text);
    }

    private List<String> told() {
        return events.stream().map(WatchdogEvent::toString).toList();
    }
}
