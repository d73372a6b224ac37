package io.github.servicehandler.internal.systemdbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.SystemdBusNames;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the receivers of one connection have to do with each other. */
@Timeout(30)
class OpenBusTest {

    @TempDir
    private Path directory;

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    private final OpenBus.SignalReceiver failing = new OpenBus.SignalReceiver() {
        @Override
        public void onSignal(Message signal) {
            throw new IllegalStateException("a test's signal");
        }

        @Override
        public void onEnd(BusException reason) {
            throw new IllegalStateException("a test's end");
        }
    };

    private final OpenBus.SignalReceiver recording = new OpenBus.SignalReceiver() {
        @Override
        public void onSignal(Message signal) {
            received.add(signal.member());
        }

        @Override
        public void onEnd(BusException reason) {
            received.add("end");
        }
    };

    @Test
    void aReceiverThatThrowsKeepsNothingFromTheOthers() throws Exception {
        try (TestManager manager = new TestManager(directory, (guest, call) -> {
            guest.send(Message.signal(SystemdBusNames.MANAGER_PATH, SystemdBusNames.MANAGER, "UnitFilesChanged"));
            guest.hangUp();
        })) {
            OpenBus bus = manager.connect();
            bus.add(failing);
            bus.add(recording);

            var unused = bus.connection().send(ManagerCallFactory.barrier());

            assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("UnitFilesChanged");
            assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("end");
        }
    }
}
