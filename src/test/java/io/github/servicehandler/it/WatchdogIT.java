package io.github.servicehandler.it;

import io.github.servicehandler.RequiresUserManager;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a watchdog does about the services of a user. */
@RequiresUserManager
class WatchdogIT extends WatchdogCases {

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    WatchdogIT() {
        super(units);
    }
}
