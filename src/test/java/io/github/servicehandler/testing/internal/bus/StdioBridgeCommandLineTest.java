package io.github.servicehandler.testing.internal.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandStartException;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.testing.BusClient;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.Fault;
import io.github.servicehandler.testing.internal.files.ManagerScope;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected behaviour was observed on systemd 247, 252, 257 and 262. */
class StdioBridgeCommandLineTest {

    private static final String USER_BUS = "--bus-path=unix:path=/run/user/1000/bus";

    @ParameterizedTest
    @CsvSource(textBlock = """
            247, '',                                               SYSTEM
            252, '',                                               SYSTEM
            252, --system,                                         SYSTEM
            252, --user,                                           SYSTEM
            257, --user,                                           SYSTEM
            262, --user,                                           USER
            247, --bus-path=unix:path=/run/user/1000/bus,          USER
            262, --bus-path=unix:path=/run/user/1000/bus,          USER
            252, -punix:path=/run/user/1000/bus,                   USER
            252, --bus-path=unix:path=/run/dbus/system_bus_socket, SYSTEM
            """)
    void connectsToABus(int version, String option, ManagerScope scope) {
        assertThat(parse(version, option).scope()).contains(scope);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            247, --user,                     systemd-stdio-bridge: unrecognized option '--user'
            247, --system,                   systemd-stdio-bridge: unrecognized option '--system'
            252, --foo,                      systemd-stdio-bridge: unrecognized option '--foo'
            262, foo,                        systemd-stdio-bridge takes no arguments.
            252, --bus-path=unix:path=/nope, ''
            257, --bus-path=unix:path=/nope, Failed to connect to system scope bus via local transport: No such file or directory
            """)
    void failsAsTheRealBridge(int version, String option, String complaint) {
        StdioBridgeCommandLine bridge = parse(version, option);

        assertThat(bridge.scope()).isEmpty();
        assertThat(bridge.failure().exitCode()).isEqualTo(1);
        assertThat(bridge.failure().stderr().strip()).isEqualTo(complaint);
    }

    private static StdioBridgeCommandLine parse(int version, String option) {
        return StdioBridgeCommandLine.parse(
                option.isEmpty() ? Command.of("systemd-stdio-bridge") : Command.of("systemd-stdio-bridge", option),
                version);
    }

    @Test
    void failsWithoutABus() throws InterruptedException {
        FakeSystemd fake = FakeSystemd.create(262);
        fake.fail(Fault.busGone());

        RunningCommand bridge = fake.start(Command.of("systemd-stdio-bridge", "--user"));

        assertThat(bridge.await(Duration.ofSeconds(5))).hasValue(1);
        assertThat(bridge.stderrTail()).isEqualTo("Failed to set address to connect to: No medium found\n");
    }

    @Test
    void canBeMissingWhileOtherCommandsWork() {
        FakeSystemd fake = FakeSystemd.create();
        fake.fail(Fault.noBridge());

        assertThatExceptionOfType(CommandStartException.class)
                .isThrownBy(() -> fake.start(Command.of("systemd-stdio-bridge", USER_BUS)))
                .matches(CommandStartException::isProgramMissing);
        assertThat(fake.run(Command.of("systemctl", "--user", "list-units")).succeeded())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {252, 262})
    void endsOnInvalidMessages(int version) throws Exception {
        RunningCommand bridge = FakeSystemd.create(version).start(Command.of("systemd-stdio-bridge", USER_BUS));
        BusClient client = BusClient.subscribed(bridge);

        bridge.stdin().write(new byte[64]);

        client.awaitEnd();
        assertThat(bridge.exitCode()).hasValue(1);
        assertThat(bridge.stderrTail()).isEqualTo(version < 257 ? "" : "Failed to process bus: Bad message\n");
    }

    @Test
    void endsWithItsInput() throws Exception {
        RunningCommand bridge = FakeSystemd.create().start(Command.of("systemd-stdio-bridge", USER_BUS));
        BusClient client = BusClient.subscribed(bridge);

        bridge.stdin().close();

        client.awaitEnd();
        assertThat(bridge.exitCode()).isEqualTo(OptionalInt.of(0));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> bridge.stdin().write(0));
    }

    @Test
    void closingItEndsTheConversation() throws Exception {
        RunningCommand bridge = FakeSystemd.create().start(Command.of("systemd-stdio-bridge", USER_BUS));
        BusClient client = BusClient.subscribed(bridge);

        bridge.close();

        client.awaitEnd();
        assertThat(bridge.exitCode()).hasValue(137);
    }
}
