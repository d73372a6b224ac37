package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.RunningCommand;
import java.util.ArrayList;
import java.util.List;

/** Runner that records commands, so that the same commands can be run as bare processes. */
final class Recorder implements CommandRunner {

    private final CommandRunner runner;
    private final List<Command> commands = new ArrayList<>();

    Recorder(CommandRunner runner) {
        this.runner = runner;
    }

    Command last() {
        return commands.get(commands.size() - 1);
    }

    @Override
    public CommandResult run(Command command) {
        commands.add(command);
        return runner.run(command);
    }

    @Override
    public RunningCommand start(Command command) {
        commands.add(command);
        return runner.start(command);
    }
}
