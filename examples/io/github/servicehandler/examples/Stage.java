package io.github.servicehandler.examples;

import io.github.servicehandler.ManagerUnavailableException;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import java.util.List;

/** Is where the show takes place: the user's own manager, or an in-memory one where there is none. */
interface Stage {

    /** Says in one line where this is. */
    String announcement();

    Systemd systemd();

    /** Waits for the next lines that the bot logs; fewer, or none, if the journal cannot be read. */
    List<String> nextLines(ServiceHandler bot, int count) throws InterruptedException;

    static Stage find() {
        try {
            return new RealStage(Systemd.user());
        } catch (ManagerUnavailableException e) {
            return new InMemoryStage();
        }
    }
}
