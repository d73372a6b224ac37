package io.github.servicehandler.it;

import io.github.servicehandler.RequiresSystemManager;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Test cases of a watchdog over services of the system. */
@RequiresSystemManager
class SystemWatchdogIT extends WatchdogCases {

    @RegisterExtension
    static final TestUnits units = TestUnits.ofSystem();

    SystemWatchdogIT() {
        super(units);
    }
}
