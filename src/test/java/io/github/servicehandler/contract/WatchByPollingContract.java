package io.github.servicehandler.contract;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.TimeSource;

/** A watch that can only poll. */
class WatchByPollingContract extends WatchCases {

    @Override
    CommandRunner runner(CommandRunner plain) {
        return new OnlyAsking(plain);
    }

    @Override
    boolean isToldOfEveryChange() {
        return false;
    }

    /** A runner that can only run commands to their end. */
    private record OnlyAsking(CommandRunner plain) implements CommandRunner {

        @Override
        public CommandResult run(Command command) {
            return plain.run(command);
        }

        @Override
        public TimeSource time() {
            return plain.time();
        }
    }
}
