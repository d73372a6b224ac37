package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Units with more than one name. */
class AliasContract extends Contract {

    private static final String SLEEP = "ExecStart=/bin/sleep 1000";

    @Test
    void anAliasIsAnotherNameOfTheSameUnit() {
        service("case", SLEEP);
        link("case-alias.service", "case.service");

        up("case-alias");

        expect("case", "ActiveState=active");
        expect("case-alias", "Id=case.service", "ActiveState=active");
    }

    @Test
    void aUnitKnowsAllItsNames() {
        service("case", SLEEP);
        link("case-alias.service", "case.service");
        up("case-alias");

        assertThat(show("case", "Names").split(" ")).containsExactlyInAnyOrder("case.service", "case-alias.service");
    }

    @Test
    void anAliasIsEnabledInAWordOfItsOwn() {
        service("case", SLEEP);
        link("case-alias.service", "case.service");

        systemctl("is-enabled", "case-alias").exits(0).prints("alias");
    }

    @Test
    void stoppingByAnAliasStopsTheUnit() {
        service("case", SLEEP);
        link("case-alias.service", "case.service");
        up("case");

        stop("case-alias").exits(0);

        expect("case", "ActiveState=inactive");
    }

    @Test
    void enableMakesTheAliasesOfTheInstallSection() {
        write("case.service", "[Service]\n" + SLEEP + "\n[Install]\nAlias=case-alias.service\n");

        systemctl("enable", "case").exits(0).printsErrors("Created symlink", path("case-alias.service"));

        systemctl("is-enabled", "case").exits(0).prints("enabled");
        systemctl("is-enabled", "case-alias").exits(0).prints("alias");
    }

    @Test
    void disableRemovesTheAliasesOfTheInstallSection() {
        write("case.service", "[Service]\n" + SLEEP + "\n[Install]\nAlias=case-alias.service\n");
        systemctl("enable", "case").exits(0);

        systemctl("disable", "case").exits(0).printsErrors("Removed", path("case-alias.service"));

        expect("case-alias", "LoadState=not-found");
    }

    @Test
    void anAliasShowsTheUnitOnceForEachName() {
        service("case", SLEEP);
        link("case-alias.service", "case.service");

        systemctl("show", "--property=Id", "case", "case-alias").exits(0).prints("Id=case.service\n\nId=case.service");
    }

    @Test
    void isActiveTakesAnAlias() {
        service("case", SLEEP);
        link("case-alias.service", "case.service");
        up("case");

        systemctl("is-active", "case-alias").exits(0).prints("active");
    }

    @Test
    void anAliasToAUnitOfAnotherTypeIsRefused() {
        service("case", SLEEP);
        link("case-alias.timer", "case.service");

        assertThat(show("case-alias.timer", "LoadState")).isEqualTo("not-found");
    }

    @Test
    void aDependencyMayNameAnAlias() {
        service("case", SLEEP);
        link("case-alias.service", "case.service");
        unit("case-b.service", "[Unit]", "Wants=case-alias.service", "[Service]", SLEEP);

        up("case-b");

        await("case", "ActiveState=active");
        expect("case-b", "Wants=case.service");
    }

    @Test
    void anAliasOfATemplateIsATemplateToo() {
        write("case@.service", "[Unit]\nDescription=%i\n[Service]\n" + SLEEP + "\n");
        link("case-alias@.service", "case@.service");

        up("case-alias@one");

        expect("case@one", "ActiveState=active", "Description=one");
    }

    @Test
    void catByAnAliasPrintsTheUnitsFile() {
        service("case", SLEEP);
        link("case-alias.service", "case.service");

        systemctl("cat", "case-alias").exits(0).prints("# " + path("case.service") + "\n[Service]\n" + SLEEP);
    }

    @Test
    void aLinkedUnitFileComesFromElsewhere() {
        String elsewhere = path("case.service").replaceAll("/systemd/\\w+", "");
        write(elsewhere, "[Service]\n" + SLEEP + "\n");

        systemctl("link", elsewhere).exits(0).printsErrors("Created symlink", path("case.service"));

        systemctl("is-enabled", "case").exits(1).prints("linked");
        expect("case", "LoadState=loaded", "UnitFileState=linked");
        backend.delete(elsewhere);
    }

    @Test
    void aTemplateCannotHaveAPlainAlias() {
        write("case@.service", "[Service]\nExecStart=/bin/true\n[Install]\nAlias=case-alias.service\n");

        Answer answer = systemctl("enable", "case@1.service");

        if (version() >= 252) {
            answer.exits(1).printsErrors("Cannot alias case@1.service as case-alias.service");
        } else {
            answer.exits(0);
        }
        systemctl("is-enabled", "case-alias.service").exits(version() >= 257 ? 4 : 1);
    }

    @Test
    void anAliasThatAnotherUnitHasIsNotTakenFromIt() {
        String install =
                "[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=default.target\nAlias=case-alias.service\n";
        write("case-a.service", install);
        write("case-b.service", install);
        systemctl("enable", "case-a").exits(0);

        systemctl("enable", "case-b").exits(1).printsErrors("already exists and is a symlink to");

        expect("case-alias", "Id=case-a.service");
        systemctl("is-enabled", "case-b").exits(0);
    }

    @Test
    void aLinkToAFileOfTheSameNameElsewhereIsGoodEnoughFrom252On() {
        String unit = "[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=default.target\nAlias=case-alias.service\n";
        write("case.service", unit);
        systemctl("enable", "case").exits(0);
        delete("case.service");
        backend.write(backend.runtimeDirectory() + "/case.service", unit);

        Answer answer = systemctl("enable", "case");

        if (version() >= 252) {
            answer.exits(0);
            assertThat(answer.stderr()).doesNotContain("symlink", "Removed");
        } else {
            answer.exits(1).printsErrors("already exists and is a symlink to " + path("case.service"));
        }
    }

    @Test
    void anAliasThatLeadsNowhereIsTakenOverFrom257On() {
        write("case.service", "[Service]\nExecStart=/bin/true\n[Install]\nAlias=case-alias.service\n");
        link("case-alias.service", "/nonexistent/case-b.service");

        Answer answer = systemctl("enable", "case");

        if (version() >= 257) {
            answer.exits(0).printsErrors("Removed", "Created symlink");
        } else {
            answer.exits(1).printsErrors("already exists and is a symlink to /nonexistent/case-b.service.");
        }
    }

    @Test
    void aLinkThatPullsInAnotherUnitIsReplaced() {
        write("case.service", "[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=default.target\n");
        write("case-b.service", "[Service]\nExecStart=/bin/true\n");
        link("default.target.wants/case.service", path("case-b.service"));

        systemctl("enable", "case").exits(0).printsErrors("Removed", "Created symlink", path("case.service"));
    }

    @Test
    void anInstanceHasTheAliasesOfItsTemplate() {
        write("case@.service", "[Service]\n" + SLEEP + "\n[Install]\nWantedBy=case.target\n");
        link("case-alias@.service", "case@.service");

        up("case-alias@1.service");

        for (String name : List.of("case@1", "case-alias@1")) {
            expect(name, "Id=case@1.service", "ActiveState=active");
            assertThat(show(name, "Names").split(" "))
                    .containsExactlyInAnyOrder("case@1.service", "case-alias@1.service");
        }
        systemctl("enable", "case@1").exits(0);
        systemctl("is-enabled", "case@1").exits(0).prints("enabled");
        systemctl("is-enabled", "case-alias@1").exits(0).prints("enabled");
    }

    @Test
    void anAliasOfAnAliasIsOneToo() {
        service("case", SLEEP);
        link("case-alias.service", "case-alias2.service");
        link("case-alias2.service", "case.service");

        expect("case-alias", "Id=case.service");
        systemctl("is-enabled", "case-alias").exits(0).prints("alias");
    }

    @Test
    void aLinkThatLeadsNowhereIsNoUnit() {
        link("case-link.service", "/nonexistent/case-link.service");
        link("case-relative.service", "case-gone.service");

        for (String unit : List.of("case-link.service", "case-relative.service")) {
            expect(unit, "Id=" + unit, "LoadState=not-found");
            start(unit).exits(5).printsErrors("Unit " + unit + " not found.");
            systemctl("cat", unit).exits(1).printsErrors("No files found for " + unit + ".");
            systemctl("enable", unit).exits(1);
        }
        systemctl("is-enabled", "case-link").exits(version() >= 257 ? 4 : 1);
        systemctl("is-enabled", "case-relative").exits(1);
    }
}
