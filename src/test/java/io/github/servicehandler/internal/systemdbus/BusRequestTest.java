package io.github.servicehandler.internal.systemdbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.ManagerUnavailableException;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.SystemdBusNames;
import io.github.servicehandler.internal.dbus.TestPeer;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.internal.systemctl.VerbRequest;
import io.github.servicehandler.unit.UnitName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests to managers that answer in unusual ways. */
@Timeout(30)
class BusRequestTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String JOB = "/org/freedesktop/systemd1/job/7";

    @TempDir
    private Path directory;

    /** Starts a unit over a connection to a peer that answers StartUnit by a handler. */
    private CommandResult start(Duration timeout, TestPeer.Handler onStart) throws IOException {
        try (TestManager manager = new TestManager(directory, (guest, call) -> {
            if (call.member().equals("StartUnit")) {
                onStart.handle(guest, call);
            }
        })) {
            OpenBus bus = manager.connect();
            try {
                VerbRequest request = new VerbRequest("start", List.of(), timeout, List.of(UnitName.of("a")));
                RequestCalls calls = new RequestCalls(
                        bus,
                        TestManager.NO_OTHER,
                        TimeSource.system(),
                        Command.of("start").withTimeout(timeout));
                ManagerClient noQueries =
                        new ManagerClient(ManagerAddress.user(), command -> CommandResult.ok(""), TIMEOUT);
                return new BusRequest(calls, request, noQueries)
                        .run()
                        .orElseThrow()
                        .result();
            } finally {
                bus.close();
            }
        }
    }

    private static Message accepted(Message call) {
        return Message.returnOf(call).withBody("o", JOB);
    }

    private static Message removed(String job, String result) {
        return Message.signal(SystemdBusNames.MANAGER_PATH, SystemdBusNames.MANAGER, "JobRemoved")
                .withBody("uoss", 7, job, "a.service", result);
    }

    @Test
    void theSignalMayComeBeforeTheReply() throws IOException {
        CommandResult result = start(TIMEOUT, (guest, call) -> {
            guest.send(removed(JOB, "timeout"));
            guest.send(accepted(call));
        });

        assertThat(result.stderr()).isEqualTo("Job for a.service timed out.\n");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void theEndOfAnotherJobSaysNothing() throws IOException {
        CommandResult result = start(TIMEOUT, (guest, call) -> {
            guest.send(accepted(call));
            guest.send(removed("/org/freedesktop/systemd1/job/6", "canceled"));
            guest.send(removed(JOB, "done"));
        });

        assertThat(result.succeeded()).isTrue();
    }

    @Test
    void anUnexpectedReplyIsNotRepeatedByAnotherWay() {
        assertThatExceptionOfType(ManagerUnavailableException.class)
                .isThrownBy(() -> start(
                        TIMEOUT,
                        (guest, call) -> guest.send(Message.returnOf(call).withBody("u", 7))))
                .withMessageContaining("unexpected")
                .withMessageContaining("not known");
    }

    @Test
    void aSignalOfAnotherFormIsNoEnd() {
        assertThatExceptionOfType(CommandTimeoutException.class)
                .isThrownBy(() -> start(Duration.ofMillis(300), (guest, call) -> {
                    guest.send(accepted(call));
                    guest.send(Message.signal(SystemdBusNames.MANAGER_PATH, SystemdBusNames.MANAGER, "JobRemoved")
                            .withBody("s", JOB));
                }));
    }

    @Test
    void aManagerThatEndsInTheMiddleOfAJobLeavesTheOutcomeOpen() {
        assertThatExceptionOfType(ManagerUnavailableException.class)
                .isThrownBy(() -> start(Duration.ofMillis(500), (guest, call) -> {
                    guest.send(accepted(call));
                    guest.hangUp();
                }))
                .withMessageContaining("not known");
    }

    @Test
    void halfAMessageIsATimeout() {
        assertThatExceptionOfType(CommandTimeoutException.class)
                .isThrownBy(() -> start(Duration.ofMillis(300), (guest, call) -> {
                    byte[] reply = guest.encoded(accepted(call));
                    guest.write(Arrays.copyOf(reply, reply.length / 2));
                }))
                .withMessageContaining("within 300 ms");
    }

    @Test
    void garbageLeavesTheOutcomeOpen() {
        assertThatExceptionOfType(ManagerUnavailableException.class)
                .isThrownBy(() -> start(TIMEOUT, (guest, call) -> guest.write(new byte[100])))
                .withMessageContaining("not known");
    }
}
