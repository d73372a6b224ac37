package io.github.servicehandler.internal.systemctl;

/** A sender of requests to do something with units to a manager. Thread-safe. */
@FunctionalInterface
public interface VerbSender {

    /**
     * Sends a request, and waits until it has been carried out.
     *
     * @throws io.github.servicehandler.command.CommandException if that is not known
     */
    VerbAnswer send(VerbRequest request);
}
