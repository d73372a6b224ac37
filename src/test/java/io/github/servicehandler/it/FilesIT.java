package io.github.servicehandler.it;

import io.github.servicehandler.RequiresUserManager;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Test cases with the files of a user's services. */
@RequiresUserManager
@Timeout(60)
class FilesIT extends FilesCases {

    @RegisterExtension
    static final TestUnits UNITS = TestUnits.ofUser();

    FilesIT() {
        super(UNITS);
    }
}
