package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.EnablementState;
import io.github.servicehandler.Outcome;
import io.github.servicehandler.Verb;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The library's outcomes of the verbs that change links to unit files. */
class EnablementOutcomeContract extends Contract {

    private static final String SERVICE = "[Service]\nExecStart=/bin/sleep 1000\n";
    private static final String LINKED = SERVICE + "[Install]\nWantedBy=default.target\n";

    private void unitFile(String name, String text) {
        write(name + ".service", text);
        systemctl("daemon-reload").exits(0);
    }

    private void assertKinds(Verb verb, String unit, Outcome.Kind... kinds) {
        Stream.of(kinds).forEach(kind -> {
            Outcome outcome = systemd().service(unit).perform(verb);
            assertThat(outcome.kind()).as("%s %s: %s", verb, unit, outcome).isEqualTo(kind);
        });
    }

    @Test
    void aUnitThatOnlyEnablesAnother() {
        unitFile("case-a", SERVICE + "[Install]\nAlso=case-b.service\n");
        unitFile("case-b", LINKED);

        assertKinds(Verb.ENABLE, "case-a", Outcome.Kind.OK, Outcome.Kind.ALREADY);
        assertKinds(Verb.DISABLE, "case-a", Outcome.Kind.OK, Outcome.Kind.ALREADY);
    }

    @Test
    void aLinkThatIsNew() {
        unitFile("case-a", LINKED);
        assertKinds(Verb.ENABLE, "case-a", Outcome.Kind.OK, Outcome.Kind.ALREADY);
        unitFile("case-a", LINKED + "RequiredBy=case-b.target\n");
        assertKinds(Verb.ENABLE, "case-a", Outcome.Kind.OK, Outcome.Kind.ALREADY);
        delete("case-b.target.requires/case-a.service");
        assertKinds(Verb.ENABLE, "case-a", Outcome.Kind.OK, Outcome.Kind.ALREADY);
        assertKinds(Verb.DISABLE, "case-a", Outcome.Kind.OK, Outcome.Kind.ALREADY);
    }

    @Test
    void anAliasAlone() {
        unitFile("case-a", SERVICE + "[Install]\nAlias=case-b.service\n");
        assertKinds(Verb.ENABLE, "case-a", Outcome.Kind.OK, Outcome.Kind.ALREADY);
        assertKinds(Verb.DISABLE, "case-a", Outcome.Kind.OK, Outcome.Kind.ALREADY);
    }

    @Test
    void enabledUntilTheNextBoot() {
        unitFile("case-a", LINKED);

        assertKinds(Verb.ENABLE.runtime(), "case-a", Outcome.Kind.OK, Outcome.Kind.ALREADY);
        assertKinds(Verb.DISABLE, "case-a", Outcome.Kind.FAILED);
        assertKinds(Verb.ENABLE, "case-a", Outcome.Kind.OK);
        assertKinds(Verb.DISABLE, "case-a", Outcome.Kind.FAILED);
        assertThat(systemd().service("case-a").enablement()).isEqualTo(EnablementState.ENABLED_RUNTIME);
        assertKinds(Verb.DISABLE.runtime(), "case-a", Outcome.Kind.OK, Outcome.Kind.ALREADY);
        assertKinds(Verb.ENABLE, "case-a", Outcome.Kind.OK);
        assertKinds(Verb.ENABLE.runtime(), "case-a", Outcome.Kind.OK);
        assertKinds(Verb.DISABLE.runtime(), "case-a", Outcome.Kind.OK);
        assertKinds(Verb.DISABLE, "case-a", Outcome.Kind.OK);
    }

    @Test
    void aMaskWithoutEffect() {
        unitFile("case-a", LINKED);

        Outcome masked = systemd().service("case-a").perform(Verb.MASK.runtime());

        assertThat(masked.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(masked.reason()).startsWith("the mask has no effect");
        assertKinds(Verb.START, "case-a", Outcome.Kind.OK);
        assertKinds(Verb.UNMASK.runtime(), "case-a", Outcome.Kind.OK, Outcome.Kind.ALREADY);
    }

    @Test
    void aMaskUntilTheNextBoot() {
        assertKinds(Verb.MASK.runtime(), "case-a", Outcome.Kind.OK, Outcome.Kind.ALREADY);
        assertKinds(Verb.UNMASK, "case-a", Outcome.Kind.FAILED);
        assertKinds(Verb.UNMASK.runtime(), "case-a", Outcome.Kind.OK, Outcome.Kind.ALREADY);
    }

    @Test
    void aUnitThatCannotBeEnabledIsOnlyStarted() {
        unitFile("case-a", SERVICE);

        Outcome outcome = systemd().service("case-a").perform(Verb.ENABLE.now());

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.SKIPPED);
        assertThat(outcome.reason())
                .isEqualTo("the unit has no [Install] section, so it cannot be enabled, only started");
        expect("case-a", "ActiveState=active");
    }

    @Test
    void disablingAMissingUnitIsAnErrorOnlyIfNothingElseChanges() {
        unitFile("case-a", LINKED);
        systemctl("enable", "case-a").exits(0);
        systemctl("disable", "case-none", "case-a").exits(0);
        systemctl("disable", "case-none", "case-a").exits(1);
        systemctl("enable", "case-a").exits(0);

        for (Outcome.Kind kind : new Outcome.Kind[] {Outcome.Kind.OK, Outcome.Kind.ALREADY}) {
            assertThat(systemd()
                            .perform(Verb.DISABLE, systemd().services("case-a", "case-none"))
                            .values())
                    .extracting(Outcome::kind)
                    .containsExactly(kind, Outcome.Kind.FAILED);
        }
    }

    @Test
    void theEnablementAfterAHalfFailedEnableIsTheRealOne() {
        unitFile("case-a", LINKED + "Alias=case-b.service\n");
        unitFile("case-b", SERVICE);
        assertKinds(Verb.START, "case-a", Outcome.Kind.OK);

        Outcome outcome = systemd().service("case-a").enable();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.after().enablement()).isEqualTo(EnablementState.ENABLED);
    }
}
