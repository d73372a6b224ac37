package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RuleTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Rule rule = Rule.named("r").asLongAs(Condition.failed()).then(Action.restart());

    @Test
    void theOnlyStepIsTakenAsOftenAsTheRestraintsAllow() {
        assertThat(steps(rule, 4)).containsExactly("restart", "restart", "restart", "restart");
    }

    @Test
    void aStepThatAnotherFollowsIsTakenOnce() {
        assertThat(steps(rule.escalateTo(Action.reload()), 4)).containsExactly("restart", "reload", "reload", "reload");
    }

    @Test
    void aLastStepThatOnlyTellsIsTakenOnce() {
        assertThat(steps(rule.times(2).escalateTo(Action.log()), 4))
                .containsExactly("restart", "restart", "log", "none");
    }

    @Test
    void timesIsAboutTheStepBefore() {
        assertThat(steps(rule.times(1).escalateTo(Action.reload()).times(2), 4))
                .containsExactly("restart", "reload", "reload", "none");
    }

    @Test
    void manyAttemptsDoNotOverflow() {
        Rule much = rule.times(Integer.MAX_VALUE - 1).escalateTo(Action.reload());

        assertThat(steps(much, 1)).containsExactly("restart");
        assertThat(String.valueOf(much.escalation().after(Integer.MAX_VALUE))).isEqualTo("reload");
    }

    private static List<String> steps(Rule rule, int attempts) {
        return IntStream.range(0, attempts)
                .mapToObj(attempt -> {
                    EscalationStep step = rule.escalation().after(attempt);
                    return step == null ? "none" : step.actions().get(0).toString();
                })
                .toList();
    }

    @Test
    void eachMethodReturnsAChangedCopy() {
        String before = rule.toString();
        RuleLimits limits = rule.limits();
        rule.on("x")
                .when(Condition.up())
                .then(Action.stop())
                .escalateTo(Action.log())
                .backoff(MINUTE, MINUTE)
                .jitter(0)
                .budget(1, MINUTE)
                .cooldown(MINUTE)
                .grace(MINUTE)
                .stableAfter(MINUTE)
                .needs("y")
                .evenIfStopped()
                .evenIfSystemdRestarts();

        assertThat(rule).hasToString(before);
        assertThat(rule.limits()).isEqualTo(limits);
    }

    @Test
    void aRestraintThatIsChangedLeavesTheOthers() {
        RuleLimits changed =
                rule.cooldown(MINUTE).grace(MINUTE.dividedBy(2)).evenIfStopped().limits();

        assertThat(changed.cooldown()).isEqualTo(MINUTE);
        assertThat(changed.grace()).isEqualTo(MINUTE.dividedBy(2));
        assertThat(changed.stable()).isEqualTo(StableTime.DEFAULT);
        assertThat(changed.evenIfStopped()).isTrue();
        assertThat(changed.evenIfSystemdRestarts()).isFalse();
        assertThat(changed.budget()).hasToString("30 in 1h");
    }

    @Test
    void isForAllServicesOrForThoseThatItNames() {
        Set<UnitName> units = Set.of(UnitName.of("bot-a.service"), UnitName.of("mailer.service"));

        assertThat(rule.matching(units)).isEqualTo(units);
        assertThat(rule.on("bot-*", "nobody").matching(units)).containsExactly(UnitName.of("bot-a.service"));
        assertThat(rule.on("mailer", "*").matching(units)).containsExactlyInAnyOrderElementsOf(units);
    }

    @Test
    void negativeTimesAreRefusedByName() {
        Duration negative = Duration.ofSeconds(-1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule.cooldown(negative))
                .withMessageContaining("the cooldown");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule.grace(negative))
                .withMessageContaining("the grace");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule.stableAfter(negative))
                .withMessageContaining("stable");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule.times(0))
                .withMessageContaining("the number of attempts");
        assertThatIllegalArgumentException().isThrownBy(() -> rule.then()).withMessageContaining("at least one action");
    }

    @Test
    void theTableHasALineForEachRule() {
        Rule other = Rule.named("other")
                .on("bot", "mailer")
                .when(Condition.up())
                .then(Action.log())
                .needs("database")
                .backoff(MINUTE, MINUTE.multipliedBy(2));

        assertThat(RuleTableFormatter.of(List.of(rule.times(3).escalateTo(Action.quarantine()), other)))
                .isEqualTo("""
                        RULE   ON          CONDITION          STEPS                    BACKOFF     BUDGET    NEEDS
                        r      all         as long as failed  restart x3 | quarantine  1s..5min    30 in 1h
                        other  bot,mailer  when up            log                      1min..2min  30 in 1h  database.service\
                        """);
    }
}
