package io.github.servicehandler.watch;

import io.github.servicehandler.Systemd;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The hubs in use, one for each manager, since with every further connection the manager would send everything once
 * more. A hub is closed when its last user gives it back. Thread-safe.
 */
final class Hubs {

    /** The hubs of this JVM, shared by all watches, wherever they were created. */
    static final Hubs SHARED = new Hubs(systemd -> new Hub(systemd, new ManagerConnector(systemd)));

    private final Function<Systemd, Hub> maker;
    private final Map<Systemd, Loan> loans = new HashMap<>();

    Hubs(Function<Systemd, Hub> maker) {
        this.maker = maker;
    }

    private static final class Loan {
        private final Hub hub;
        private int users;

        Loan(Hub hub) {
            this.hub = hub;
        }
    }

    synchronized Hub take(Systemd systemd) {
        Loan loan = loans.computeIfAbsent(systemd, key -> new Loan(maker.apply(key)));
        loan.users++;
        return loan.hub;
    }

    void giveBack(Hub hub) {
        if (isLast(hub)) {
            hub.close();
        }
    }

    private synchronized boolean isLast(Hub hub) {
        Loan loan = loans.get(hub.systemd());
        if (loan == null || loan.hub != hub || --loan.users > 0) {
            return false;
        }
        loans.remove(hub.systemd());
        return true;
    }
}
