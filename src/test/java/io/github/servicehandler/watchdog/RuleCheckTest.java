package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RuleCheckTest {

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
        refuses("rule \"one\" does nothing", Rule.named("one").when(Condition.up()));
    }

    @Test
    void refusesARuleForNobody() {
        refuses("rule \"one\" is for [mailer], but none of these is watched", one.on("mailer"));
    }

    @Test
    void refusesToNeedWhatIsNotWatched() {
        refuses("rule \"one\" asks about mailer.service, which is not watched", one.needs("mailer"));
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

    @Test
    void refusesAGroupWithoutTheService() {
        refuses(
                "which is not in the group that it restarts",
                one.then(Action.restartGroup(Strategy.ONE_FOR_ALL, "database")));
    }

    @Test
    void refusesBadNumbersByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.backoff(Duration.ofMinutes(1), Duration.ofSeconds(1)))
                .withMessageContaining("shorter than its first wait");
        assertThatIllegalArgumentException().isThrownBy(() -> one.jitter(1.5)).withMessageContaining("from 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.budget(0, Duration.ofMinutes(1)))
                .withMessageContaining("1 to 1000");
        assertThatIllegalArgumentException().isThrownBy(() -> Rule.named("a b")).withMessageContaining("\"a b\"");
        assertThatIllegalStateException()
                .isThrownBy(() -> Condition.failed().inLast(1, 2))
                .withMessageContaining("\"failed\" rests on no readings");
        assertThatIllegalStateException()
                .isThrownBy(() -> Rule.named("a").times(2))
                .withMessageContaining("then");
    }

    private static void refuses(String message, Rule... rules) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Bench(rules)).withMessageContaining(message);
    }
}
