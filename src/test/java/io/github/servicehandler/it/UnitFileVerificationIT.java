package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.UnitFileVerification;
import io.github.servicehandler.UnitFileVerification.VerificationSource;
import io.github.servicehandler.unit.UnitFile;
import org.junit.jupiter.api.Test;

/** Tests of the verification of unit files by the real systemd-analyze. */
@RequiresUserManager
class UnitFileVerificationIT {

    private final Systemd systemd = Systemd.user();

    @Test
    void findsNothingInAGoodFile() {
        UnitFile file = UnitFile.service().execStart("/bin/true").build();

        UnitFileVerification found = systemd.unitFiles().verify("servicehandler-verify.service", file);

        assertThat(found.source()).isEqualTo(VerificationSource.SYSTEMD_ANALYZE);
        assertThat(found.problems()).isEmpty();
    }

    @Test
    void findsWhatSystemdFinds() {
        UnitFile file = UnitFile.parse("[Service]\nExecStart=/bin/no-such-program\nMemroyMax=1G\n");

        UnitFileVerification found = systemd.unitFiles().verify("servicehandler-verify", file);

        assertThat(found.source()).isEqualTo(VerificationSource.SYSTEMD_ANALYZE);
        assertThat(found.problems())
                .anyMatch(problem -> problem.startsWith("servicehandler-verify.service:3: Unknown key"))
                .anyMatch(problem -> problem.contains("/bin/no-such-program is not executable"));
    }

    @Test
    void findsThatAUnitIsRefused() {
        UnitFile file = UnitFile.parse("[Service]\nType=simple\n");

        assertThat(systemd.unitFiles().verify("servicehandler-verify", file).problems())
                .anyMatch(problem -> problem.contains("Refusing"));
    }

    @Test
    void verifiesATemplate() {
        UnitFile file = UnitFile.parse("[Service]\nExecStart=/bin/true %i\nNoSuchKey=1\n");

        assertThat(systemd.unitFiles()
                        .verify("servicehandler-verify@.service", file)
                        .problems())
                .anyMatch(problem -> problem.contains("NoSuchKey"));
    }
}
