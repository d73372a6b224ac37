package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Conditions on the log lines of a service. */
class LogLineConditionTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String LOST = "lost \\w+";

    private final ConditionFixture logged = new ConditionFixture(Condition.logged(Pattern.compile(LOST), 2, MINUTE));
    private final ConditionFixture silent = new ConditionFixture(Condition.silentFor(MINUTE));

    @Test
    void beforeTheJournalIsFollowedNothingIsKnown() {
        assertThat(logged.see(TestStatuses.running("a")).line(LOST).line(LOST).truth())
                .isEqualTo(TruthValue.UNKNOWN);
        assertThat(silent.see(TestStatuses.running("a")).passSeconds(600).truth())
                .isEqualTo(TruthValue.UNKNOWN);
        assertThat(logged.evaluation().evidence()).isEqualTo("the journal of bot.service is not followed");
    }

    @Test
    void linesCountWithinThePeriod() {
        logged.listen().line(LOST).passSeconds(59);
        assertThat(logged.truth()).isEqualTo(TruthValue.FALSE);

        assertThat(logged.line(LOST).truth()).isEqualTo(TruthValue.TRUE);
        assertThat(logged.evaluation().evidence()).isEqualTo("logged \"lost \\\\w+\" 2 times in 1min");
        assertThat(logged.evaluation().changesAt()).isEqualTo(logged.now().plusSeconds(1));
        assertThat(logged.passSeconds(1).truth()).isEqualTo(TruthValue.FALSE);
    }

    @Test
    void anotherPatternsLinesDoNotCount() {
        assertThat(logged.listen().line("found").line("found").truth()).isEqualTo(TruthValue.FALSE);
    }

    @Test
    void linesOfTheSameTextAndOtherFlagsAreCountedApart() {
        Condition anyCase = Condition.logged(Pattern.compile(LOST, Pattern.CASE_INSENSITIVE), 1, MINUTE);

        assertThat(new ConditionFixture(anyCase).listen().line(LOST).truth()).isEqualTo(TruthValue.FALSE);
        assertThat(new ConditionFixture(anyCase).listen().line("(?i)" + LOST).truth())
                .isEqualTo(TruthValue.TRUE);
    }

    @Test
    void patternsAreKnownBeforehand() {
        assertThat(Condition.logged(Pattern.compile(LOST), 1, MINUTE)
                        .and(Condition.silentFor(MINUTE))
                        .patterns())
                .extracting(LinePattern::text)
                .containsExactly(LOST, "");
    }

    @Test
    void silenceBeginsWithTheLastLine() {
        silent.listen().see(TestStatuses.running("a")).passSeconds(30).line("").passSeconds(59);
        assertThat(silent.truth()).isEqualTo(TruthValue.FALSE);
        assertThat(silent.evaluation().changesAt()).isEqualTo(silent.now().plusSeconds(1));

        assertThat(silent.passSeconds(1).truth()).isEqualTo(TruthValue.TRUE);
        assertThat(silent.evaluation().evidence()).isEqualTo("no line for 1min");
        assertThat(silent.line("").truth()).isEqualTo(TruthValue.FALSE);
    }

    @Test
    void silenceCountsOnceTheJournalWasReadToItsEnd() {
        silent.listen().see(TestStatuses.running("a")).passSeconds(60);

        assertThat(silent.evaluationBeforeReading().truth()).isEqualTo(TruthValue.FALSE);
        assertThat(silent.evaluationBeforeReading().evidence())
                .isEqualTo("no line for 1min, but the journal has not been read to its end");
        assertThat(silent.evaluationBeforeReading().changesAt()).isNull();
        assertThat(silent.truth()).isEqualTo(TruthValue.TRUE);
        assertThat(silent.evaluation().changesAt()).isEqualTo(silent.now().plusSeconds(60));
        assertThat(silent.passSeconds(60).truth()).isEqualTo(TruthValue.TRUE);
    }

    @Test
    void silenceBeginsAnewWithTheService() {
        silent.listen().see(TestStatuses.running("a")).passSeconds(50).see(TestStatuses.failed());
        assertThat(silent.passSeconds(50).truth()).isEqualTo(TruthValue.FALSE);
        silent.see(TestStatuses.running("b"));

        assertThat(silent.passSeconds(59).truth()).isEqualTo(TruthValue.FALSE);
        assertThat(silent.passSeconds(1).truth()).isEqualTo(TruthValue.TRUE);
    }

    @Test
    void silenceBeginsAnewWithContact() {
        silent.listen().see(TestStatuses.running("a")).line("").lose();
        silent.passSeconds(600).see(TestStatuses.running("a"));

        assertThat(silent.truth()).isEqualTo(TruthValue.FALSE);
        assertThat(silent.passSeconds(59).truth()).isEqualTo(TruthValue.FALSE);
        assertThat(silent.passSeconds(1).truth()).isEqualTo(TruthValue.TRUE);
    }

    @Test
    void whatIsNotFollowedIsNotFollowedBecauseThereIsContact() {
        silent.see(TestStatuses.running("a")).lose().see(TestStatuses.running("a"));

        assertThat(silent.passSeconds(600).truth()).isEqualTo(TruthValue.UNKNOWN);
    }

    @Test
    void silenceIsNotCountedFromBeforeTheJournalWasFollowed() {
        silent.see(TestStatuses.running("a")).passSeconds(600).listen();

        assertThat(silent.truth()).isEqualTo(TruthValue.FALSE);
        assertThat(silent.passSeconds(60).truth()).isEqualTo(TruthValue.TRUE);
    }

    @Test
    void whatIsDownIsNotSilentAndWhatIsUnknownIsUnknown() {
        assertThat(silent.listen().see(TestStatuses.stopped()).passSeconds(600).truth())
                .isEqualTo(TruthValue.FALSE);
        assertThat(silent.lose().truth()).isEqualTo(TruthValue.UNKNOWN);
    }

    @Test
    void impossibleQuestionsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.silentFor(Duration.ZERO))
                .withMessageContaining("time of silence");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.logged(Pattern.compile("x"), 0, MINUTE))
                .withMessageContaining("but was 0");
    }

    private static ConditionFixture not(Condition condition) {
        return new ConditionFixture(Condition.not(condition));
    }

    private static Condition loggedOnce() {
        return Condition.logged(Pattern.compile(LOST), 1, MINUTE);
    }

    @Test
    void linesMayHaveBeenWrittenBeforeTheJournalWasFollowed() {
        ConditionFixture absent = not(loggedOnce()).listen();

        assertThat(absent.truth()).isEqualTo(TruthValue.UNKNOWN);
        assertThat(absent.evaluation().evidence()).isEqualTo("the journal has not been followed for 1min yet");
        assertThat(absent.evaluation().changesAt()).isEqualTo(absent.now().plusSeconds(60));
        assertThat(absent.passSeconds(59).truth()).isEqualTo(TruthValue.UNKNOWN);
        assertThat(absent.passSeconds(1).truth()).isEqualTo(TruthValue.TRUE);
    }

    @Test
    void linesAreAbsentOnceTheJournalWasReadToItsEnd() {
        ConditionFixture absent = not(loggedOnce()).listen().line(LOST).passSeconds(30);
        assertThat(absent.truth()).isEqualTo(TruthValue.FALSE);
        absent.passSeconds(60);

        assertThat(absent.evaluationBeforeReading().truth()).isEqualTo(TruthValue.UNKNOWN);
        assertThat(absent.evaluationBeforeReading().evidence())
                .endsWith(" 0 times in 1min, but the journal has not been read to its end");
        assertThat(absent.truth()).isEqualTo(TruthValue.TRUE);
        // known for a minute, and then verified again
        assertThat(absent.evaluation().changesAt()).isEqualTo(absent.now().plusSeconds(60));
        assertThat(absent.line(LOST).truth()).isEqualTo(TruthValue.FALSE);
        assertThat(absent.passSeconds(60).evaluationBeforeReading().truth()).isEqualTo(TruthValue.UNKNOWN);
    }

    @Test
    void fewerLinesAreAsGoodAsNone() {
        ConditionFixture few = not(Condition.logged(Pattern.compile(LOST), 2, MINUTE))
                .listen()
                .passSeconds(100)
                .line(LOST)
                .passSeconds(50)
                .line(LOST);
        assertThat(few.truth()).isEqualTo(TruthValue.FALSE);
        assertThat(few.evaluation().changesAt()).isEqualTo(few.now().plusSeconds(10));

        assertThat(few.passSeconds(10).truth()).isEqualTo(TruthValue.TRUE);
    }

    @Test
    void absenceIsProvedWithinOtherConditions() {
        for (Condition whole : new Condition[] {
            loggedOnce().and(Condition.up()), loggedOnce().or(Condition.failed()), Condition.not(loggedOnce())
        }) {
            ConditionFixture absent = not(whole).listen().see(TestStatuses.running("a"));
            assertThat(absent.truth()).as("not %s", whole).isEqualTo(TruthValue.UNKNOWN);
        }
    }

    @Test
    void linesThatAreThereNeedNoReading() {
        logged.listen();

        assertThat(logged.evaluationBeforeReading().truth()).isEqualTo(TruthValue.FALSE);
        assertThat(logged.line(LOST).line(LOST).evaluationBeforeReading().truth())
                .isEqualTo(TruthValue.TRUE);
    }
}
