package io.github.servicehandler.it;

import io.github.servicehandler.RequiresUserManager;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Test cases of a watchdog over services of a user. */
@RequiresUserManager
class WatchdogIT extends WatchdogCases {

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    WatchdogIT() {
        super(units);
    }
}
