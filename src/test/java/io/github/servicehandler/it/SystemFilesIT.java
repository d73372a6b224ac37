package io.github.servicehandler.it;

import io.github.servicehandler.RequiresSystemManager;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Test cases with the files of system services. */
@RequiresSystemManager
@Timeout(60)
class SystemFilesIT extends FilesCases {

    @RegisterExtension
    static final TestUnits UNITS = TestUnits.ofSystem();

    SystemFilesIT() {
        super(UNITS);
    }
}
