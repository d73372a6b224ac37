package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of rules for services with names of their own: rules use the name or the unit, and people read the name. */
class RuleNamesTest {

    private final FakeSystemd fake = FakeSystemd.create();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), fake);
    private final ServiceHandler bot = systemd.service("My Bot", "bot.service");
    private final ServiceHandler database = systemd.service("DB", "database.service");
    private final ServiceHandler web = systemd.service("web");
    private final List<WatchdogEvent> events = new ArrayList<>();

    @BeforeEach
    void servicesRun() {
        for (ServiceHandler service : List.of(bot, database, web)) {
            fake.install(service.unitName().toString());
            service.start();
        }
    }

    private Watchdog.Builder watchdog(List<Rule> rules) {
        return Watchdog.builder().watch(bot, database, web).rules(rules).onEvent(events::add);
    }

    private Watchdog start(String rules) {
        return watchdog(Rule.parse(rules.replace(";", "\n"))).start();
    }

    private List<String> told() {
        return events.stream().map(Object::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"My Bot\"", "bot", "bot.service", "b*", "DB, \"My Bot\""})
    void anOnLineUsesTheNameOrTheUnit(String on) {
        try (Watchdog dog = start("rule revive;on " + on + ";as long as failed;then restart")) {
            fake.unit("bot.service").crash(1);
            fake.advance(Duration.ofSeconds(5));

            assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
            assertThat(told().get(0)).startsWith("revive on My Bot: restart (attempt 1; ");
            assertThat(told()).contains("revive on My Bot: restart done (OK)");
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void javaUsesTheNameOrTheUnit() {
        Rule rule = Rule.named("r")
                .on("My Bot")
                .when(Condition.service("DB", Condition.down()).and(Condition.service("web", Condition.up())))
                .then(Action.restart())
                .needs("web.service");
        try (Watchdog dog = watchdog(List.of(rule)).start()) {
            database.stop();
            fake.advance(Duration.ofSeconds(1));

            assertThat(told()).anySatisfy(text -> assertThat(text).startsWith("r on My Bot: restart (attempt 1; "));
            assertThat(dog.table())
                    .contains("My Bot ", "when (service DB down and service web.service up)")
                    .endsWith("web.service");
        }
    }

    @Test
    void conditionsNeedsAndGroupsShowNames() {
        String rules =
                "rule a;on \"My Bot\";when not (service DB (failed for 10s)) or service DB up;then log;needs DB\n"
                        + "rule b;on DB, \"My Bot\";as long as failed;then restart-group rest-for-one (DB, \"My Bot\")";
        try (Watchdog dog = start(rules)) {
            assertThat(dog.table())
                    .contains("(not (service DB (failed for 10s)) or service DB up)")
                    .contains("restart-group rest-for-one (DB, \"My Bot\")")
                    .contains("DB,My Bot ");
            fake.unit("database.service").crash(1);
            fake.advance(Duration.ofSeconds(3));

            assertThat(told())
                    .anySatisfy(text -> assertThat(text)
                            .isEqualTo("b on DB: restart-group rest-for-one (DB, \"My Bot\") done"
                                    + " (restarted [DB, My Bot])"));
        }
    }

    @Test
    void aRuleThatIsHeldBackNamesTheServiceItNeeds() {
        database.stop();
        try (Watchdog dog = start("rule r;on \"My Bot\";as long as up;then restart;needs DB")) {
            fake.advance(Duration.ofSeconds(1));

            assertThat(told())
                    .singleElement()
                    .asString()
                    .startsWith("r on My Bot: held back by needs (")
                    .contains("needs DB, which is STOPPED");
            dog.maintenance(bot, true);
            fake.advance(Duration.ofSeconds(1));
            assertThat(told()).contains("maintenance of My Bot begins");
        }
    }

    @Test
    void predicatesAskByNameOrUnit() {
        List<ServiceStatus> asked = new ArrayList<>();
        Condition condition = Condition.that("asks", snapshot -> {
            snapshot.statusOf("DB").ifPresent(asked::add);
            snapshot.statusOf("database.service").ifPresent(asked::add);
            return snapshot.statusOf("Nobody").isPresent();
        });
        try (Watchdog dog = watchdog(
                        List.of(Rule.named("r").on("web").when(condition).then(Action.log())))
                .start()) {
            fake.advance(Duration.ofSeconds(1));

            assertThat(asked).isNotEmpty().extracting(ServiceStatus::name).containsOnly("DB");
            assertThat(asked.size() % 2).isZero();
            assertThat(dog.table()).contains("asks");
        }
    }

    @Test
    void aNameThatIsAlsoAUnitIsRefusedWhereItIsUsed() {
        ServiceHandler confusing = systemd.service("web", "bot.service");
        Watchdog.Builder builder = Watchdog.builder().watch(confusing, web);

        try (Watchdog dog = builder.build()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> dog.rules(Rule.parse("rule r\non bot, web\nwhen failed\nthen log")))
                    .withMessage("line 2, column 9: rule \"r\" refers to \"web\", which is the name of bot.service but"
                            + " also stands for web.service; write the unit that is meant with its type");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> dog.rules(Rule.parse("rule r\non bot\nwhen failed\nthen log\nneeds web")))
                    .withMessageStartingWith("line 5, column 7: rule \"r\" refers to \"web\", which is the name of");
            dog.rules(Rule.parse("rule r\non bot.service\nwhen service web.service down\nthen log"));
            assertThat(dog.table()).contains("service web.service down");
        }
    }

    @Test
    void aNameOfTwoServicesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Watchdog.builder()
                        .watch(bot, systemd.service("My Bot", "web"))
                        .build())
                .withMessage("there are two services named \"My Bot\", bot.service and web.service;"
                        + " give each a name of its own");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rule r;on \"Your Bot\";when up;then log | line 2, column 4: rule \"r\" is for \"Your Bot\", but no watched"
                        + " service matches",
                "rule r;when up;then log;needs web, \"My Bott\" | line 4, column 12: rule \"r\" refers to \"My Bott\","
                        + " which is not watched (did you mean \"My Bot\"?); watched are: [My Bot (bot.service),"
                        + " DB (database.service), web.service]",
                "rule r;when service Db up;then log | line 2, column 14: rule \"r\" refers to Db.service, which is not"
                        + " watched (did you mean \"DB\"?)",
                "rule r;on \"My Bot\";when up;then restart-group one-for-all (\"My Bot\", web, bot) | line 4, column 6:"
                        + " rule \"r\" restarts a group that has a service more than once",
                "rule r;on DB;when up;then restart-group one-for-all (bot, web) | line 4, column 6: rule \"r\" is for DB,"
                        + " which is not in the group that it restarts: [\"My Bot\", web.service]",
                "rule r;on DB;as long as failed;then restart;needs \"My Bot\";rule s;on bot;as long as failed;"
                        + "then restart;needs DB | line 10, column 7: services must not depend on each other in a circle:"
                        + " DB needs My Bot (rule r), My Bot needs DB (rule s)",
            })
    void mistakesHaveAPlaceAndShowNames(String rules, String message) {
        assertThatThrownBy(() -> start(rules))
                .isInstanceOf(RuleFileException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "on My-Büro|expected a service's name or pattern, but found \"My-Büro\" (unit name",
                "needs a.b|expected a service's name, but found \"a.b\" (unit name",
                "on \" x\"|expected a service's name or pattern, but found \" x\" (unit name",
            })
    void aNameThatCannotBeAUnitMustBeInQuotes(String line, String message) {
        assertThatThrownBy(() -> Rule.parse("rule r\n" + line))
                .isInstanceOf(RuleFileException.class)
                .hasMessageContaining(message);
        assertThat(Rule.parse(
                        "rule r\nwhen up\nthen log\non \"My-Büro\", \"a.b\", \"[x] (1), #2\"\nneeds \"a \\\"b\\\"\""))
                .hasSize(1);
    }

    @Test
    void anEarlierProgramsQuarantineIsToldByName(@TempDir Path directory) {
        List<Rule> rules = Rule.parse("rule r\non \"My Bot\"\nwhen crashed\nthen quarantine");
        Path state = directory.resolve("state");
        try (Watchdog dog = watchdog(rules).state(state).start()) {
            fake.unit("bot.service").crash(1);
            fake.advance(Duration.ofSeconds(1));
            assertThat(dog.quarantined()).containsExactly(bot);
        }
        events.clear();
        try (Watchdog dog = watchdog(rules).state(state).start()) {
            fake.advance(Duration.ofSeconds(1));
            assertThat(told()).contains("My Bot is still in quarantine, by r, until it is released");
            dog.release(systemd.service("bot"));
            assertThat(dog.quarantined()).isEmpty();
        }
    }
}
