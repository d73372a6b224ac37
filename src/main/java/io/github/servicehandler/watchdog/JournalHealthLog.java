package io.github.servicehandler.watchdog;

import io.github.servicehandler.Systemd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log of whether the journal can be followed, with one warning for each time that it cannot. Not thread-safe. */
final class JournalHealthLog {

    private static final Logger log = LoggerFactory.getLogger(JournalHealthLog.class.getPackageName());

    private final Systemd systemd;
    private boolean failing;

    JournalHealthLog(Systemd systemd) {
        this.systemd = systemd;
    }

    /** Logs a failure, as a warning unless it is known already or no longer matters. */
    void failed(RuntimeException e, String consequence, int services, boolean closed) {
        if (failing || closed) {
            log.debug("the journal of {} of the {} still cannot be followed", count(services), systemd, e);
        } else {
            log.warn("the journal of {} of the {} cannot be followed; {}", count(services), systemd, consequence, e);
        }
        failing = true;
    }

    void worked(int services) {
        if (failing) {
            log.info("the journal of {} of the {} is now followed", count(services), systemd);
        }
        failing = false;
    }

    private static String count(int services) {
        return services == 1 ? "1 service" : services + " services";
    }
}
