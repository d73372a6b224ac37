package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Templates and their instances. */
class TemplateContract extends Contract {

    private void template(String... install) {
        write(
                "case@.service",
                "[Unit]\nDescription=Instance %i of %p\n[Service]\nExecStart=/bin/sleep 1000\n"
                        + String.join("\n", install)
                        + "\n");
    }

    @Test
    void anInstanceRunsByItself() {
        template();

        up("case@one");

        expect("case@one", "ActiveState=active", "Id=case@one.service", "Description=Instance one of case");
        expect("case@two", "ActiveState=inactive", "LoadState=loaded");
    }

    @Test
    void anInstanceComesFromTheTemplatesFile() {
        template();

        expect("case@one", "FragmentPath=" + path("case@.service"), "UnitFileState=static");
    }

    @Test
    void anInstanceCanHaveAFileOfItsOwn() {
        template();
        service("case@one", "ExecStart=/bin/sleep 1000");

        expect("case@one", "FragmentPath=" + path("case@one.service"), "Description=case@one.service");
    }

    @Test
    void instancesAreStoppedByGlob() {
        template();
        up("case@one", "case@two");

        stop("case@*").exits(0);

        expect("case@one", "ActiveState=inactive");
        expect("case@two", "ActiveState=inactive");
    }

    @Test
    void anInstancesNameIsEscaped() {
        write("case@.service", "[Unit]\nDescription=%i is %I\n[Service]\nExecStart=/bin/sleep 1000\n");

        expect("case@a\\x20b", "Description=a\\x20b is a b");
        expect("case@a-b", "Description=a-b is a/b");
    }

    @Test
    void anInstanceWithoutTemplateIsNotFound() {
        start("case-nope@one").exits(5).printsErrors("Unit case-nope@one.service not found.");
    }

    @Test
    void anInstanceIsEnabledByALinkToTheTemplate() {
        write("case.target", "[Unit]\n");
        template("[Install]", "WantedBy=case.target");

        systemctl("enable", "case@one")
                .exits(0)
                .printsErrors(path("case.target.wants/case@one.service"), path("case@.service"));

        systemctl("is-enabled", "case@one").exits(0).prints("enabled");
        systemctl("is-enabled", "case@two").exits(1).prints("disabled");
    }

    @Test
    void aTemplateIsDisabledWhileOnlyInstancesAreEnabled() {
        write("case.target", "[Unit]\n");
        template("[Install]", "WantedBy=case.target");
        systemctl("enable", "case@one").exits(0);

        // an enabled instance makes its template "indirect"
        assertThat(systemctl("is-enabled", "case@").stdout().strip()).isEqualTo("indirect");
    }

    @Test
    void aTemplateWithoutDefaultInstanceCannotBeEnabledForATarget() {
        write("case.target", "[Unit]\n");
        template("[Install]", "WantedBy=case.target");

        Answer answer = systemctl("enable", "case@");

        if (version() >= 252) {
            answer.exits(1);
        } else {
            answer.exits(0);
        }
    }

    @Test
    void aTemplateWithDefaultInstanceIsEnabledAsThat() {
        write("case.target", "[Unit]\n");
        template("[Install]", "WantedBy=case.target", "DefaultInstance=first");

        systemctl("enable", "case@").exits(0).printsErrors(path("case.target.wants/case@first.service"));

        systemctl("is-enabled", "case@first").exits(0).prints("enabled");
    }

    @Test
    void aTemplateCannotBeEnabledWhileItsDefaultInstanceIsMasked() {
        template("[Install]", "WantedBy=case.target", "DefaultInstance=first");
        systemctl("mask", "case@first").exits(0);

        systemctl("enable", "case@").exits(1).printsErrors("case@first.service is masked");
        expect("case@first", "LoadState=masked");
    }

    @Test
    void reenablingATemplateTakesTheMaskFromItsDefaultInstanceFrom252On() {
        template("[Install]", "WantedBy=case.target", "DefaultInstance=first");
        systemctl("mask", "case@first").exits(0);

        Answer answer = systemctl("reenable", "case@");

        if (version() >= 252) {
            answer.exits(0).printsErrors("Removed", "Created symlink");
            systemctl("is-enabled", "case@first").exits(0).prints("enabled");
        } else {
            answer.exits(1).printsErrors("case@first.service is masked");
        }
    }

    @Test
    void anInstanceIsDisabled() {
        write("case.target", "[Unit]\n");
        template("[Install]", "WantedBy=case.target");
        systemctl("enable", "case@one").exits(0);

        systemctl("disable", "case@one").exits(0).printsErrors("Removed");

        systemctl("is-enabled", "case@one").exits(1).prints("disabled");
    }

    @Test
    void instancesHaveASliceOfTheirOwn() {
        template();
        up("case@one");

        expect("case@one", "Slice=" + (backend.isUser() ? "app-case.slice" : "system-case.slice"));
    }

    @Test
    void aTemplateIsListedAsAUnitFile() {
        template();

        Answer answer =
                systemctl("list-unit-files", "--no-legend", "case@.service").exits(0);

        assertThat(answer.stdout()).matches("case@.service +static.*\n");
    }

    @Test
    void restartsAreCountedForEachInstance() {
        write("case@.service", "[Service]\nRestart=always\nRestartSec=50ms\nExecStart=/bin/sleep 1000\n");
        up("case@one", "case@two");

        systemctl("kill", "--signal=KILL", "case@one").exits(0);

        await("case@one", "NRestarts=1", "ActiveState=active");
        expect("case@two", "NRestarts=0");
    }

    @Test
    void aMaskedTemplateMasksItsInstances() {
        link("case@.service", "/dev/null");

        expect("case@one", "LoadState=masked");
        start("case@one").exits(1).printsErrors("Unit case@one.service is masked.");
    }

    @Test
    void whatIsEnabledAlongWithATemplateIsSoThoughTheTemplateCannotBe() {
        write(
                "case@.service",
                "[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=default.target\nAlso=case-a.service\n");
        write("case-a.service", "[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=default.target\n");

        systemctl("enable", "case@.service").exits(version() < 252 ? 0 : 1);

        assertThat(systemctl("is-enabled", "case-a.service").exits(0).lines()).containsExactly("enabled");
    }
}
