package io.github.servicehandler.testing.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonParser;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.FakeSystemdException;
import io.github.servicehandler.testing.FakeUnit;
import io.github.servicehandler.testing.Shell;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FakeJournalctlTest {

    private final FakeSystemd fake = FakeSystemd.create();
    private final FakeUnit unit = fake.install("bot");

    @BeforeEach
    void start() {
        new Shell(fake).systemctl("start", "bot");
        unit.log("one").log("two").log("three");
    }

    private String journal(String... words) {
        List<String> argv = new ArrayList<>(List.of("journalctl", "--user", "--identifier=bot"));
        argv.addAll(List.of(words));
        return fake.run(Command.of(argv)).stdout();
    }

    @Test
    void shortLines() {
        assertThat(journal("-n", "1")).matches("Jan 01 00:00:00 fake bot\\[\\d+]: three\n");
    }

    @Test
    void messagesOnly() {
        assertThat(journal("-o", "cat")).isEqualTo("one\ntwo\nthree\n");
        assertThat(journal("-o", "cat", "--reverse", "-n", "2")).isEqualTo("three\ntwo\n");
    }

    @Test
    void exportedFields() {
        assertThat(journal("-o", "export", "-n", "1"))
                .startsWith("__CURSOR=s=")
                .contains("\nMESSAGE=three\n")
                .contains("\n_SYSTEMD_USER_UNIT=bot.service\n")
                .endsWith("\n\n");
    }

    @Test
    void json() {
        var entry = JsonParser.parseString(journal("-o", "json", "-n", "1")).getAsJsonObject();

        assertThat(entry.get("MESSAGE").getAsString()).isEqualTo("three");
        assertThat(entry.get("__REALTIME_TIMESTAMP").getAsLong()).isGreaterThan(1_767_225_600_000_000L);
    }

    @Test
    void aCursorSetsTheStartPosition() {
        String first = journal("-o", "export").lines().findFirst().orElseThrow();
        String cursor = first.substring("__CURSOR=".length());

        assertThat(journal("-o", "cat", "--after-cursor=" + cursor)).isEqualTo("two\nthree\n");
        assertThat(journal("-o", "cat", "--cursor=" + cursor)).isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void aPatternThatMatchesNothingIsAFailure() {
        assertThat(journal("-o", "cat", "--grep=tw.")).isEqualTo("two\n");
        assertThat(fake.run(Command.of("journalctl", "--user", "--grep=nothing"))
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void unsupportedOptionsAndValuesAreRefused() {
        assertThatExceptionOfType(FakeSystemdException.class)
                .isThrownBy(() -> journal("-o", "verbose"))
                .withMessage("the fake's journalctl does not support --output=\"verbose\";"
                        + " it supports short, cat, export and json");
        assertThatExceptionOfType(FakeSystemdException.class)
                .isThrownBy(() -> journal("--lines=many"))
                .withMessage("--lines must be \"all\" or a number of at most 9 digits, but was \"many\"");
        assertThatExceptionOfType(FakeSystemdException.class)
                .isThrownBy(() -> journal("--cursor=frob"))
                .withMessageContaining("frob");
        assertThatExceptionOfType(FakeSystemdException.class)
                .isThrownBy(() -> journal("--since=whenever"))
                .withMessageContaining("-5min");
    }
}
