package io.github.servicehandler.journal;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import java.util.ArrayList;
import java.util.List;

/**
 * Wrapper by which a command on this machine writes its output in large blocks; see stdbuf(1). journalctl writes 4 KiB
 * at a time. Into a pipe, where each write wakes the reader, this takes a fifth of its time.
 */
final class BlockBufferedCommand {

    private static final List<String> STDBUF = List.of(ProgramNames.STDBUF, "--output=64K");

    private BlockBufferedCommand() {}

    /** Holder of the result of a check that runs only once, and only if a journal is read. */
    private static final class LocalCheck {
        private static final boolean WORKS = works(CommandRunner.local());
    }

    /**
     * Returns the command wrapped in stdbuf if it runs on this machine and stdbuf works there; otherwise the command
     * itself.
     */
    static Command wrapIfAvailable(Command command, CommandRunner runner) {
        return runner.isLocal() && LocalCheck.WORKS ? wrap(command) : command;
    }

    /**
     * Returns whether journalctl runs well under stdbuf. The check only prints journalctl's version, so it has no side
     * effects.
     */
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
