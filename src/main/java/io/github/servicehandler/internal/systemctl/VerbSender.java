package io.github.servicehandler.internal.systemctl;

import io.github.servicehandler.command.CommandResult;

/** A sender of requests to do something with units to a manager. Thread-safe. */
@FunctionalInterface
public interface VerbSender {

    /**
     * Sends a request, and waits until it has been carried out.
     *
     * @return the exit code and the error output with which systemctl reports what became of the request
     * @throws io.github.servicehandler.command.CommandException if that is not known
     */
    CommandResult send(VerbRequest request);
}
