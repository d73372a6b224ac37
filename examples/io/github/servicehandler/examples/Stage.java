package io.github.servicehandler.examples;

import io.github.servicehandler.ManagerUnavailableException;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandRunner;
import java.util.function.Consumer;

/** Is where the show takes place: the user's own manager, or an in-memory one where there is none. */
record Stage(Systemd systemd, CommandRunner runner, String announcement) {

    static Stage find() {
        Systemd user = Systemd.user();
        try {
            return new Stage(
                    user, CommandRunner.local(), "This runs on your user manager, systemd " + user.version() + ".");
        } catch (ManagerUnavailableException e) {
            return inMemory();
        }
    }

    /** Hands over the next few lines that the bot logs. */
    void show(ServiceHandler bot, int lines, Consumer<String> sink) {
        Command follow = Command.of(
                "journalctl", "--user", "--user-unit=" + bot, "--quiet", "--output=cat", "--lines=0", "--follow");
        // TODO
    }
}
