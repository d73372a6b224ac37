package io.github.servicehandler.it;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runner that runs commands on this machine and records them. */
final class CountingRunner implements CommandRunner {

    private final CommandRunner local = CommandRunner.local();
    private final List<Command> commands = new CopyOnWriteArrayList<>();

    @Override
    public CommandResult run(Command command) {
        commands.add(command);
        return local.run(command);
    }

    /** Returns the commands that were run since the last call. */
    List<Command> taken() {
        List<Command> taken = List.copyOf(commands);
        commands.clear();
        return taken;
    }
}
