package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servicehandler.EnablementState;
import io.github.servicehandler.Outcome;
import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Verb;
import io.github.servicehandler.command.UnitNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Tests of units under other names, of instances of templates, and of units that do not exist. */
@RequiresUserManager
@Timeout(30)
class NamesIT {

    static final List<Verb> NEED_A_UNIT = List.of(
            Verb.START,
            Verb.STOP,
            Verb.RESTART,
            Verb.TRY_RESTART,
            Verb.RELOAD,
            Verb.RELOAD_OR_RESTART,
            Verb.START.noBlock(),
            Verb.ENABLE,
            Verb.ENABLE.now(),
            Verb.DISABLE,
            Verb.REENABLE,
            Verb.CLEAN,
            Verb.FREEZE,
            Verb.THAW);

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    private final PlainSystemctl systemctl = units.systemctl();

    @Test
    void aliasIsTheSameUnit() throws IOException {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        ServiceHandler alias = alias(bot);

        assertThat(alias.start().kind()).isEqualTo(Outcome.Kind.OK);

        assertThat(systemctl.state(bot)).isEqualTo("active/running");
        assertThat(bot.start().kind()).isEqualTo(Outcome.Kind.ALREADY);
        ServiceStatus status = alias.status();
        assertThat(status.state()).isEqualTo(ServiceState.RUNNING);
        assertThat(status.id()).isEqualTo(bot.toString());
        assertThat(status.unit()).isEqualTo(alias.unitName());
        assertThat(alias.stop().kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
    }

    @Test
    void statusesOfAnAliasAreThoseOfItsUnit() throws IOException {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        ServiceHandler alias = alias(bot);
        systemctl.runChecked("start", bot);

        for (String round : List.of("first", "second, by what is known")) {
            Map<ServiceHandler, ServiceStatus> statuses = units.systemd().statuses(List.of(alias, bot));

            assertThat(statuses.keySet()).as(round).containsExactly(alias, bot);
            assertThat(statuses.get(alias).state()).as(round).isEqualTo(ServiceState.RUNNING);
            assertThat(statuses.get(alias).id()).as(round).isEqualTo(bot.toString());
        }
    }

    @Test
    void statusesOfAnAliasOfAStoppedUnit() throws IOException {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        ServiceHandler alias = alias(bot);

        for (String round : List.of("first", "second, by what is known")) {
            assertThat(units.systemd().statuses(List.of(alias)).get(alias).state())
                    .as(round)
                    .isEqualTo(ServiceState.STOPPED);
        }
    }

    @Test
    void aliasMadeByEnabling() {
        String alias = units.name("alias");
        ServiceHandler bot =
                units.install("bot", "[Service]\nExecStart=/bin/sleep infinity\n[Install]\nAlias=" + alias + "\n");

        assertThat(bot.enable().kind()).isEqualTo(Outcome.Kind.OK);

        ServiceHandler handler = units.systemd().service(alias);
        assertThat(handler.status().id()).isEqualTo(bot.toString());
        assertThat(systemctl.isEnabled(bot)).isEqualTo("enabled");
        // is-enabled prints "alias" only for a link in the unit file directories; the property is that of the unit
        assertThat(handler.enablement().isEnabled()).isTrue();
    }

    @Test
    void instancesOfATemplateAreUnitsOfTheirOwn() {
        units.template("bot", "[Service]\nExecStart=/bin/sh -c 'sleep infinity' %i\n");
        ServiceHandler one = units.handler("bot@one");
        ServiceHandler two = units.handler("bot@two");

        assertThat(one.start().kind()).isEqualTo(Outcome.Kind.OK);

        assertThat(systemctl.state(one)).isEqualTo("active/running");
        assertThat(systemctl.state(two)).isEqualTo("inactive/dead");
        assertThat(two.state()).isEqualTo(ServiceState.STOPPED);
        assertThat(one.enablement()).isEqualTo(EnablementState.STATIC);
        assertThat(systemctl.show(one, "ExecStart")).contains(" one ");
    }

    @Test
    void templateItselfCannotBeHandled() {
        assertThatThrownBy(() -> units.systemd().service("bot@.service"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bot@1.service");
    }

    @ParameterizedTest
    @FieldSource("NEED_A_UNIT")
    void missingUnitIsThrown(Verb verb) {
        ServiceHandler nonesuch = units.handler("nonesuch");

        assertThatThrownBy(() -> nonesuch.perform(verb))
                .isInstanceOf(UnitNotFoundException.class)
                .hasMessageContaining(nonesuch.toString());
    }

    @Test
    void missingUnitHasAState() {
        ServiceHandler nonesuch = units.handler("nonesuch");

        assertThat(nonesuch.state()).isEqualTo(ServiceState.NOT_FOUND);
        assertThat(nonesuch.enablement()).isEqualTo(EnablementState.NONE);
    }

    @Test
    void suffixMayBeLeftOut() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        String name = bot.toString();
        String bare = name.substring(0, name.length() - ".service".length());

        assertThat(units.systemd().service(bare).start().kind()).isEqualTo(Outcome.Kind.OK);

        assertThat(systemctl.state(bot)).isEqualTo("active/running");
    }

    @Test
    void otherKindsOfUnitsAreHandledToo() {
        ServiceHandler target = units.systemd().service("basic.target");

        assertThat(target.state()).isEqualTo(ServiceState.RUNNING);
        assertThat(target.start().kind()).isEqualTo(Outcome.Kind.ALREADY);
    }

    private ServiceHandler alias(ServiceHandler bot) throws IOException {
        String alias = units.name("alias");
        units.link(bot, alias);
        systemctl.runChecked("daemon-reload");
        return units.systemd().service(alias);
    }
}
