package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The enablement of units: enable, disable and is-enabled. */
class EnablementContract extends Contract {

    private static final String TARGET = "[Unit]\nDescription=Target of a case\n";
    private static final String WANTED = """
            [Service]
            ExecStart=/bin/sleep 1000
            [Install]
            WantedBy=case.target
            """;

    /** Returns the words for a unit file in this version's error messages. */
    private String unitFile() {
        return version() >= 257 ? "unit: Unit " : "unit: Unit file ";
    }

    @Test
    void aServiceWithoutInstallSectionIsStatic() {
        service("case", "ExecStart=/bin/true");

        systemctl("is-enabled", "case").exits(0).prints("static");
        expect("case", "UnitFileState=static");
    }

    @Test
    void aServiceThatNobodyEnabledIsDisabled() {
        write("case.service", WANTED);

        systemctl("is-enabled", "case").exits(1).prints("disabled");
        expect("case", "UnitFileState=disabled");
    }

    @Test
    void enableMakesALinkAndSaysSo() {
        write("case.target", TARGET);
        write("case.service", WANTED);

        systemctl("enable", "case")
                .exits(0)
                .printsErrors("Created symlink", path("case.target.wants/case.service"), path("case.service"));

        systemctl("is-enabled", "case").exits(0).prints("enabled");
        expect("case", "UnitFileState=enabled", "ActiveState=inactive");
    }

    @Test
    void enableTellsTheLinkAsTheVersionDoes() {
        write("case.target", TARGET);
        write("case.service", WANTED);

        String link = path("case.target.wants/case.service");
        String file = path("case.service");
        // the paths are quoted from 256 on
        systemctl("enable", "case")
                .printsErrors(
                        version() >= 256
                                ? "Created symlink '%s' → '%s'.%n".formatted(link, file)
                                : "Created symlink %s → %s.%n".formatted(link, file));
    }

    @Test
    void enableTwiceIsSilentTheSecondTime() {
        write("case.target", TARGET);
        write("case.service", WANTED);
        systemctl("enable", "case").exits(0);

        systemctl("enable", "case").exits(0).printsNoErrors();
    }

    @Test
    void disableRemovesTheLinkAndSaysSo() {
        write("case.target", TARGET);
        write("case.service", WANTED);
        systemctl("enable", "case").exits(0);

        systemctl("disable", "case").exits(0).printsErrors("Removed", path("case.target.wants/case.service"));

        systemctl("is-enabled", "case").exits(1).prints("disabled");
    }

    @Test
    void disableTwiceIsSilentTheSecondTime() {
        write("case.service", WANTED);

        systemctl("disable", "case").exits(0).printsNoErrors();
    }

    @Test
    void anEnabledServiceComesUpWithItsTarget() {
        write("case.target", TARGET);
        write("case.service", WANTED);
        systemctl("enable", "case").exits(0);

        up("case.target");

        await("case", "ActiveState=active");
        assertThat(show("case.target", "Wants")).contains("case.service");
        assertThat(show("case", "WantedBy")).isEqualTo("case.target");
    }

    @Test
    void requiredByMakesALinkOfAnotherKind() {
        write("case.target", TARGET);
        write("case.service", "[Service]\nExecStart=/bin/true\n[Install]\nRequiredBy=case.target\n");
        up("case.target");

        systemctl("enable", "case").exits(0).printsErrors(path("case.target.requires/case.service"));

        expect("case", "RequiredBy=case.target");
    }

    @Test
    void enableNowAlsoStarts() {
        write("case.target", TARGET);
        write("case.service", WANTED);

        systemctl("enable", "--now", "case").exits(0);

        expect("case", "UnitFileState=enabled", "ActiveState=active");
    }

    @Test
    void disableNowAlsoStops() {
        write("case.target", TARGET);
        write("case.service", WANTED);
        systemctl("enable", "--now", "case").exits(0);

        systemctl("disable", "--now", "case").exits(0);

        expect("case", "UnitFileState=disabled", "ActiveState=inactive");
    }

    @Test
    void disableLeavesARunningServiceAlone() {
        write("case.target", TARGET);
        write("case.service", WANTED);
        systemctl("enable", "--now", "case").exits(0);

        systemctl("disable", "case").exits(0);

        expect("case", "UnitFileState=disabled", "ActiveState=active");
    }

    @Test
    void enableForThisBootOnly() {
        write("case.target", TARGET);
        write("case.service", WANTED);

        systemctl("enable", "--runtime", "case")
                .exits(0)
                .printsErrors(backend.runtimeDirectory() + "/case.target.wants/case.service");

        systemctl("is-enabled", "case").exits(0).prints("enabled-runtime");
        expect("case", "UnitFileState=enabled-runtime");
    }

    @Test
    void disableForThisBootOnly() {
        write("case.target", TARGET);
        write("case.service", WANTED);
        systemctl("enable", "--runtime", "case").exits(0);

        systemctl("disable", "--runtime", "case").exits(0);

        systemctl("is-enabled", "case").exits(1).prints("disabled");
    }

    @Test
    void enableOfAServiceWithoutInstallSectionExplainsItself() {
        service("case", "ExecStart=/bin/true");

        systemctl("enable", "case").exits(0).printsErrors("The unit files have no installation config");

        systemctl("is-enabled", "case").prints("static");
    }

    @Test
    void enableOfAMissingUnitFails() {
        systemctl("enable", "case-nope").exits(1).printsErrors(unitFile() + "case-nope.service does not exist");
    }

    @Test
    void disableOfAMissingUnitFails() {
        systemctl("disable", "case-nope").exits(1).printsErrors(unitFile() + "case-nope.service does not exist");
    }

    @Test
    void isEnabledOfAMissingUnitFails() {
        // from 253 on, the exit code is the one for "no such unit", and a word is printed
        if (version() >= 253) {
            systemctl("is-enabled", "case-nope").exits(4).prints("not-found");
        } else {
            systemctl("is-enabled", "case-nope")
                    .exits(1)
                    .printsErrors("Failed to get unit file state for case-nope.service: No such file or directory");
        }
    }

    @Test
    void isEnabledTellsOneWordForEachUnit() {
        service("case-a", "ExecStart=/bin/true");
        write("case-b.service", WANTED);

        // the exit code is 0 if any of the units is enabled
        systemctl("is-enabled", "case-a", "case-b").exits(0).prints("static\ndisabled");
    }

    @Test
    void aUnitEnabledTogetherWithAnotherOne() {
        write("case.target", TARGET);
        write("case-a.service", WANTED + "Also=case-b.service\n");
        write("case-b.service", WANTED);

        systemctl("enable", "case-a").exits(0);

        systemctl("is-enabled", "case-b").exits(0).prints("enabled");
    }

    @Test
    void aServiceThatOnlyEnablesAnotherOneIsIndirect() {
        write("case-a.service", "[Service]\nExecStart=/bin/true\n[Install]\nAlso=case-b.service\n");
        write("case-b.service", WANTED);

        systemctl("is-enabled", "case-a").exits(0).prints("indirect");
        expect("case-a", "UnitFileState=indirect");
    }

    @Test
    void reenableFollowsAChangedInstallSection() {
        write("case.target", TARGET);
        write("case-other.target", TARGET);
        write("case.service", WANTED);
        systemctl("enable", "case").exits(0);
        up("case-other.target");
        write("case.service", WANTED.replace("case.target", "case-other.target"));

        systemctl("reenable", "case").exits(0).printsErrors("Removed", "Created symlink");

        expect("case", "WantedBy=case-other.target", "UnitFileState=enabled");
    }

    @Test
    void reenableEnablesADisabledService() {
        write("case.target", TARGET);
        write("case.service", WANTED);

        systemctl("reenable", "case").exits(0).printsErrors("Created symlink");

        systemctl("is-enabled", "case").exits(0).prints("enabled");
    }

    @Test
    void reenableNamesAMissingUnitRatherThanAMaskedOneBeforeIt() {
        write(backend.runtimeDirectory() + "/case.service", WANTED);
        link("case.service", "/dev/null");

        systemctl("reenable", "case", "case-none")
                .exits(1)
                .printsErrors("Failed to reenable unit: Unit", "case-none.service does not exist");
        systemctl("enable", "case", "case-none").exits(1).printsErrors("case.service is masked");
    }

    @Test
    void aServiceWantedByTwoTargetsGetsTwoLinks() {
        write("case.target", TARGET);
        write("case-other.target", TARGET);
        write("case.service", WANTED + "WantedBy=case-other.target\n");

        Answer answer = systemctl("enable", "case").exits(0);

        assertThat(answer.stderr().lines().filter(line -> line.startsWith("Created symlink")))
                .hasSize(2);
    }

    @Test
    void aLinkMadeByHandEnablesToo() {
        write("case.target", TARGET);
        write("case.service", WANTED);
        link("case.target.wants/case.service", path("case.service"));

        systemctl("is-enabled", "case").exits(0).prints("enabled");
    }

    @Test
    void enableOfAMaskedUnitFails() {
        link("case.service", "/dev/null");

        systemctl("enable", "case").exits(1).printsErrors(unitFile() + path("case.service") + " is masked");
    }

    @Test
    void manyAreEnabledAtOnceOrNone() {
        write("case.target", TARGET);
        write("case.service", WANTED);

        systemctl("enable", "case", "case-nope").exits(1);

        systemctl("is-enabled", "case").exits(1).prints("disabled");
    }

    @Test
    void enableNeedsNoDaemonReload() {
        write("case.target", TARGET);
        write("case.service", WANTED);
        up("case.target");

        systemctl("enable", "case").exits(0);

        expect("case", "NeedDaemonReload=no", "UnitFileState=enabled", "WantedBy=case.target");
    }

    @Test
    void reenableDoesNotStart() {
        write("case.target", TARGET);
        write("case.service", WANTED);

        systemctl("reenable", "--now", "case").exits(0);

        expect("case", "UnitFileState=enabled", "ActiveState=inactive");
    }

    @Test
    void anAliasThatIsRefusedDoesNotKeepTheOtherLinksFromBeingMade() {
        write("case.target", TARGET);
        write("case@.service", WANTED + "Alias=case-alias.service\n");

        systemctl("enable", "case@1.service").exits(version() >= 252 ? 1 : 0);

        systemctl("is-enabled", "case@1.service").exits(0).prints("enabled");
    }

    @Test
    void disablingATemplateTakesTheMasksOfItsInstancesAwayFrom252On() {
        write("case.target", TARGET);
        write("case@.service", WANTED);
        systemctl("mask", "case@1.service").exits(0);

        systemctl("disable", "case@.service").exits(0);

        systemctl("is-enabled", "case@1.service").exits(1).prints(version() >= 252 ? "disabled" : "masked");
    }

    @Test
    void theLinksOfAUnitWhoseFileHasGoneCanBeRemoved() {
        service("case", "ExecStart=/bin/sleep 1000", "[Install]", "WantedBy=default.target");
        systemctl("enable", "case").exits(0);
        delete("case.service");

        systemctl("disable", "case").exits(0);
        systemctl("disable", "case").exits(1);
    }
}
