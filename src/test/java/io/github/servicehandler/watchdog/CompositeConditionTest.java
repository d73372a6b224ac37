package io.github.servicehandler.watchdog;

import static io.github.servicehandler.watchdog.TestStatuses.failed;
import static io.github.servicehandler.watchdog.TestStatuses.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions that consist of others, that call a predicate of the user, or that are on other services. */
class CompositeConditionTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Condition TRUE = Condition.that("yes", snapshot -> true);
    private static final Condition FALSE = Condition.that("no", snapshot -> false);
    private static final Condition UNKNOWN = Condition.that("odd", snapshot -> {
        throw new IllegalStateException("odd");
    });

    @ParameterizedTest
    @CsvSource({
        "TRUE,TRUE,TRUE,TRUE",
        "TRUE,FALSE,FALSE,TRUE",
        "TRUE,UNKNOWN,UNKNOWN,TRUE",
        "FALSE,TRUE,FALSE,TRUE",
        "FALSE,FALSE,FALSE,FALSE",
        "FALSE,UNKNOWN,FALSE,UNKNOWN",
        "UNKNOWN,TRUE,UNKNOWN,TRUE",
        "UNKNOWN,FALSE,FALSE,UNKNOWN",
        "UNKNOWN,UNKNOWN,UNKNOWN,UNKNOWN"
    })
    void andAndOrAreThreeValued(TruthValue one, TruthValue other, TruthValue both, TruthValue either) {
        assertThat(truth(condition(one).and(condition(other)))).isEqualTo(both);
        assertThat(truth(condition(one).or(condition(other)))).isEqualTo(either);
    }

    @ParameterizedTest
    @CsvSource({"TRUE,FALSE", "FALSE,TRUE", "UNKNOWN,UNKNOWN"})
    void notTurnsRoundWhatIsKnown(TruthValue one, TruthValue opposite) {
        assertThat(truth(Condition.not(condition(one)))).isEqualTo(opposite);
    }

    private static Condition condition(TruthValue truth) {
        return switch (truth) {
            case TRUE -> TRUE;
            case FALSE -> FALSE;
            case UNKNOWN -> UNKNOWN;
        };
    }

    private static TruthValue truth(Condition condition) {
        return new ConditionFixture(condition).see(running("a")).truth();
    }

    @Test
    void theEvidenceIsThatOfThePartThatDecided() {
        Condition failed = Condition.failed();
        Condition counted = Condition.failed(5, MINUTE);

        assertThat(evidence(failed.and(counted))).isEqualTo("failed 0 times in 1min");
        assertThat(evidence(failed.or(counted))).startsWith("bot.service: ERROR");
        assertThat(evidence(failed.and(Condition.down()))).matches("bot.service: ERROR .*; bot.service: ERROR .*");
    }

    private static String evidence(Condition condition) {
        return new ConditionFixture(condition).see(failed()).evaluation().evidence();
    }

    @Test
    void aMomentMakesTheWholeMomentary() {
        assertThat(crashed(Condition.crashed().and(Condition.failed())).momentary())
                .isTrue();
        assertThat(crashed(Condition.crashed().or(Condition.up())).momentary()).isTrue();
    }

    @Test
    void whatHoldsByAStateStillHoldsWhenTheMomentHasPassed() {
        assertThat(crashed(Condition.crashed().or(Condition.failed())).momentary())
                .isFalse();
        assertThat(crashed(Condition.not(Condition.crashed())).momentary()).isFalse();
    }

    private static Evaluation crashed(Condition condition) {
        return new ConditionFixture(condition).see(running("a")).see(failed()).evaluation();
    }

    @Test
    void theEarlierOfTwoChangesIsWaitedFor() {
        ConditionFixture asked =
                new ConditionFixture(Condition.every(MINUTE.multipliedBy(2)).or(Condition.every(MINUTE)));

        assertThat(asked.evaluation().changesAt()).isEqualTo(asked.now().plus(MINUTE));
    }

    @Test
    void aWholeNeedsWhatItsPartsNeed() {
        Condition whole = Condition.not(Condition.memoryAbove(1))
                .and(Condition.silentFor(MINUTE).or(Condition.service("database", Condition.up())))
                .heldFor(MINUTE);

        assertThat(whole.sensors()).extracting(Sensor::key).containsExactly("memory above 1");
        assertThat(whole.patterns()).hasSize(1);
        assertThat(whole.others()).containsExactly(UnitName.of("database.service"));
        assertThat(whole)
                .hasToString("(not (memory above 1) and (silent for 1min or service database.service up)) for 1min");
    }

    @Test
    void aPredicateSeesWhatIsKnown() {
        AtomicReference<String> seen = new AtomicReference<>("");
        Condition condition = Condition.that("mine", snapshot -> {
            seen.set(snapshot.service() + " " + snapshot.state() + " " + snapshot.restartsWithin(MINUTE) + " "
                    + snapshot.failuresWithin(MINUTE) + " "
                    + snapshot.statusOf("database.service").isPresent() + " "
                    + snapshot.statusOf("stranger.service").isPresent() + " "
                    + snapshot.since().equals(snapshot.now()));
            return snapshot.status().isPresent();
        });
        ConditionFixture asked = new ConditionFixture(condition)
                .seeDatabase(running("d"))
                .see(running("a"))
                .see(running("b"))
                .see(failed());

        assertThat(asked.holds()).isTrue();
        assertThat(seen).hasValue("bot.service ERROR 1 1 true false true");
        assertThat(condition).hasToString("mine");
    }

    @Test
    void aPredicateIsNotAskedWithoutAStatusAndMayFail() {
        assertThat(new ConditionFixture(TRUE).truth()).isEqualTo(TruthValue.UNKNOWN);
        assertThat(new ConditionFixture(UNKNOWN).see(failed()).evaluation().evidence())
                .contains("\"odd\" failed", "IllegalState");
    }

    @Test
    void anotherServiceIsAskedInsteadOfThisOne() {
        ConditionFixture asked =
                new ConditionFixture(Condition.service("database", Condition.failed())).see(running("a"));
        assertThat(asked.truth()).isEqualTo(TruthValue.UNKNOWN);

        assertThat(asked.seeDatabase(running("d")).truth()).isEqualTo(TruthValue.FALSE);
        assertThat(asked.seeDatabase(failed()).truth()).isEqualTo(TruthValue.TRUE);
    }

    @Test
    void howLongAnotherServiceHasBeenSoIsItsOwnMatter() {
        ConditionFixture asked = new ConditionFixture(
                        Condition.service("database", Condition.up().heldFor(MINUTE)))
                .seeDatabase(running("d"))
                .see(running("a"));
        assertThat(asked.passSeconds(59).see(running("b")).truth()).isEqualTo(TruthValue.FALSE);

        assertThat(asked.passSeconds(1).truth()).isEqualTo(TruthValue.TRUE);
    }

    @Test
    void ofAServiceThatIsNotWatchedNothingIsKnown() {
        Evaluation evaluation = new ConditionFixture(Condition.service("stranger", Condition.up()))
                .see(running("a"))
                .evaluation();

        assertThat(evaluation.truth()).isEqualTo(TruthValue.UNKNOWN);
        assertThat(evaluation.evidence()).isEqualTo("stranger.service is not watched");
    }

    @Test
    void readingsAndLinesOfAnotherServiceAreRefused() {
        for (Condition condition : List.of(Condition.memoryAbove(1), Condition.silentFor(MINUTE))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Condition.service("database", condition))
                    .withMessageContaining("write a rule for database");
        }
    }
}
