package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.UnitNotFoundException;
import io.github.servicehandler.testing.FakeSystemd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of handlers with names of their own: people read the name, systemd reads the unit. */
class HandlerNameTest {

    private final FakeSystemd fake = FakeSystemd.create();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), fake);
    private final ServiceHandler bot = systemd.service("Bot", "MyBot.service");

    @BeforeEach
    void isInstalled() {
        fake.install("MyBot.service");
    }

    @Test
    void hasTheNameForPeopleAndTheUnitForSystemd() {
        assertThat(bot).hasToString("Bot");
        assertThat(bot.name()).isEqualTo("Bot");
        assertThat(bot.fullName()).isEqualTo("Bot (MyBot.service)");
        assertThat(bot.unitName()).hasToString("MyBot.service");
        assertThat(bot.command(Verb.START).argv()).contains("MyBot.service").doesNotContain("Bot");
        assertThat(systemd.statusCommand(bot).argv()).contains("MyBot.service").doesNotContain("Bot");
    }

    @Test
    void withoutANameTheUnitIsTheName() {
        ServiceHandler plain = systemd.service("MyBot");

        assertThat(plain.name()).isEqualTo("MyBot.service");
        assertThat(plain.fullName()).isEqualTo("MyBot.service");
        assertThat(plain.status()).asString().startsWith("MyBot.service: STOPPED (");
    }

    @Test
    void isForTheUserManagerByDefault() {
        ServiceHandler handler = ServiceHandler.of("Bot", "MyBot");

        assertThat(handler.systemd()).isEqualTo(Systemd.user());
        assertThat(handler.unitName()).hasToString("MyBot.service");
        assertThat(handler).isEqualTo(ServiceHandler.of("MyBot")).hasToString("Bot");
    }

    @Test
    void theNameTakesNoPartInEquality() {
        ServiceHandler plain = systemd.service("MyBot");

        assertThat(bot).isEqualTo(plain).hasSameHashCodeAs(plain);
        assertThat(bot).isNotEqualTo(systemd.service("Bot", "other")).isNotEqualTo(systemd.service("Bot"));
        assertThat(bot.status()).isEqualTo(plain.status()).hasSameHashCodeAs(plain.status());
    }

    @Test
    void changesAndStatusesShowTheName() {
        List<String> seen = new ArrayList<>();
        bot.onStateChange(change -> seen.add(change.name() + " changed state to " + change.to()));
        bot.onStateChange(change -> seen.add(change.toString()));
        bot.state();

        Outcome outcome = bot.start();

        assertThat(seen).containsExactly("Bot changed state to RUNNING", "Bot: STOPPED -> RUNNING");
        assertThat(outcome.before()).asString().startsWith("Bot: STOPPED");
        assertThat(outcome.after()).asString().startsWith("Bot: RUNNING");
        assertThat(outcome.after().unit()).hasToString("MyBot.service");
        assertThat(outcome.after().id()).isEqualTo("MyBot.service");
    }

    @Test
    void exceptionsShowTheNameAndTheUnit() {
        assertThatExceptionOfType(UnitNotFoundException.class)
                .isThrownBy(systemd.service("Gone", "gone.service")::start)
                .withMessageStartingWith("there is no unit Gone (gone.service) in the user manager: ");
        assertThatExceptionOfType(StateTimeoutException.class)
                .isThrownBy(() -> bot.awaitState(ServiceState.ERROR, Duration.ofMillis(1)))
                .withMessageContaining("last seen: Bot: STOPPED");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Systemd.of(ManagerAddress.system(), fake).statuses(List.of(bot)))
                .withMessageStartingWith("Bot (MyBot.service) belongs to another Systemd");
    }

    @Test
    void ordersForManyKeepTheNames() {
        fake.install("mailer.service");
        List<ServiceHandler> all = List.of(bot, systemd.service("Mailer", "mailer"), systemd.service("Gone", "gone"));

        // the second time, units that are not loaded are known to be down without details
        for (int i = 0; i < 2; i++) {
            assertThat(systemd.statuses(all).values())
                    .extracting(ServiceStatus::name)
                    .containsExactly("Bot", "Mailer", "Gone");
        }
        assertThat(systemd.fullStatuses(all).values())
                .extracting(ServiceStatus::name)
                .containsExactly("Bot", "Mailer", "Gone");
        Map<ServiceHandler, Outcome> outcomes = systemd.perform(Verb.START, all);
        assertThat(outcomes).asString().startsWith("{Bot=OK, Mailer=OK, Gone=FAILED");
        assertThat(outcomes.values())
                .flatExtracting(
                        outcome -> outcome.before().name(),
                        outcome -> outcome.after().name())
                .containsExactly("Bot", "Bot", "Mailer", "Mailer", "Gone", "Gone");
    }

    @Test
    void namesSeveralServices() {
        Map<String, String> unitsByName = new LinkedHashMap<>();
        unitsByName.put("My Bot", "MyBot");
        unitsByName.put("A timer", "a.timer");

        assertThat(systemd.services(unitsByName))
                .extracting(ServiceHandler::fullName)
                .containsExactly("My Bot (MyBot.service)", "A timer (a.timer)");
    }

    @Test
    void refusesTwoNamesForAUnit() {
        Map<String, String> unitsByName = new LinkedHashMap<>();
        unitsByName.put("Bot", "MyBot");
        unitsByName.put("Mailer", "MyBot.service");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> systemd.services(unitsByName))
                .withMessage("there are two names for MyBot.service: \"Bot\" and \"Mailer\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bot", "My Bot", "Bot \"1\"", "Büro-Bot №7 🤖", "a.b", "bot@.x", "*", "MyBot", "MyBot.service"})
    void acceptsWhatATerminalShowsAsItIs(String name) {
        assertThat(systemd.service(name, "MyBot.service")).hasToString(name);
        assertThat(systemd.service("x".repeat(255), "MyBot").name()).hasSize(255);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "``|name \"\" must not be blank",
                "`  `|name \"  \" must not be blank",
                "` Bot`|name \" Bot\" must not begin or end with a space",
                "Bot |name \"Bot \" must not begin or end with a space",
                "a\tb|name \"a\\tb\" must consist of printable characters and plain spaces",
                "a\u001b[31mb|name \"a\\x1b[31mb\" must consist of printable characters and plain spaces",
                "a\u202eb|name \"a\\u202eb\" must consist of printable characters and plain spaces",
                "a\u00a0b|name \"a\\xa0b\" must consist of printable characters and plain spaces",
            })
    void refusesWhatATerminalWouldNotShow(String name, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> systemd.service(name, "MyBot.service"))
                .withMessage(message);
    }

    @Test
    void refusesALongName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> systemd.service("x".repeat(256), "MyBot"))
                .withMessageEndingWith("must be at most 255 characters long, but was 256");
    }

    @ParameterizedTest
    @CsvSource({"MyBot.service, Bot", "a.service, b.service", "MyBot.service, My Bot", "backup.timer, backup"})
    void noticesSwappedArgumentsAndTwoUnits(String first, String second) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceHandler.of(first, second))
                .withMessage("name \"" + first + "\" must not end like the name of a unit; the arguments are the name"
                        + " and then the unit, as in (\"Bot\", \"MyBot.service\"), but the unit was \"" + second
                        + "\"");
    }

    @Test
    void refusesAUnitThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceHandler.of("Bot", "My Bot"))
                .withMessageStartingWith("unit name \"My Bot\" must consist of");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceHandler.of("Bot", "bot@.service"))
                .withMessageStartingWith("\"bot@.service\" is a template");
    }
}
