package io.github.servicehandler.watch;

import java.util.Optional;

/** Finds a way to hear of a manager's units. */
interface Connector {

    /**
     * Opens the best source there is.
     *
     * @param sink who is to hear of it
     * @param attempt how often this was tried in vain since contact was lost; ways that cost more are not tried each time
     * @return a source that is open
     * @throws io.github.servicehandler.command.CommandException if there is none
     */
    Source connect(Sink sink, int attempt);

    /**
     * Opens a source that is told of changes.
     *
     * @return a source that is open; empty if there is none
     */
    Optional<Source> connectLive(Sink sink);
}
