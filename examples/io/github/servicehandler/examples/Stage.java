package io.github.servicehandler.examples;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerUnavailableException;

/** Is where the show takes place: the user's own manager, or an in-memory one where there is none. */
interface Stage {

    /** Says in one line where this is. */
    String announcement();

    Systemd systemd();

    /** Has the bot tick a few times where it does not do so by itself. */
    void letTick(ServiceHandler bot, int count);

    static Stage find() {
        try {
            return new RealStage(Systemd.user());
        } catch (ManagerUnavailableException e) {
            return new InMemoryStage();
        }
    }
}
