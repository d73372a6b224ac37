package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The effects of masks, and how masks are created and removed. */
class MaskContract extends Contract {

    private static final int FIRST_WITHOUT_DROP_INS_OF_MASKED_UNITS = 257;

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
    void aLinkToAnotherUnitIsInTheWayUnlessForced() {
        service("case-other", "ExecStart=/bin/sleep 1000");
        link("case.service", path("case-other.service"));

        systemctl("mask", "case")
                .exits(1)
                .printsErrors("case.service", "already exists and is a symlink to", "case-other.service");
        systemctl("mask", "--force", "case").exits(0).printsErrors("Created symlink", "case.service", "/dev/null");

        expect("case", "LoadState=masked");
    }

    @Test
    void aLinkThatLeadsNowhereIsInTheWayToo() {
        link("case.service", "/nonexistent/case.service");

        systemctl("mask", "case").exits(1).printsErrors("already exists and is a symlink to /nonexistent/case.service");
    }

    @Test
    void anEmptyFileIsInTheWayOfAMaskAndRemovedByUnmask() {
        write("case.service", "");

        expect("case", "LoadState=masked");
        systemctl("mask", "case").exits(1).printsErrors("Failed to mask unit: File", "case.service", "already exists");
        systemctl("unmask", "case").exits(0).printsErrors("Removed", "case.service");

        expect("case", "LoadState=not-found");
    }

    @Test
    void unmaskAlsoRemovesTheLinksThatLeadToTheMask() {
        installMaskable("case");
        link("case-alias.service", "case.service");
        link("case-second.service", "case-alias.service");
        link("case-none.target.wants/case.service", "../case.service");
        link("case-other.service", backend.runtimeDirectory() + "/case.service");
        systemctl("mask", "case").exits(0);

        systemctl("unmask", "case").exits(0).printsErrors("case-alias.service", "case-second.service", "target.wants");

        expect("case-alias", "LoadState=not-found");
        expect("case-second", "LoadState=not-found");
        expect("case-other", "Id=case.service", "LoadState=loaded");
    }

    @Test
    void theDropInsOfAMaskedUnitApplyInOldVersions() {
        assumeThat(version()).isLessThan(FIRST_WITHOUT_DROP_INS_OF_MASKED_UNITS);
        installMaskable("case");
        write("case.service.d/x.conf", """
                [Unit]
                Description=text
                Wants=case-other.service
                After=case-other.service
                [Service]
                Type=notify
                ExecReload=/bin/true
                """);
        link("case.service.wants/case-third.service", "../case-third.service");
        systemctl("mask", "case").exits(0);

        expect(
                "case",
                "LoadState=masked",
                "Description=text",
                "Type=notify",
                "CanReload=yes",
                "CanStart=no",
                "After=case-other.service");
        assertThat(show("case", "Wants").split(" "))
                .containsExactlyInAnyOrder("case-other.service", "case-third.service");
        systemctl("reload", "case").exits(1).printsErrors("Unit case.service is masked.");
    }

    @Test
    void theDropInsOfAMaskedUnitAreIgnoredInNewVersions() {
        assumeThat(version()).isGreaterThanOrEqualTo(FIRST_WITHOUT_DROP_INS_OF_MASKED_UNITS);
        installMaskable("case");
        write("case.service.d/x.conf", "[Unit]\nDescription=text\nWants=case-other.service\nRefuseManualStart=yes\n");
        link("case.service.wants/case-third.service", "../case-third.service");
        systemctl("mask", "case").exits(0);

        expect("case", "Description=case.service", "DropInPaths=(none)", "Wants=(none)", "NeedDaemonReload=no");
        start("case").exits(1).printsErrors("Unit case.service is masked.");
    }

    @Test
    void aMaskedUnitMayAlsoRefuseOrdersInOldVersions() {
        assumeThat(version()).isLessThan(FIRST_WITHOUT_DROP_INS_OF_MASKED_UNITS);
        installMaskable("case");
        write("case.service.d/x.conf", "[Unit]\nRefuseManualStart=yes\n");
        systemctl("mask", "case").exits(0);

        for (String verb : List.of("start", "restart", "try-restart")) {
            systemctl(verb, "case").exits(4).printsErrors("Failed to " + verb + " case.service: Operation refused");
        }
        stop("case").exits(0);
    }

    /** New versions enqueue several jobs at once, unless the first unit that cannot have one is masked. */
    @Test
    void tryRestartGoesOnOneByOneAfterAMaskedUnit() {
        link("case.service", "/dev/null");
        String notFound = "Unit case-none.service not found.";

        systemctl("try-restart", "case", "case-none")
                .printsErrors("Failed to try-restart case-none.service: " + notFound);
        systemctl("try-restart", "case-none", "case")
                .exits(5)
                .printsErrors(
                        version() >= 258
                                ? "Failed to enqueue jobs: " + notFound
                                : "Failed to try-restart case-none.service: " + notFound);
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
