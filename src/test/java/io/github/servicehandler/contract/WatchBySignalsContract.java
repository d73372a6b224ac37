package io.github.servicehandler.contract;

import io.github.servicehandler.command.CommandRunner;

/** A watch that hears the manager's own socket or, in memory, its bus. */
class WatchBySignalsContract extends WatchCases {

    @Override
    CommandRunner runner(CommandRunner plain) {
        return plain;
    }
}
