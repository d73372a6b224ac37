package io.github.servicehandler.watch;

import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.concurrent.DaemonThreads;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * The hubs in use, one for each manager, since with every further connection the manager would send everything once
 * more. A hub is closed when its last user gives it back. Thread-safe.
 */
final class HubRegistry {

    /**
     * The threads that call listeners and reconnect to managers. Each listener that is being called has a thread of its
     * own, so that a slow listener delays no other.
     */
    static final Executor THREADS = DaemonThreads.unbounded("servicehandler-watch-listener");

    /** The hubs of this JVM, shared by all watches, wherever they were created. */
    static final HubRegistry SHARED = new HubRegistry(HubRegistry::newHub);

    private final Function<Systemd, ManagerHub> maker;
    private final Map<Systemd, Loan> loans = new HashMap<>();

    HubRegistry(Function<Systemd, ManagerHub> maker) {
        this.maker = maker;
    }

    private static ManagerHub newHub(Systemd systemd) {
        Executor executor = executorFor(systemd.runner().time());
        return new ManagerHub(systemd, new ManagerConnector(systemd, executor), executor);
    }

    /**
     * Returns the executor for the work of timers. Virtual time waits for that work, so it runs on the thread that
     * advances the time. On the system's time all timers share one thread, so the work runs on another.
     */
    private static Executor executorFor(TimeSource time) {
        return time == TimeSource.system() ? THREADS : Runnable::run;
    }

    private static final class Loan {
        private final ManagerHub hub;
        private int users;

        Loan(ManagerHub hub) {
            this.hub = hub;
        }
    }

    synchronized ManagerHub take(Systemd systemd) {
        Loan loan = loans.computeIfAbsent(systemd, key -> new Loan(maker.apply(key)));
        loan.users++;
        return loan.hub;
    }

    void giveBack(ManagerHub hub) {
        if (isLast(hub)) {
            hub.close();
        }
    }

    private synchronized boolean isLast(ManagerHub hub) {
        Loan loan = loans.get(hub.systemd());
        if (loan == null || loan.hub != hub || --loan.users > 0) {
            return false;
        }
        loans.remove(hub.systemd());
        return true;
    }
}
