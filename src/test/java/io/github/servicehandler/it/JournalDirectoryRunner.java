package io.github.servicehandler.it;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.RunningCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runner that makes journalctl read the files of a directory instead of the machine's own. */
final class JournalDirectoryRunner implements CommandRunner {

    private final Path directory;

    JournalDirectoryRunner(Path directory) {
        this.directory = directory;
    }

    private Command there(Command command) {
        if (!command.program().equals("journalctl")) {
            return command;
        }
        List<String> argv = new ArrayList<>(command.argv());
        argv.remove("--system");
        argv.add(1, "--directory=" + directory);
        return Command.of(argv).withTimeout(command.timeout());
    }

    @Override
    public CommandResult run(Command command) {
        return CommandRunner.local().run(there(command));
    }

    @Override
    public RunningCommand start(Command command) {
        return CommandRunner.local().start(there(command));
    }
}
