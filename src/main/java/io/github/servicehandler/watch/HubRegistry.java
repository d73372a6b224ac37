package io.github.servicehandler.watch;

import io.github.servicehandler.Systemd;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The hubs in use, one for each manager, since with every further connection the manager would send everything once
 * more. A hub is closed when its last user gives it back. Thread-safe.
 */
final class HubRegistry {

    /** The hubs of this JVM, shared by all watches, wherever they were created. */
    static final HubRegistry SHARED =
            new HubRegistry(systemd -> new ManagerHub(systemd, new ManagerConnector(systemd)));

    private final Function<Systemd, ManagerHub> maker;
    private final Map<Systemd, Loan> loans = new HashMap<>();

    HubRegistry(Function<Systemd, ManagerHub> maker) {
        this.maker = maker;
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
