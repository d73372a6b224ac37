package io.github.servicehandler.watch;

import io.github.servicehandler.Systemd;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Lends out hubs, one for each manager: every further connection makes the manager send everything once more. Thread-safe. A hub that
 * nobody uses any more is closed.
 */
final class Hubs {

    /** The hubs of this JVM: they have to be shared by watches that know nothing of each other. */
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
