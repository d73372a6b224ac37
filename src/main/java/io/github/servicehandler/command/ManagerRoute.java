package io.github.servicehandler.command;

import java.util.Objects;

/**
 * The way by which questions and requests reach a manager.
 *
 * @param kind the way
 * @param reason why no better way is in use; empty if there is no better one
 */
public record ManagerRoute(Kind kind, String reason) {

    /** The ways, the best one last. */
    public enum Kind {
        /** A systemctl command for each question and request. */
        SYSTEMCTL,
        /** A connection to the bus through {@code systemd-stdio-bridge}, which the runner has started. */
        BRIDGE,
        /** A connection to the bus of this machine or of the user. */
        BUS,
        /** A connection to the manager's own socket. */
        MANAGER_SOCKET
    }

    /**
     * Creates a description of a way.
     *
     * @param kind the way
     * @param reason why no better way is in use
     */
    public ManagerRoute {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(reason, "reason");
    }

    /** Returns the way, and the reason if there is one. */
    @Override
    public String toString() {
        return reason.isEmpty() ? kind.toString() : kind + " (" + reason + ")";
    }
}
