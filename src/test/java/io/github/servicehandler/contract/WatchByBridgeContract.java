package io.github.servicehandler.contract;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.command.TimeSource;

/** A watch that receives the bus' signals through commands, as on another host. */
class WatchByBridgeContract extends WatchCases {

    @Override
    CommandRunner runner(CommandRunner plain) {
        return new Elsewhere(plain);
    }

    /** A runner that can only run and start commands and provides no sockets. */
    private record Elsewhere(CommandRunner plain) implements CommandRunner {

        @Override
        public CommandResult run(Command command) {
            return plain.run(command);
        }

        @Override
        public RunningCommand start(Command command) {
            return plain.start(command);
        }

        @Override
        public TimeSource time() {
            return plain.time();
        }
    }
}
