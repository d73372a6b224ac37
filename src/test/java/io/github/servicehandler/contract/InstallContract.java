package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The names in the section {@code [Install]}: which of them are valid, and what enabling does with them. */
class InstallContract extends Contract {

    private static final String INSTALL = "[Service]\nExecStart=/bin/sleep 1000\n[Install]\n";
    private static final String PLAIN_TARGET = "[Unit]\nDescription=Target of a case\n";

    private void installable(String name, String... lines) {
        write(name, INSTALL + String.join("\n", lines) + "\n");
    }

    private String sentence(String text) {
        return version() >= 257 ? text : text + ".";
    }

    private String created(String link, String target) {
        return version() >= 257
                ? "Created symlink '%s' → '%s'.%n".formatted(path(link), path(target))
                : "Created symlink %s → %s.%n".formatted(path(link), path(target));
    }

    @Test
    void aBadNameOfATargetFailsButTheOthersAreLinked() {
        write("case.target", PLAIN_TARGET);
        installable("case.service", "WantedBy=bad", "WantedBy=case.target", "WantedBy=case-no.target");

        Answer answer = systemctl("enable", "case").exits(1);

        assertThat(answer.stderr())
                .isEqualTo("Failed to enable unit: "
                        + (version() >= 257 ? "Invalid unit name bad\n" : "\"bad\" is not a valid unit name.\n"));
        systemctl("is-enabled", "case").exits(0).prints("enabled");
        assertThat(systemctl("disable", "case").exits(0).stderr().lines()).hasSize(2);
    }

    @Test
    void aLinkForAMissingUnitIsMadeWithAWarningFrom252On() {
        write("case.target", PLAIN_TARGET);
        installable("case.service", "RequiredBy=case-no.target", "WantedBy=case.target");

        Answer answer = systemctl("enable", "case").exits(0);

        String warning =
                "Unit " + path("case.service") + " is added as a dependency to a non-existent unit case-no.target.\n";
        assertThat(answer.stderr())
                .isEqualTo(created("case.target.wants/case.service", "case.service")
                        + created("case-no.target.requires/case.service", "case.service")
                        + (version() >= 252 ? warning : ""));
        assertThat(systemctl("enable", "case").exits(0).stderr()).isEqualTo(version() >= 252 ? warning : "");
        systemctl("enable", "--quiet", "case").exits(0).printsNoErrors();
    }

    @Test
    void aServiceCanAskToBeUpheldFrom257On() {
        write("case.target", PLAIN_TARGET);
        installable("case.service", "UpheldBy=case.target");

        Answer answer = systemctl("enable", "case").exits(0);

        if (version() >= 257) {
            answer.printsErrors(path("case.target.upholds/case.service"));
            systemctl("is-enabled", "case").prints("enabled");
            expect("case.target", "Upholds=case.service");
            systemctl("disable", "case").exits(0).printsErrors(path("case.target.upholds/case.service"));
        } else {
            answer.printsErrors("The unit files have no installation config");
            systemctl("is-enabled", "case").prints("static");
        }
    }

    @Test
    void anAliasOfAnotherTypeIsRefusedFrom252On() {
        installable("case.service", "Alias=case-b.timer", "WantedBy=default.target");

        Answer answer = systemctl("enable", "case").exits(version() >= 252 ? 1 : 0);

        if (version() >= 252) {
            answer.printsErrors(sentence("Failed to enable unit: Cannot alias case.service as case-b.timer"));
        }
        systemctl("is-enabled", "case").prints("enabled");
        systemctl("disable", "case").exits(0).printsErrors(path("default.target.wants/case.service"));
    }

    @Test
    void anAliasThatIsNoUnitNameIsRefusedFrom252On() {
        installable("case.service", "Alias=bad", "Alias=case-ok.service", "Alias=case-t@.service");

        Answer answer = systemctl("enable", "case").exits(version() >= 252 ? 1 : 0);

        if (version() >= 252) {
            answer.printsErrors(sentence("Failed to enable unit: Cannot alias case.service as bad"));
        }
        systemctl("is-enabled", "case-ok").exits(0).prints("alias");
        systemctl("is-enabled", "case-t@.service").exits(version() >= 257 ? 4 : 1);
    }

    @Test
    void anAliasThatIsTheOwnNameIsIgnoredFrom252On() {
        installable("case.service", "Alias=case.service", "Alias=case-b.service");

        Answer answer = systemctl("enable", "case");

        if (version() >= 252) {
            answer.exits(0);
            assertThat(answer.stderr()).isEqualTo(created("case-b.service", "case.service"));
        } else {
            answer.exits(1).printsErrors("File " + path("case.service") + " already exists.");
        }
        systemctl("is-enabled", "case").prints("enabled");
    }

    @Test
    void aServiceWhoseOnlyAliasIsItsOwnNameIsDisabled() {
        installable("case.service", "Alias=case.service");

        systemctl("enable", "case").exits(version() >= 252 ? 0 : 1);

        systemctl("is-enabled", "case").exits(1).prints("disabled");
    }

    @Test
    void aFileInTheWayOfAnAliasIsNeverReplaced() {
        installable("case.service", "Alias=case-b.service");
        service("case-b", "ExecStart=/bin/true");

        systemctl("enable", "--force", "case").exits(1).printsErrors("already exists");

        systemctl("cat", "case-b").prints("# " + path("case-b.service") + "\n[Service]\nExecStart=/bin/true");
    }

    @Test
    void aTemplateAsAliasOfAnInstanceGetsItsInstance() {
        installable("case-x@.service", "Alias=case-y@.service");

        Answer answer = systemctl("enable", "case-x@i").exits(0);

        assertThat(answer.stderr()).isEqualTo(created("case-y@i.service", "case-x@.service"));
        systemctl("is-enabled", "case-x@i", "case-y@i", "case-x@j").exits(1).prints("disabled\ndisabled\ndisabled");
        systemctl("is-enabled", "case-x@.service").exits(0).prints("indirect");
        systemctl("disable", "case-x@i").exits(0).printsNoErrors();
    }

    @Test
    void anAliasMustHaveTheSameInstanceFrom252On() {
        installable("case-x@.service", "Alias=case-y@k.service", "Alias=case-y@i.service");

        Answer answer = systemctl("enable", "case-x@i").exits(version() >= 252 ? 1 : 0);

        if (version() >= 252) {
            answer.printsErrors(sentence("Cannot alias case-x@i.service as case-y@k.service"));
        }
        systemctl("is-enabled", "case-y@i").exits(1).prints("disabled");
        systemctl("is-enabled", "case-y@k").exits(version() >= 257 ? 4 : 1);
    }

    @Test
    void aTemplateCanHaveATemplateAndAnInstanceAsAlias() {
        installable("case-x@.service", "Alias=case-y@.service", "Alias=case-z@k.service");

        systemctl("enable", "case-x@.service").exits(0);

        systemctl("is-enabled", "case-x@.service").prints("enabled");
        systemctl("is-enabled", "case-y@.service").prints("alias");
        systemctl("is-enabled", "case-z@k").exits(1).prints("disabled");
        systemctl("disable", "case-y@.service").exits(0).printsErrors(path("case-y@.service"));
    }

    @Test
    void anAliasCanBeALinkInADirectoryOfDependencies() {
        installable("case.service", "Alias=default.target.wants/case.service", "Alias=no/case.service");

        Answer answer = systemctl("enable", "case").exits(version() >= 252 ? 1 : 0);

        if (version() >= 252) {
            answer.printsErrors(sentence("Failed to enable unit: Invalid unit reference no/case.service"));
        }
        systemctl("is-enabled", "case").exits(0).prints("enabled");
    }

    @Test
    void aMissingUnitToEnableTooIsIgnoredFrom252On() {
        installable("case.service", "WantedBy=default.target", "Also=case-no.service");

        Answer answer = systemctl("enable", "case");

        if (version() >= 252) {
            answer.exits(0);
            assertThat(answer.stderr())
                    .isEqualTo(created("default.target.wants/case.service", "case.service")
                            + "Failed to enable auxiliary unit case-no.service, ignoring.\n");
        } else {
            answer.exits(1);
            assertThat(answer.stderr()).isEqualTo("Failed to enable unit: Unit file case-no.service does not exist.\n");
        }
        systemctl("is-enabled", "case").exits(0).prints("enabled");
        systemctl("disable", "case").exits(0).printsErrors(path("default.target.wants/case.service"));
    }

    @Test
    void aMaskedUnitToEnableTooIsIgnored() {
        installable("case.service", "WantedBy=default.target", "Also=case-b.service");
        link("case-b.service", "/dev/null");

        systemctl("enable", "case").exits(0).printsErrors("Unit " + path("case-b.service") + " is masked, ignoring.\n");

        systemctl("is-enabled", "case").exits(0).prints("enabled");
    }

    @Test
    void anInvalidUnitToEnableTooMakesTheFileUnusable() {
        installable("case.service", "WantedBy=default.target", "Also=bad");

        systemctl("enable", "case").exits(1).printsErrors("unit: File case.service: Invalid argument");
        systemctl("disable", "case").exits(1).printsErrors("unit: File case.service: Invalid argument");
        systemctl("is-enabled", "case")
                .exits(1)
                .printsErrors("Failed to get unit file state for case.service: Invalid argument");
        expect("case", "UnitFileState=bad", "LoadState=loaded");
    }

    @Test
    void aBrokenFileCannotBeEnabled() {
        write("case.service", "[Service\nExecStart=/bin/true\n");

        systemctl("enable", "case").exits(1).printsErrors("unit: File case.service: Bad message");
        systemctl("is-enabled", "case")
                .exits(1)
                .printsErrors("Failed to get unit file state for case.service: Bad message");
    }

    @Test
    void aMaskedDefaultInstanceIsNotLinked() {
        installable("case@.service", "WantedBy=default.target", "DefaultInstance=d");
        link("case@d.service", "/dev/null");

        systemctl("enable", "case@.service").exits(1).printsErrors(sentence(path("case@d.service") + " is masked"));

        systemctl("is-enabled", "case@.service").exits(1).prints("disabled");
    }

    @Test
    void anAliasOfTheAdministratorCannotBeEnabled() {
        installable("case.service", "WantedBy=default.target");
        link("case-a.service", "case.service");

        systemctl("enable", "case-a")
                .exits(1)
                .printsErrors(
                        version() >= 257
                                ? "Failed to enable unit: Refusing to operate on linked unit file case-a.service\n"
                                : "Refusing to operate on alias name or linked unit file: case-a.service\n");

        systemctl("is-enabled", "case-a", "case").exits(0).prints("alias\nindirect");
        systemctl("disable", "case-a").exits(0).printsErrors(path("case-a.service"));
        systemctl("is-enabled", "case").exits(1).prints("disabled");
    }

    @Test
    void disablingAnAliasDisablesTheUnit() {
        installable("case.service", "WantedBy=default.target", "Alias=case-a.service");
        systemctl("enable", "case").exits(0);

        systemctl("disable", "case-a")
                .exits(0)
                .printsErrors(path("default.target.wants/case.service"), path("case-a.service"));

        systemctl("is-enabled", "case").exits(1).prints("disabled");
        systemctl("reenable", "case-a").exits(1).printsErrors("case-a.service does not exist");
    }

    @Test
    void disablingAnInstanceByTheAliasOfItsTemplateDisablesTheInstance() {
        installable("case-x@.service", "WantedBy=default.target");
        link("case-y@.service", "case-x@.service");
        systemctl("enable", "case-x@i").exits(0);
        systemctl("enable", "case-y@i").exits(1);

        systemctl("disable", "case-y@i").exits(0).printsErrors(path("default.target.wants/case-x@i.service"));

        systemctl("is-enabled", "case-x@i").exits(1).prints("disabled");
        systemctl("is-enabled", "case-y@.service").exits(0).prints("alias");
    }

    @Test
    void aLinkOfAnotherNameInADirectoryOfDependenciesIsRemovedToo() {
        installable("case.service", "WantedBy=default.target");
        link("default.target.wants/case-z.service", path("case.service"));

        systemctl("is-enabled", "case")
                .exits(version() >= 252 ? 1 : 0)
                .prints(version() >= 252 ? "disabled" : "indirect");
        systemctl("disable", "case").exits(0).printsErrors(path("default.target.wants/case-z.service"));
    }

    @Test
    void aFailureReportsNoLinks() {
        installable("case-a.service", "WantedBy=default.target");
        installable("case-b.service", "WantedBy=bad");

        Answer answer = systemctl("enable", "case-a", "case-b").exits(1);

        assertThat(answer.stderr().lines()).hasSize(1);
        systemctl("is-enabled", "case-a").exits(0).prints("enabled");
    }

    @Test
    void aSliceCannotHaveAnAlias() {
        write("case.slice", "[Install]\nAlias=case-b.slice\nWantedBy=default.target\n");

        Answer answer = systemctl("enable", "case.slice").exits(0);

        assertThat(answer.stderr()).isEqualTo(created("default.target.wants/case.slice", "case.slice"));
    }

    @Test
    void isEnabledGoesOnAfterAMissingUnitFrom257On() {
        installable("case.service", "WantedBy=default.target");

        Answer disabled = systemctl("is-enabled", "case-no", "case").exits(1);
        assertThat(disabled.stdout()).isEqualTo(version() >= 257 ? "not-found\ndisabled\n" : "");
        systemctl("enable", "case").exits(0);
        systemctl("is-enabled", "case-no", "case").exits(version() >= 257 ? 0 : 1);
        systemctl("is-enabled", "case-no", "case-no2").exits(version() >= 257 ? 4 : 1);
    }
}
