package io.github.servicehandler.watchdog;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logger of all parts of a watchdog. It has the name of {@link Watchdog}, so that users set its level under one known name. */
final class WatchdogLog {

    /** In words: with a class literal, each part would depend on the class that puts all of them together. */
    static final String NAME = "io.github.servicehandler.watchdog.Watchdog";

    static final Logger LOG = LoggerFactory.getLogger(NAME);

    private WatchdogLog() {}
}
