package io.github.servicehandler.internal.systemdbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.SystemdBusNames;
import io.github.servicehandler.internal.dbus.TestPeer;
import io.github.servicehandler.internal.dbus.Variant;
import io.github.servicehandler.unit.UnitName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Questions to a manager about a job whose end was not seen. */
@Timeout(30)
class LostJobTest {

    private static final String JOB = "/org/freedesktop/systemd1/job/7";

    @TempDir
    private Path directory;

    private Optional<String> endOf(String verb, TestPeer.Handler handler) throws IOException {
        try (TestManager manager = new TestManager(directory, handler)) {
            OpenBus bus = manager.connect();
            try {
                Command command = Command.of(verb).withTimeout(Duration.ofSeconds(10));
                RequestCalls calls = new RequestCalls(bus, TestManager.NO_OTHER, TimeSource.system(), command);
                return new LostJob(calls, verb, UnitName.of("a"), JOB)
                        .findEnd(bus)
                        .map(JobResults.JobEnd::result);
            } finally {
                bus.close();
            }
        }
    }

    private static Message noSuchJob(Message call) {
        return Message.errorOf(call, "org.freedesktop.DBus.Error.UnknownObject", "Unknown object '" + JOB + "'.");
    }

    @Test
    void anEndThatIsSignalledBeforeTheAnswerCounts() throws IOException {
        assertThat(endOf("start", (guest, call) -> {
                    guest.send(Message.signal(SystemdBusNames.MANAGER_PATH, SystemdBusNames.MANAGER, "JobRemoved")
                            .withBody("uoss", 7, JOB, "a.service", "timeout"));
                    guest.send(noSuchJob(call));
                }))
                .contains("timeout");
    }

    @Test
    void otherwiseTheStateOfTheUnitTellsTheEnd() throws IOException {
        TestPeer.Handler active = (guest, call) -> guest.send(
                call.path().equals(JOB)
                        ? noSuchJob(call)
                        : Message.returnOf(call).withBody("v", Variant.of("s", "active")));

        assertThat(endOf("start", active)).contains("done");
        assertThat(endOf("restart", active)).isEmpty();
    }
}
