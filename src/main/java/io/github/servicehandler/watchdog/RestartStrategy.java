package io.github.servicehandler.watchdog;

/** Says which services of a group are restarted when one of them is to be, in the words of Erlang's supervisors. */
public enum RestartStrategy {
    /** Only that one. */
    ONE_FOR_ONE,
    /** All of them. */
    ONE_FOR_ALL,
    /** That one and those that come after it in the group. */
    REST_FOR_ONE
}
