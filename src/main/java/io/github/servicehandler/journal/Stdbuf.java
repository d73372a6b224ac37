package io.github.servicehandler.journal;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import java.util.ArrayList;
import java.util.List;

/**
 * Has a command of this machine write its output in large pieces, by stdbuf(1). journalctl writes 4 KiB at a time, and into a pipe, each
 * time waking who reads it, that takes it a fifth of its time.
 */
final class Stdbuf {

    private static final List<String> STDBUF = List.of(ProgramNames.STDBUF, "--output=64K");

    private Stdbuf() {}

    /** Asks only once, and only who reads a journal needs to know. */
    private static final class Local {
        private static final boolean WORKS = works(CommandRunner.local());
    }

    /** Returns a command that does the same, in large pieces if that can be had. */
    static Command inLargePieces(Command command, CommandRunner runner) {
        return runner.isLocal() && Local.WORKS ? wrap(command) : command;
    }

    /** Tells whether the present command can be run in this way, so that trying it takes nothing away. */
    static boolean works(CommandRunner runner) {
        try {
            CommandResult result = runner.run(wrap(Command.of(ProgramNames.JOURNALCTL, "--version")));
            return result.succeeded() && result.stderr().isEmpty();
        } catch (CommandException e) {
            return false;
        }
    }

    private static Command wrap(Command command) {
        List<String> argv = new ArrayList<>(STDBUF);
        argv.addAll(command.argv());
        return new Command(argv, command.timeout(), command.environment(), command.input());
    }
}
