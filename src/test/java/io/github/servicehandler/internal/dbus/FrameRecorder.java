package io.github.servicehandler.internal.dbus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;

/**
 * Recorder of the bytes that the user's manager sends, run by {@code src/test/systemd/capture-bus}. It uses the units
 * of that script.
 */
final class FrameRecorder {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final BlockingQueue<Message> signals = new LinkedBlockingQueue<>();
    private final Recording recording;

    private FrameRecorder(Path socket) {
        this.recording = new Recording(new SocketTransport(socket));
    }

    /** Takes the directory of the manager's sockets and the directory to write to. */
    public static void main(String[] args) throws IOException, InterruptedException {
        FrameRecorder direct = new FrameRecorder(Path.of(args[0], "systemd", "private"));
        direct.record(BusConnection.toPeer(direct.recording, direct.signals::add, reason -> {}, TIMEOUT), true);
        direct.recording.write(Path.of(args[1], "private.gz"));

        FrameRecorder bus = new FrameRecorder(Path.of(args[0], "bus"));
        bus.record(BusConnection.overBus(bus.recording, bus.signals::add, reason -> {}, TIMEOUT), false);
        bus.recording.write(Path.of(args[1], "bus.gz"));
    }

    private void record(BusConnection manager, boolean everything) throws InterruptedException {
        try (manager) {
            manager.call(SystemdBusNames.subscribe(), TIMEOUT);
            if (everything) {
                ask(manager);
            }
            manager.call(SystemdBusNames.manager("StartUnit").withBody("ss", "running.service", "replace"), TIMEOUT);
            await(signal -> signal.member().equals("JobRemoved"));
            manager.call(SystemdBusNames.manager("KillUnit").withBody("ssi", "running.service", "all", 9), TIMEOUT);
            await(signal -> has(signal, "ActiveState", "failed"));
            manager.call(SystemdBusNames.manager("ResetFailed"), TIMEOUT);
            if (everything) {
                manager.call(SystemdBusNames.manager("Reload"), TIMEOUT);
                await(signal -> signal.member().equals("Reloading")
                        && signal.body().get(0).equals(false));
            }
        }
    }

    private static void ask(BusConnection manager) {
        String unit = SystemdBusNames.unitPath("running.service");
        manager.call(SystemdBusNames.manager("ListUnits"), TIMEOUT);
        manager.call(SystemdBusNames.getAll(SystemdBusNames.MANAGER_PATH, SystemdBusNames.MANAGER), TIMEOUT);
        manager.call(SystemdBusNames.manager("LoadUnit").withBody("s", "running.service"), TIMEOUT);
        manager.call(SystemdBusNames.getAll(unit, SystemdBusNames.UNIT), TIMEOUT);
        manager.call(SystemdBusNames.getAll(unit, SystemdBusNames.SERVICE), TIMEOUT);
        manager.call(SystemdBusNames.get(unit, SystemdBusNames.UNIT, "ActiveState"), TIMEOUT);
        try {
            manager.call(SystemdBusNames.manager("GetUnit").withBody("s", "nope.service"), TIMEOUT);
        } catch (BusException expected) {
            // the recording needs this error reply
        }
    }

    private static boolean has(Message signal, String property, String value) {
        if (!signal.member().equals("PropertiesChanged")) {
            return false;
        }
        Map<String, Variant> changed = SystemdBusNames.properties(signal, 1);
        return Variant.of("s", value).equals(changed.get(property));
    }

    private void await(Predicate<Message> wanted) throws InterruptedException {
        for (Message signal = next(); !wanted.test(signal); signal = next()) {
            // skip the other signals
        }
    }

    private Message next() throws InterruptedException {
        Message signal = signals.poll(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        if (signal == null) {
            throw new IllegalStateException("the signal did not arrive");
        }
        return signal;
    }

    /** Transport that keeps a copy of the bytes received over another transport. */
    private static final class Recording implements Transport {

        private static final byte[] END_OF_LINE = {'\r', '\n'};

        private final Transport transport;
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();

        Recording(Transport transport) {
            this.transport = transport;
        }

        @Override
        public void open() throws IOException {
            transport.open();
        }

        @Override
        public synchronized int read(ByteBuffer into) throws IOException {
            int begin = into.position();
            int count = transport.read(into);
            if (count > 0) {
                received.write(into.array(), into.arrayOffset() + begin, count);
            }
            return count;
        }

        @Override
        public void write(ByteBuffer from) throws IOException {
            transport.write(from);
        }

        @Override
        public String address() {
            return transport.address();
        }

        @Override
        public void close() {
            transport.close();
        }

        /** Writes the frames, without the two lines of authentication that precede them. */
        synchronized void write(Path file) throws IOException {
            byte[] bytes = received.toByteArray();
            int begin = afterLine(bytes, afterLine(bytes, 0));
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
                out.write(bytes, begin, bytes.length - begin);
            }
        }

        private static int afterLine(byte[] bytes, int begin) {
            int at = begin;
            while (bytes[at] != END_OF_LINE[0] || bytes[at + 1] != END_OF_LINE[1]) {
                at++;
            }
            return at + 2;
        }
    }
}
