package io.github.servicehandler.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitIdentityTest {

    private static final String ID = "0123456789abcdef0123456789abcdef";

    private static UnitIdentity ask(CommandRunner runner) {
        List<UnitName> units = List.of(UnitName.of("bot"));
        return UnitIdentity.fetch(runner, List.of("--user"), units, Duration.ofSeconds(3))
                .get(0);
    }

    private static UnitIdentity identity(String uid, String identifier, String invocationId) {
        return new UnitIdentity(uid, identifier, invocationId, "", List.of());
    }

    private static UnitIdentity shown(String text) {
        return ask(command -> CommandResult.ok(text));
    }

    @Test
    void asksOnceForAllOfIt() {
        StubRunner runner = new StubRunner();
        ask(runner);

        assertThat(runner.commands)
                .containsExactly(Command.of(
                                "systemctl",
                                "--user",
                                "--no-ask-password",
                                "--no-pager",
                                "show",
                                "--property=Id,Names,SyslogIdentifier,InvocationID,ControlGroup,LogNamespace",
                                "--",
                                "bot.service",
                                "-.slice")
                        .withTimeout(Duration.ofSeconds(3)));
    }

    @Test
    void ofAUnitThatIsUp() {
        assertThat(shown("ControlGroup=/user.slice/user-1001.slice/user@1001.service/app.slice/bot.service\n"
                        + "SyslogIdentifier=bot-tag\nId=bot.service\nInvocationID=" + ID + "\n\n"
                        + "ControlGroup=/user.slice/user-1001.slice/user@1001.service\nId=-.slice\nInvocationID="
                        + ID.replace('0', '9') + "\n"))
                .isEqualTo(identity("1001", "bot-tag", ID));
    }

    @Test
    void ofAUnitWithAliasesAndANamespace() {
        UnitIdentity shown = shown("""
                Id=real.service
                Names=real.service bot.service "x\\\\x2dy.service"
                LogNamespace=shop

                ControlGroup=/
                Id=-.slice
                """);

        assertThat(shown.names()).containsExactly("real.service", "bot.service", "x\\x2dy.service");
        assertThat(shown.logNamespace()).isEqualTo("shop");
        assertThat(UnitIdentity.NONE.or(shown)).isEqualTo(shown);
    }

    @Test
    void ofAUnitThatIsDown() {
        assertThat(shown("ControlGroup=\nSyslogIdentifier=\nId=bot.service\nInvocationID=\n\n"
                        + "ControlGroup=/user.slice/user-1001.slice/user@1001.service\nId=-.slice\nInvocationID=" + ID
                        + "\n"))
                .isEqualTo(identity("1001", "", ""));
    }

    @Test
    void whereTheManagerDoesNotAnswerNothingIsKnown() {
        assertThat(ask(command -> CommandResult.failed(1, "Failed to connect to bus")))
                .isEqualTo(UnitIdentity.NONE);
        assertThat(ask(command -> {
                    throw new CommandTimeoutException(command);
                }))
                .isEqualTo(UnitIdentity.NONE);
        assertThat(shown("garbage\n\n=\nControlGroup=/user@x.service")).isEqualTo(UnitIdentity.NONE);
    }

    @Test
    void anInterruptionIsNotKept() {
        assertThatExceptionOfType(CommandInterruptedException.class)
                .isThrownBy(() -> ask(command -> {
                    throw new CommandInterruptedException(command);
                }));
    }

    private static List<UnitIdentity> two(String text) {
        List<UnitName> units = List.of(UnitName.of("a"), UnitName.of("b"));
        return UnitIdentity.fetch(command -> CommandResult.ok(text), List.of("--user"), units, Duration.ofSeconds(3));
    }

    @Test
    void ofManyUnitsInTheirOrder() {
        assertThat(two("SyslogIdentifier=tag-a\nId=a.service\n\nSyslogIdentifier=\nId=b.service\nInvocationID=" + ID
                        + "\n\nControlGroup=/user.slice/user@7.service\nId=-.slice\n"))
                .containsExactly(identity("7", "tag-a", ""), identity("7", "", ID));
    }

    @Test
    void whereOneIsMissingNobodyIsTakenForAnother() {
        assertThat(two("SyslogIdentifier=tag-b\nId=b.service\n\nControlGroup=/user.slice/user@7.service\nId=-.slice\n"))
                .containsExactly(identity("7", "", ""), identity("7", "", ""));
    }
}
