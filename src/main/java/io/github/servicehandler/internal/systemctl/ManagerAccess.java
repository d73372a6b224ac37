package io.github.servicehandler.internal.systemctl;

import io.github.servicehandler.command.ManagerRoute;
import java.util.function.Supplier;

/**
 * A way to a manager.
 *
 * @param queries asks the manager
 * @param verbs sends it requests
 * @param route returns the way that is in use at the moment
 */
public record ManagerAccess(ManagerQueries queries, VerbSender verbs, Supplier<ManagerRoute> route) {}
