package io.github.servicehandler.it;

import io.github.servicehandler.RequiresSystemManager;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A watchdog for services of the system manager. */
@RequiresSystemManager
class SystemWatchdogIT extends WatchdogCases {

    @RegisterExtension
    static final TestUnits units = TestUnits.ofSystem();

    SystemWatchdogIT() {
        super(units);
    }
}
