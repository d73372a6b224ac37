package io.github.servicehandler.contract;

import org.junit.jupiter.api.Test;

/** What a mask forbids, and how it comes and goes. */
class MaskContract extends Contract {

    private static final String SERVICE = "[Service]\nExecStart=/bin/sleep 1000\n";

    /** A mask covers unit files of others: those of the manager's own directory are in its way. */
    private void serviceOfOthers(String name) {
        write(backend.runtimeDirectory() + "/" + name + ".service", SERVICE);
    }

    @Test
    void maskMakesALinkAndSaysSo() {
        serviceOfOthers("case");

        systemctl("mask", "case").exits(0).complains("Created symlink", path("case.service"), "/dev/null");

        expect("case", "LoadState=masked", "UnitFileState=masked", "ActiveState=inactive");
        systemctl("is-enabled", "case").exits(1).prints("masked");
    }

    @Test
    void aMaskedUnitCannotBeStarted() {
        serviceOfOthers("case");
        systemctl("mask", "case").exits(0);

        start("case").exits(1).complains("Failed to start case.service: Unit case.service is masked.");
    }

    @Test
    void catOfAMaskedUnitSaysSo() {
        serviceOfOthers("case");
        systemctl("mask", "case").exits(0);

        systemctl("cat", "case").exits(0).prints("# Unit case.service is masked.");
    }

    @Test
    void aMaskedUnitCannotBeRestarted() {
        serviceOfOthers("case");
        systemctl("mask", "case").exits(0);

        restart("case").exits(1).complains("Unit case.service is masked.");
    }

    @Test
    void maskLeavesARunningServiceAlone() {
        serviceOfOthers("case");
        up("case");

        systemctl("mask", "case").exits(0);

        expect("case", "LoadState=masked", "ActiveState=active", "SubState=running");
    }

    @Test
    void aMaskedServiceThatRunsCanBeStopped() {
        serviceOfOthers("case");
        up("case");
        systemctl("mask", "case").exits(0);

        stop("case").exits(0);

        expect("case", "LoadState=masked", "ActiveState=inactive");
    }

    @Test
    void maskNowAlsoStops() {
        serviceOfOthers("case");
        up("case");

        systemctl("mask", "--now", "case").exits(0);

        expect("case", "LoadState=masked", "ActiveState=inactive");
    }

    @Test
    void unmaskGivesTheServiceBack() {
        serviceOfOthers("case");
        systemctl("mask", "case").exits(0);

        systemctl("unmask", "case").exits(0).complains("Removed", path("case.service"));

        expect("case", "LoadState=loaded");
        start("case").exits(0);
    }

    @Test
    void maskTwiceIsSilentTheSecondTime() {
        serviceOfOthers("case");
        systemctl("mask", "case").exits(0);

        systemctl("mask", "case").exits(0).isSilent();
    }

    @Test
    void unmaskOfWhatIsNotMaskedIsSilent() {
        serviceOfOthers("case");

        systemctl("unmask", "case").exits(0).isSilent();
    }

    @Test
    void aUnitThatDoesNotExistCanBeMasked() {
        systemctl("mask", "case-nope")
                .exits(0)
                .complains("Unit case-nope.service does not exist, proceeding anyway.", "Created symlink");

        expect("case-nope", "LoadState=masked");
    }

    @Test
    void aUnitFileInTheManagersOwnDirectoryIsInTheWay() {
        service("case", "ExecStart=/bin/sleep 1000");

        systemctl("mask", "case").exits(1).complains("Failed to mask unit: File", "case.service", "already exists");

        expect("case", "LoadState=loaded");
    }

    @Test
    void maskForThisBootOnly() {
        systemctl("mask", "--runtime", "case")
                .exits(0)
                .complains("Created symlink", backend.runtimeDirectory() + "/case.service");

        expect("case", "LoadState=masked", "UnitFileState=masked-runtime");
        systemctl("is-enabled", "case").exits(1).prints("masked-runtime");
    }

    @Test
    void unmaskOfAMaskForThisBootOnly() {
        systemctl("mask", "--runtime", "case").exits(0);

        systemctl("unmask", "--runtime", "case").exits(0).complains("Removed");

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

        start("case-a").exits(1).complains("Unit case-b.service is masked.");
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
}
