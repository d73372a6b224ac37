package io.github.servicehandler.examples;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerUnavailableException;

/** The place where the demonstration runs: the user's own manager, or an in-memory one if there is none. */
interface Stage {

    /** Returns one line that names this place. */
    String announcement();

    Systemd systemd();

    /** Makes the bot tick a few times, if it does not tick by itself. */
    void letTick(ServiceHandler bot, int count);

    static Stage find() {
        try {
            return new RealStage(Systemd.user());
        } catch (ManagerUnavailableException e) {
            return new InMemoryStage();
        }
    }
}
