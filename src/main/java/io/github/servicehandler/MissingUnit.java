package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.UnitNotFoundException;

/** The error that a manager has no unit of some name. */
final class MissingUnit {

    private MissingUnit() {}

    /** @param command the command that asks for the unit */
    static UnitNotFoundException exception(String name, ManagerAddress manager, Command command) {
        return new UnitNotFoundException(
                "there is no unit " + name + " in the " + manager
                        + ": check the name, or run daemon-reload if its file is new",
                command,
                null);
    }
}
