package io.github.servicehandler.contract;

import org.junit.jupiter.api.Test;

/** The effects of masks, and how masks are created and removed. */
class MaskContract extends Contract {

    private static final String SERVICE = "[Service]\nExecStart=/bin/sleep 1000\n";

    /**
     * Installs a service outside {@link Backend#directory()}, because a file in that directory would prevent the mask.
     */
    private void installMaskable(String name) {
        write(backend.runtimeDirectory() + "/" + name + ".service", SERVICE);
    }

    @Test
    void maskMakesALinkAndSaysSo() {
        installMaskable("case");

        systemctl("mask", "case").exits(0).printsErrors("Created symlink", path("case.service"), "/dev/null");

        expect("case", "LoadState=masked", "UnitFileState=masked", "ActiveState=inactive");
        systemctl("is-enabled", "case").exits(1).prints("masked");
    }

    @Test
    void aMaskedUnitCannotBeStarted() {
        installMaskable("case");
        systemctl("mask", "case").exits(0);

        start("case").exits(1).printsErrors("Failed to start case.service: Unit case.service is masked.");
    }

    @Test
    void catOfAMaskedUnitSaysSo() {
        installMaskable("case");
        systemctl("mask", "case").exits(0);

        systemctl("cat", "case").exits(0).prints("# Unit case.service is masked.");
    }

    @Test
    void aMaskedUnitCannotBeRestarted() {
        installMaskable("case");
        systemctl("mask", "case").exits(0);

        restart("case").exits(1).printsErrors("Unit case.service is masked.");
    }

    @Test
    void maskLeavesARunningServiceAlone() {
        installMaskable("case");
        up("case");

        systemctl("mask", "case").exits(0);

        expect("case", "LoadState=masked", "ActiveState=active", "SubState=running");
    }

    @Test
    void aMaskedServiceThatRunsCanBeStopped() {
        installMaskable("case");
        up("case");
        systemctl("mask", "case").exits(0);

        stop("case").exits(0);

        expect("case", "LoadState=masked", "ActiveState=inactive");
    }

    @Test
    void maskNowAlsoStops() {
        installMaskable("case");
        up("case");

        systemctl("mask", "--now", "case").exits(0);

        expect("case", "LoadState=masked", "ActiveState=inactive");
    }

    @Test
    void unmaskGivesTheServiceBack() {
        installMaskable("case");
        systemctl("mask", "case").exits(0);

        systemctl("unmask", "case").exits(0).printsErrors("Removed", path("case.service"));

        expect("case", "LoadState=loaded");
        start("case").exits(0);
    }

    @Test
    void maskTwiceIsSilentTheSecondTime() {
        installMaskable("case");
        systemctl("mask", "case").exits(0);

        systemctl("mask", "case").exits(0).printsNoErrors();
    }

    @Test
    void unmaskOfWhatIsNotMaskedIsSilent() {
        installMaskable("case");

        systemctl("unmask", "case").exits(0).printsNoErrors();
    }

    @Test
    void aUnitThatDoesNotExistCanBeMasked() {
        systemctl("mask", "case-nope")
                .exits(0)
                .printsErrors("Unit case-nope.service does not exist, proceeding anyway.", "Created symlink");

        expect("case-nope", "LoadState=masked");
    }

    @Test
    void aUnitFileInTheManagersOwnDirectoryIsInTheWay() {
        service("case", "ExecStart=/bin/sleep 1000");

        systemctl("mask", "case").exits(1).printsErrors("Failed to mask unit: File", "case.service", "already exists");

        expect("case", "LoadState=loaded");
    }

    @Test
    void maskForThisBootOnly() {
        systemctl("mask", "--runtime", "case")
                .exits(0)
                .printsErrors("Created symlink", backend.runtimeDirectory() + "/case.service");

        expect("case", "LoadState=masked", "UnitFileState=masked-runtime");
        systemctl("is-enabled", "case").exits(1).prints("masked-runtime");
    }

    @Test
    void unmaskOfAMaskForThisBootOnly() {
        systemctl("mask", "--runtime", "case").exits(0);

        systemctl("unmask", "--runtime", "case").exits(0).printsErrors("Removed");

        expect("case", "LoadState=not-found");
    }

    @Test
    void anEmptyUnitFileMasksToo() {
        write("case.service", "");

        expect("case", "LoadState=masked");
        systemctl("is-enabled", "case").exits(1).prints("masked");
    }

    @Test
    void whatRequiresAMaskedUnitCannotStart() {
        link("case-b.service", "/dev/null");
        unit("case-a.service", "[Unit]", "Requires=case-b.service", "[Service]", "ExecStart=/bin/sleep 1000");

        start("case-a").exits(1).printsErrors("Unit case-b.service is masked.");
    }

    @Test
    void whatWantsAMaskedUnitStarts() {
        link("case-b.service", "/dev/null");
        unit("case-a.service", "[Unit]", "Wants=case-b.service", "[Service]", "ExecStart=/bin/sleep 1000");

        start("case-a").exits(0);

        expect("case-a", "ActiveState=active");
    }

    @Test
    void tryingToRestartWhatRequiresAMaskedUnitIsNoFailureFrom250On() {
        write("case-a.service", "[Service]\nExecStart=/bin/sleep 1000\n");
        up("case-a");
        write("case-a.service", "[Unit]\nRequires=case-b.service\n[Service]\nExecStart=/bin/sleep 1000\n");
        systemctl("mask", "case-b.service").exits(0);

        systemctl("try-restart", "case-a").exits(version() < 250 ? 1 : 0);

        expect("case-a", "ActiveState=active");
    }

    @Test
    void aLinkThatLeadsToDevNullByARoundaboutWayMasksToo() {
        link("case.service", "../../../../../../../../dev/null");
        link("case-b.service", "/proc/self/../../dev/null");

        for (String unit : new String[] {"case", "case-b"}) {
            expect(unit, "LoadState=masked", "UnitFileState=masked");
            systemctl("is-enabled", unit).exits(1).prints("masked");
            start(unit).exits(1).printsErrors("is masked");
        }
        systemctl("unmask", "case").exits(0).printsErrors("Removed");
    }
}
