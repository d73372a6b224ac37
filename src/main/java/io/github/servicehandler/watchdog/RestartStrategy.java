package io.github.servicehandler.watchdog;

/**
 * The services of a group that are restarted when a rule fires for one of them. The names are those of Erlang's
 * supervisors.
 */
public enum RestartStrategy {
    /** Only the one for which the rule fired. */
    ONE_FOR_ONE,
    /** All services of the group. */
    ONE_FOR_ALL,
    /** The one for which the rule fired, and those after it in the group. */
    REST_FOR_ONE
}
