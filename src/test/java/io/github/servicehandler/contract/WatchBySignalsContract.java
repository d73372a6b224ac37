package io.github.servicehandler.contract;

import io.github.servicehandler.command.CommandRunner;

/** A watch that receives signals through the manager's private socket or, in memory, through its bus. */
class WatchBySignalsContract extends WatchCases {

    @Override
    CommandRunner runner(CommandRunner plain) {
        return plain;
    }
}
