package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servicehandler.ServiceState;
import io.github.servicehandler.command.Command;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleValidatorTest {

    private final Rule one =
            Rule.named("one").on("bot").when(Condition.failed()).then(Action.restart());

    @Test
    void refusesTwoRulesOfOneName() {
        refuses("there are two rules named \"one\"", one, one);
    }

    @Test
    void refusesARuleWithoutACondition() {
        refuses("rule \"one\" has no condition", Rule.named("one").then(Action.log()));
    }

    @Test
    void refusesARuleThatDoesNothing() {
        refuses("rule \"one\" has no action", Rule.named("one").when(Condition.up()));
    }

    @Test
    void refusesARuleForNobody() {
        refuses("rule \"one\" is for \"mailer\", but no watched service matches", one.on("mailer"));
        refuses("rule \"one\" is for \"m*, n*\", but", one.on("m*", "n*"));
    }

    @Test
    void refusesANameThatIsMisspeltAlsoBesideARightOne() {
        refuses("rule \"one\" is for \"databse\", but no watched service matches", one.on("bot", "databse"));
        assertThatCode(() -> new EngineFixture(one.on("bot", "n*"))).doesNotThrowAnyException();
    }

    @Test
    void aStepThatStopsAndStartsAgainStarts() {
        Rule clean = Rule.named("clean")
                .on("bot")
                .when(Condition.failed())
                .then(Action.stop(), Action.run(Command.of("true")), Action.start());

        assertThatCode(() -> new EngineFixture(one, clean)).doesNotThrowAnyException();
        refuses(
                "contradict each other",
                clean,
                Rule.named("two").when(Condition.failed()).then(Action.stop()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rule r;on bott;when up;then log | line 2, column 4: | (did you mean \"bot\"?)",
                "rule r;on bot, databse;when up;then log | line 2, column 9: | (did you mean \"database\"?)",
                "rule r;on all;when up;then log | line 2, column 4: | without a line of \"on\"",
                "rule r;when up;then log;needs bot, mailer | line 4, column 12: | not watched",
                "rule r;when up and service mailer up;then log | line 2, column 21: | not watched",
                "rule r;on bot;when up;then log;needs bot | line 5, column 7: | in a circle",
                "rule r;on bot;when up;then restart-group one-for-all (bot, web) | line 4, column 38: | not watched",
                "rule r;when up;then restart-group one-for-all (bot) | line 3, column 6: | not in the group",
                "rule a;when down;then start;rule b;when up;then stop | line 6, column 6: | trigger each other"
            })
    void aMistakeOfAWholeRuleIsToldWithItsPlace(String text, String place, String message) {
        assertThatThrownBy(() -> new EngineFixture(
                        RuleFileParser.parse(text.replace(';', '\n')).toArray(Rule[]::new)))
                .isInstanceOf(RuleFileException.class)
                .hasMessageStartingWith(place)
                .hasMessageContaining(message);
    }

    @Test
    void refusesToWatchNothing() {
        assertThatThrownBy(() -> Watchdog.builder()
                        .rule(Rule.named("a").when(Condition.failed()).then(Action.log()))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("add at least one with watch(...)");
    }

    @Test
    void whatIsNamedTwiceCountsOnce() {
        assertThat(Condition.exitCode(7, 7)).hasToString("exit-code 7");
        assertThat(Condition.in(ServiceState.ERROR, ServiceState.ERROR)).hasToString("in error");
    }

    @ParameterizedTest
    @CsvSource({"down, up", "in stopped, in running", "entered stopped, not down", "down or failed, up"})
    void refusesRulesThatSetEachOtherOff(String starts, String stops) {
        refuses("rules \"start\" and \"stop\" trigger each other for ever", startsAndStops(starts, stops));
    }

    @ParameterizedTest
    @CsvSource({"in stopped for 16h, up-for 8h", "down, up-for 8h", "(down for 10s) or failed, up", "every 1h, up"})
    void acceptsThatAServiceRunsFromTimeToTime(String starts, String stops) {
        assertThatCode(() -> new EngineFixture(startsAndStops(starts, stops))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"crashed", "entered stopped", "left running", "every 1h", "(crashed and up)", "(crashed or every 1h)"})
    void refusesMomentsThatAreToHoldForATime(String moment) {
        assertThatThrownBy(() -> startsAndStops(moment + " for 5min", "up"))
                .isInstanceOf(RuleFileException.class)
                .hasMessageContaining("is an event, which lasts only a moment");
    }

    @Test
    void acceptsThatSomethingHasNotHappenedForATime() {
        assertThatCode(() -> startsAndStops("(not crashed) for 5min", "failed")).doesNotThrowAnyException();
    }

    @Test
    void refusesToNeedWhatIsNotWatched() {
        refuses("rule \"one\" refers to mailer.service, which is not watched", one.needs("mailer"));
    }

    @Test
    void refusesServicesThatNeedEachOther() {
        Rule two = Rule.named("two")
                .on("database")
                .when(Condition.failed())
                .then(Action.restart())
                .needs("bot");

        refuses("database.service needs bot.service (rule two)", one.needs("database"), two);
        refuses("bot.service needs database.service (rule one)", one.needs("database"), two);
    }

    @Test
    void refusesRulesThatContradictEachOther() {
        Rule two = Rule.named("two").on("b*").when(Condition.failed()).then(Action.stop());

        refuses("rules \"one\" and \"two\" contradict each other", one, two);
    }

    @ParameterizedTest
    @CsvSource({
        // the same states, in other words
        "failed, in error",
        "failed, down",
        "up, in running",
        "failed or up, up",
        "not up, failed",
        "entered error, failed",
        "failed for 10s, failed",
        "up-for 1h, up",
        // the one holds whenever the other does
        "failed, failed and start-limit-hit",
        "memory above 1G and up, memory above 1G",
        "memory above 1G for 1min, memory above 1G",
        // word for word the same
        "logged x 1 times in 1s, logged x 1 times in 1s",
        "crashed, crashed"
    })
    void refusesRulesOfWhichOneStartsAndOneStopsInTheSameCase(String starts, String stops) {
        refuses("contradict each other: the first one starts the service on", startsAndStops(starts, stops));
        refuses("rules \"start\" and \"stop\" contradict each other", startsAndStops(stops, starts));
    }

    @ParameterizedTest
    @CsvSource({
        "failed, up",
        "not failed, failed",
        "in running, in stopped",
        "failed and up, failed",
        // whether they ever hold at once cannot be known
        "memory above 1G, memory above 2G",
        "crashed, up",
        "failed 3 times in 1min, failed",
        "failed and result timeout, failed and result oom-kill",
        "service database failed, failed"
    })
    void acceptsRulesThatMayNeverMeet(String starts, String stops) {
        assertThatCode(() -> new EngineFixture(startsAndStops(starts, stops))).doesNotThrowAnyException();
    }

    @Test
    void acceptsOppositeOrdersToDifferentServices() {
        Rule two = Rule.named("two").on("database").when(Condition.failed()).then(Action.stop());

        assertThatCode(() -> new EngineFixture(one, two)).doesNotThrowAnyException();
    }

    private static Rule[] startsAndStops(String starts, String stops) {
        return RuleFileParser.parse("rule start\non bot\nwhen " + starts + "\nthen restart\n"
                        + "rule stop\non bot\nwhen " + stops + "\nthen stop\n")
                .toArray(Rule[]::new);
    }

    @Test
    void refusesServicesThatSetEachOtherOff() {
        refuses(
                "bot.service asks about database.service (rule a)",
                dependent("a", "bot", "database"),
                dependent("b", "database", "bot"));
        refuses(
                "database.service asks about bot.service (rule b)",
                dependent("a", "bot", "database"),
                dependent("b", "database", "bot"));
    }

    @Test
    void acceptsAServiceThatAsksAboutItselfAndOneThatOnlyTells() {
        Rule tells = dependent("b", "database", "bot").then(Action.log());

        assertThatCode(() -> new EngineFixture(dependent("a", "bot", "database"), dependent("c", "bot", "bot"), tells))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesToNeedOneself() {
        refuses("bot.service needs bot.service (rule one)", one.needs("bot"));
    }

    @Test
    void refusesGroupsInOppositeOrder() {
        refuses(
                "database.service comes in a group after bot.service (rule b)",
                group("a", RestartStrategy.REST_FOR_ONE, "database", "bot"),
                group("b", RestartStrategy.ONE_FOR_ALL, "bot", "database"));
    }

    @Test
    void refusesToNeedWhatTheGroupStartsLater() {
        refuses(
                "bot.service needs database.service (rule one)",
                one.needs("database"),
                group("b", RestartStrategy.ONE_FOR_ALL, "bot", "database"));
    }

    @Test
    void acceptsOppositeOrdersOfGroupsThatRestartOne() {
        assertThatCode(() -> new EngineFixture(
                        group("a", RestartStrategy.ONE_FOR_ONE, "database", "bot"),
                        group("b", RestartStrategy.ONE_FOR_ONE, "bot", "database")))
                .doesNotThrowAnyException();
    }

    private static Rule dependent(String name, String unit, String other) {
        return Rule.named(name)
                .on(unit)
                .when(Condition.service(other, Condition.failed()))
                .then(Action.restart());
    }

    private static Rule group(String name, RestartStrategy strategy, String... units) {
        return Rule.named(name).when(Condition.crashed()).then(Action.restartGroup(strategy, units));
    }

    @Test
    void refusesAGroupWithoutTheService() {
        refuses(
                "which is not in the group that it restarts",
                one.then(Action.restartGroup(RestartStrategy.ONE_FOR_ALL, "database")));
    }

    @Test
    void refusesBadNumbersByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.backoff(Duration.ofMinutes(1), Duration.ofSeconds(1)))
                .withMessageContaining("must not be shorter than its first wait");
        assertThatIllegalArgumentException().isThrownBy(() -> one.jitter(1.5)).withMessageContaining("from 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.budget(0, Duration.ofMinutes(1)))
                .withMessageContaining("1 to 1000");
        assertThatIllegalArgumentException().isThrownBy(() -> Rule.named("a b")).withMessageContaining("\"a b\"");
        assertThatIllegalStateException()
                .isThrownBy(() -> Condition.failed().inLast(1, 2))
                .withMessageContaining("condition \"failed\" has no readings");
        assertThatIllegalStateException()
                .isThrownBy(() -> Rule.named("a").times(2))
                .withMessageContaining("then");
    }

    private static void refuses(String message, Rule... rules) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EngineFixture(rules))
                .withMessageContaining(message);
    }
}
