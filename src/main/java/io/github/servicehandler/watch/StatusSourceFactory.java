package io.github.servicehandler.watch;

import java.util.Optional;

/** A factory for the sources of one manager. */
interface StatusSourceFactory {

    /**
     * Opens the best source that is available.
     *
     * @param listener receives what the source reports
     * @param attempt 0 if a caller waits for the source, otherwise the number of the attempt to reconnect, from 1;
     *     routes that are more expensive are not tried each time
     * @param wait limits the time that this may take
     * @return an open source
     * @throws io.github.servicehandler.command.CommandException if no source can be opened
     */
    StatusSource connect(SourceListener listener, int attempt, ManagerWait wait);

    /**
     * Opens a source that receives changes as signals.
     *
     * @param listener receives what the source reports
     * @param wait limits the time that this may take
     * @return an open source; empty if none is available
     */
    Optional<StatusSource> connectLive(SourceListener listener, ManagerWait wait);
}
