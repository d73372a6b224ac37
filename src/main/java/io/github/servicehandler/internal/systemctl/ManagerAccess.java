package io.github.servicehandler.internal.systemctl;

/**
 * A way to a manager.
 *
 * @param queries asks the manager
 * @param verbs sends it requests
 */
public record ManagerAccess(ManagerQueries queries, VerbSender verbs) {}
