package io.github.servicehandler.internal.dbus;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Log of signals that could not be handled. Any process can send thousands of them to a bus, so it has at most one line
 * a minute, without a stack trace. Used by one thread.
 */
final class OddSignalLog {

    private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

    private final Logger log;
    private final LongSupplier nanos;
    private boolean reported;
    private long reportedAt;
    private long unreported;

    OddSignalLog(Logger log, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
    }

    void failed(Message signal, Object connection, Throwable failure) {
        long now = nanos.getAsLong();
        if (reported && now - reportedAt < INTERVAL) {
            unreported++;
            return;
        }
        String others = unreported == 0 ? "" : ", nor could " + unreported + " others since the last report";
        log.warn("{} from {} could not be handled: {}{}", signal, connection, String.valueOf(failure), others);
        reported = true;
        reportedAt = now;
        unreported = 0;
    }
}
