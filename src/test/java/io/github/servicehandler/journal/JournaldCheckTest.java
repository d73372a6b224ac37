package io.github.servicehandler.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.CommandTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournaldCheckTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<String> commands = new ArrayList<>();
    private String states = "LoadState=loaded\nActiveState=active\n";
    private String settings = "";
    private String version = "systemd 252 (252.38-1~deb12u1)\n+PAM\n";
    private boolean hangs;

    private boolean keepsEntries(List<String> manager, String... namespaces) {
        CommandRunner runner = new CommandRunner() {
            @Override
            public CommandResult run(Command command) {
                commands.add(command.toString());
                return answer(command);
            }

            @Override
            public boolean isLocal() {
                return true;
            }
        };
        JournalSource source = new JournalSource(runner, manager, SECOND, warning -> {});
        return new JournaldCheck(source, SECOND).keepsEntries(Set.of(namespaces));
    }

    private boolean keepsEntries() {
        return keepsEntries(List.of("--user"));
    }

    private CommandResult answer(Command command) {
        if (command.argv().contains("--sync") && hangs) {
            throw new CommandTimeoutException(command);
        }
        if (command.argv().contains("--version")) {
            return CommandResult.ok(version);
        }
        return switch (command.program()) {
            case "systemctl" -> CommandResult.ok(states);
            case "systemd-analyze" -> CommandResult.ok(settings);
            default -> CommandResult.failed(1, "Failed to connect to /run/systemd/journal/io.systemd.journal");
        };
    }

    @Test
    void asksTheManagerOfTheSystemTheSettingsAndJournald() {
        assertThat(keepsEntries()).isTrue();
        assertThat(commands)
                .hasSize(4)
                .anyMatch(command -> command.contains("--system") && command.endsWith(" systemd-journald.socket"));
    }

    @Test
    void anAnswerThatIsNotThereCountsAsRight() {
        states = "";
        assertThat(keepsEntries()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"inactive,false", "failed,false", "active,true", "activating,true"})
    void journaldIsDownIfItsSocketIs(String state, boolean keeps) {
        states = "LoadState=loaded\nActiveState=active\n\nLoadState=loaded\nActiveState=" + state + "\n";
        assertThat(keepsEntries(List.of("--system"), "shop")).isEqualTo(keeps);
    }

    @Test
    void aSocketThatDoesNotExistIsNotDown() {
        states = "LoadState=not-found\nActiveState=inactive\n";
        assertThat(keepsEntries()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Storage=none|false",
                "Storage = none|false",
                "Storage=none; Storage=auto|true",
                "Storage=volatile; Storage=none|false",
                "#Storage=none|true"
            })
    void theLastSettingCounts(String lines, boolean keeps) {
        settings = "# /etc/systemd/journald.conf\n[Journal]\n" + lines.replace("; ", "\n") + "\n";
        assertThat(keepsEntries()).isEqualTo(keeps);
    }

    @Test
    void aJournaldThatDoesNotAnswerKeepsNothing() {
        hangs = true;
        assertThat(keepsEntries()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"systemd 247 (247.3-7+deb11u7)\n", "", "what?"})
    void aJournaldThatMightLoopForEverIsNotAsked(String answer) {
        version = answer;
        hangs = true;

        assertThat(keepsEntries()).isTrue();
        assertThat(commands).noneMatch(command -> command.contains("--sync"));
    }

    @Test
    void eachNamespaceHasAJournaldOfItsOwn() {
        keepsEntries(List.of("--system"), "shop");

        assertThat(commands)
                .anyMatch(command -> command.endsWith("cat-config systemd/journald@shop.conf"))
                .anyMatch(command -> command.endsWith("--sync --namespace=shop"));
    }
}
