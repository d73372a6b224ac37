package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.servicehandler.UnitFileVerification.VerificationSource;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.unit.UnitFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitFileVerifierTest {

    private static final UnitFile MISSPELT = UnitFile.parse("[Service]\nExecStart=/bin/true\nMemroyMax=1G\n");

    private final List<Command> commands = new ArrayList<>();

    @Test
    void usesTheListsWhereThereIsNoSystemdAnalyze() {
        UnitFileVerification found = Systemd.of(ManagerAddress.user(), FakeSystemd.create())
                .unitFiles()
                .verify("bot", MISSPELT);

        assertThat(found.source()).isEqualTo(VerificationSource.TABLES);
        assertThat(found.problems())
                .containsExactly("line 3: unknown key in \"MemroyMax=1G\": did you mean MemoryMax=?");
    }

    @Test
    void returnsTheMessagesOfSystemdAnalyzeAboutTheUnit() {
        UnitFileVerification found = verify(1, """
                /tmp/tmp.x/bot.service:3: Unknown key name 'MemroyMax' in section 'Service', ignoring.
                /lib/systemd/system/other.service:9: Unknown key name 'X' in section 'Service', ignoring.
                \u001b[0;1;31mbot.service: Command /bin/tru is not executable: No such file or directory\u001b[0m
                """);

        assertThat(found.source()).isEqualTo(VerificationSource.SYSTEMD_ANALYZE);
        assertThat(found.problems())
                .containsExactly(
                        "bot.service:3: Unknown key name 'MemroyMax' in section 'Service', ignoring.",
                        "bot.service: Command /bin/tru is not executable: No such file or directory");
    }

    @Test
    void writesOnlyToADirectoryOfItsOwnAndRemovesIt() {
        verify(0, "");

        assertThat(commands)
                .filteredOn(command -> List.of("install", "dd", "mv", "rm").contains(command.program()))
                .allMatch(command -> command.toString().contains("/tmp/tmp.x/"));
        assertThat(commands.get(commands.size() - 1).toString())
                .startsWith("find /tmp/tmp.x ")
                .endsWith("-delete");
        assertThat(commands)
                .extracting(Command::toString)
                .contains("systemd-analyze --no-pager --man=no --user verify /tmp/tmp.x/bot.service");
    }

    @Test
    void usesTheListsIfSystemdAnalyzeCannotLook() {
        assertThat(verify(1, "Failed to initialize manager: No medium found\n").source())
                .isEqualTo(VerificationSource.TABLES);
    }

    @Test
    void refusesAnInvalidName() {
        UnitFiles files =
                Systemd.of(ManagerAddress.user(), FakeSystemd.create()).unitFiles();

        assertThatIllegalArgumentException().isThrownBy(() -> files.verify("../bot.service", MISSPELT));
    }

    private UnitFileVerification verify(int exitCode, String messages) {
        CommandRunner runner = command -> {
            commands.add(command);
            return switch (command.program()) {
                case "mktemp" -> CommandResult.ok("/tmp/tmp.x\n");
                case "systemctl" -> CommandResult.ok("Version=252\n");
                case "systemd-analyze" ->
                    command.argv().contains("verify")
                            ? new CommandResult(exitCode, "", messages, java.time.Duration.ZERO)
                            : CommandResult.ok("systemd 252\n");
                default -> CommandResult.ok("");
            };
        };
        return Systemd.of(ManagerAddress.user(), runner).unitFiles().verify("bot", MISSPELT);
    }
}
