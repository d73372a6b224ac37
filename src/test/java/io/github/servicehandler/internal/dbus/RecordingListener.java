package io.github.servicehandler.internal.dbus;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Listener that records the signals and the end of a connection. */
final class RecordingListener implements SignalListener, CloseListener {

    private final BlockingQueue<Message> signals = new LinkedBlockingQueue<>();
    private final BlockingQueue<BusException> ends = new LinkedBlockingQueue<>();

    @Override
    public void onSignal(Message signal) {
        signals.add(signal);
    }

    @Override
    public void onClose(BusException reason) {
        ends.add(reason);
    }

    Message signal() throws InterruptedException {
        return got(signals.poll(10, TimeUnit.SECONDS));
    }

    BusException end() throws InterruptedException {
        return got(ends.poll(10, TimeUnit.SECONDS));
    }

    /** Returns the number of recorded events that have not been read. */
    int unread() {
        return signals.size() + ends.size();
    }

    private static <T> T got(@Nullable T received) {
        if (received == null) {
            throw new AssertionError("nothing arrived within 10 s");
        }
        return received;
    }
}
