package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandFailedException;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import java.util.ArrayList;
import java.util.List;

/**
 * The lingering of a user: whether the user's manager runs from boot to shutdown, or only while the user is logged in.
 */
final class UserLingering {

    private final ManagerClient client;

    /** @throws IllegalStateException if the client is not that of a user's manager */
    UserLingering(ManagerClient client) {
        if (!client.address().isUser()) {
            throw new IllegalStateException("the " + client.address() + " always runs: only users linger");
        }
        this.client = client;
    }

    /** Returns whether it is on. */
    boolean isOn() {
        try {
            return client.read(
                    loginctl("show-user", user(), "--property=Linger"),
                    text -> text.strip().equals("Linger=yes"));
        } catch (CommandFailedException e) {
            // loginctl reports a user who neither lingers nor is logged in as an error
            if (e.stderr().contains("not logged in")) {
                return false;
            }
            throw e;
        }
    }

    /** Turns it on. */
    void enable() {
        client.runChecked(loginctl("enable-linger", user()));
    }

    /**
     * Returns the name of the user whose manager this is.
     *
     * @throws CommandException if it cannot be found out
     */
    String user() {
        return client.read(Command.of(ProgramNames.ID, "-un"), String::strip);
    }

    private static Command loginctl(String... arguments) {
        List<String> argv = new ArrayList<>(List.of(ProgramNames.LOGINCTL, "--no-ask-password", "--no-pager"));
        argv.addAll(List.of(arguments));
        return Command.of(argv);
    }
}
