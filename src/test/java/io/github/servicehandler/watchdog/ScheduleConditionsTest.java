package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions on the time alone. */
class ScheduleConditionsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void everyHoldsForAMomentEachTime() {
        ConditionFixture every = new ConditionFixture(Condition.every(MINUTE));
        assertThat(every.holds()).isFalse();
        assertThat(every.evaluation().changesAt()).isEqualTo(every.now().plus(MINUTE));

        assertThat(every.passSeconds(59).holds()).isFalse();
        assertThat(every.passSeconds(1).evaluation().momentary()).isTrue();
        assertThat(every.holds()).isFalse();
        assertThat(every.passSeconds(60).holds()).isTrue();
    }

    @Test
    void aConditionMayNameItInSeveralPlaces() {
        Condition every = Condition.every(MINUTE);
        ConditionFixture twice = new ConditionFixture(
                every.and(Condition.failed()).or(Condition.every(MINUTE).and(Condition.up())));
        twice.see(TestStatuses.running("a"));
        assertThat(twice.holds()).isFalse();

        assertThat(twice.passSeconds(60).holds()).isTrue();
        assertThat(twice.holds()).isFalse();
        assertThat(twice.passSeconds(60).holds()).isTrue();
    }

    @Test
    void whatWasMissedIsNotMadeUpFor() {
        ConditionFixture every = new ConditionFixture(Condition.every(MINUTE));
        assertThat(every.holds()).isFalse();

        assertThat(every.passSeconds(600).holds()).isTrue();
        assertThat(every.holds()).isFalse();
        assertThat(every.evaluation().changesAt()).isEqualTo(every.now().plus(MINUTE));
    }

    @Test
    void atHoldsOnceADay() {
        ConditionFixture at =
                new ConditionFixture(Condition.at(LocalTime.of(4, 30), ZoneOffset.UTC)).setTime("2026-01-01T04:29:59Z");
        assertThat(at.holds()).isFalse();

        assertThat(at.passSeconds(1).holds()).isTrue();
        assertThat(at.passSeconds(3600).holds()).isFalse();
        assertThat(at.evaluation().changesAt()).isEqualTo("2026-01-02T04:30:00Z");
    }

    @Test
    void atGoesByTheWallClockAlsoWhenThatIsSetBack() {
        ConditionFixture at =
                new ConditionFixture(Condition.at(LocalTime.of(4, 30), ZoneOffset.UTC)).setTime("2026-01-01T04:00:00Z");
        assertThat(at.holds()).isFalse();
        at.setBack(Duration.ofHours(1));

        assertThat(at.passSeconds(1800).holds()).as("at 03:30").isFalse();
        assertThat(at.evaluation().changesAt()).isEqualTo("2026-01-01T05:30:00Z");
        assertThat(at.passSeconds(3600).holds()).isTrue();
    }

    @Test
    void atGoesOnTheNextDayAfterAClockThatWasAYearAhead() {
        ConditionFixture at =
                new ConditionFixture(Condition.at(LocalTime.of(4, 30), ZoneOffset.UTC)).setTime("2027-01-01T00:00:00Z");
        assertThat(at.holds()).isFalse();

        at.setBack(Duration.ofDays(365));

        assertThat(at.holds()).isFalse();
        assertThat(at.evaluation().changesAt()).isEqualTo("2027-01-01T04:30:00Z");
        assertThat(at.passSeconds(16200).holds()).isTrue();
    }

    @Test
    void everyGoesOnWhenTheWallClockIsSetBack() {
        ConditionFixture every = new ConditionFixture(Condition.every(MINUTE));
        assertThat(every.holds()).isFalse();

        assertThat(every.setBack(Duration.ofHours(1)).passSeconds(60).holds()).isTrue();
    }

    @Test
    void aTimeThatIsNowIsTomorrows() {
        ConditionFixture at =
                new ConditionFixture(Condition.at(LocalTime.of(4, 30), ZoneOffset.UTC)).setTime("2026-01-01T04:30:00Z");

        assertThat(at.holds()).isFalse();
        assertThat(at.evaluation().changesAt()).isEqualTo("2026-01-02T04:30:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        // the zone's own midnight, not Greenwich's
        "2026-01-01T12:00:00Z, 04:30, Asia/Tokyo, 2026-01-01T19:30:00Z",
        "2026-01-01T12:00:00Z, 04:30, America/New_York, 2026-01-02T09:30:00Z",
        // summer time begins: the same local time is an hour earlier
        "2026-03-28T12:00:00Z, 04:30, Europe/Berlin, 2026-03-29T02:30:00Z",
        // 02:30 does not exist that day: an hour later
        "2026-03-28T12:00:00Z, 02:30, Europe/Berlin, 2026-03-29T01:30:00Z",
        "2026-03-29T01:30:00Z, 02:30, Europe/Berlin, 2026-03-30T00:30:00Z",
        // 02:30 comes twice that day: only the first counts
        "2026-10-24T12:00:00Z, 02:30, Europe/Berlin, 2026-10-25T00:30:00Z",
        "2026-10-25T00:30:00Z, 02:30, Europe/Berlin, 2026-10-26T01:30:00Z",
        // a half hour's offset
        "2026-01-01T00:00:00Z, 06:00, Asia/Kolkata, 2026-01-01T00:30:00Z"
    })
    void atFollowsTheClockOfItsZone(String now, LocalTime time, ZoneId zone, Instant expected) {
        ConditionFixture at = new ConditionFixture(Condition.at(time, zone)).setTime(now);

        @Nullable Instant due = at.evaluation().changesAt();
        assertThat(due).isEqualTo(expected);
    }

    @Test
    void conditionsSayWhatTheyAre() {
        assertThat(Condition.every(Duration.ofMinutes(90))).hasToString("every 1h 30min");
        assertThat(Condition.at(LocalTime.of(4, 30), ZoneId.of("Europe/Berlin")))
                .hasToString("at 04:30 Europe/Berlin");
    }

    @Test
    void aPeriodIsPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.every(Duration.ZERO))
                .withMessage("the period must be positive, but was 0ms");
    }
}
