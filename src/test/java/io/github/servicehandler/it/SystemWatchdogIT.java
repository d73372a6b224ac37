package io.github.servicehandler.it;

import io.github.servicehandler.RequiresSystemManager;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a watchdog does about the services of the system. */
@RequiresSystemManager
class SystemWatchdogIT extends WatchdogCases {

    @RegisterExtension
    static final TestUnits units = TestUnits.ofSystem();

    SystemWatchdogIT() {
        super(units);
    }
}
