package io.github.servicehandler.it;

import io.github.servicehandler.RequiresUserManager;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A watchdog for services of the user manager. */
@RequiresUserManager
class WatchdogIT extends WatchdogCases {

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    WatchdogIT() {
        super(units);
    }
}
