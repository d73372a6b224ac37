package io.github.servicehandler.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarExpressionTest {

    /** A Thursday. */
    private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-01-01T10:20:30.5Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    minutely                    | 2026-01-01T10:21:00
                    hourly                      | 2026-01-01T11:00:00
                    daily                       | 2026-01-02T00:00:00
                    weekly                      | 2026-01-05T00:00:00
                    monthly                     | 2026-02-01T00:00:00
                    quarterly                   | 2026-04-01T00:00:00
                    yearly                      | 2027-01-01T00:00:00
                    *:0/15                      | 2026-01-01T10:30:00
                    *:*:0/10                    | 2026-01-01T10:20:40
                    12:00                       | 2026-01-01T12:00:00
                    09:00                       | 2026-01-02T09:00:00
                    Mon *-*-* 12:00:00          | 2026-01-05T12:00:00
                    Mon..Wed,Sun 8:00           | 2026-01-04T08:00:00
                    *-02-29                     | 2028-02-29T00:00:00
                    *-*-31                      | 2026-01-31T00:00:00
                    2099-01-01 00:00:00 UTC     | 2099-01-01T00:00:00
                    daily UTC                   | 2026-01-02T00:00:00
                    daily Europe/Berlin         | 2026-01-01T23:00:00
                    *-07-01 12:00 Europe/Berlin | 2026-07-01T10:00:00
                    12:00 America/New_York      | 2026-01-01T17:00:00
                    *-*~1                       | 2026-01-31T00:00:00
                    *-02~1                      | 2026-02-28T00:00:00
                    2028-02~2                   | 2028-02-28T00:00:00
                    """)
    void theNextTime(String calendar, LocalDateTime next) {
        assertThat(CalendarExpression.parse(calendar).next(NOW).map(ZonedDateTime::toInstant))
                .contains(next.toInstant(ZoneOffset.UTC));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2020-01-01", "2025-12-31 23:59:59"})
    void aTimeThatIsPastNeverComesAgain(String calendar) {
        assertThat(CalendarExpression.parse(calendar).next(NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"whenever", "25:00", "*-13-01", "Foo *-*-*", "12:00 12:00", "*:*/0", "daily Nowhere/At"})
    void whatIsNoTimeIsRefused(String calendar) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CalendarExpression.parse(calendar))
                .withMessageStartingWith("calendar expression \"" + calendar + "\" is invalid: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    daily                         | *-*-* 00:00:00
                    weekly                        | Mon *-*-* 00:00:00
                    mon,Tue,wed,sunday 4:30       | Mon..Wed,Sun *-*-* 04:30:00
                    Sat,Sun 12-5 8:05:40          | Sat,Sun *-12-05 08:05:40
                    26-1..4-1 10:5/15 utc         | 2026-01..04-01 10:05/15:00 UTC
                    *-*~7/1                       | *-*~07/1 00:00:00
                    *:*:0/0.5                     | *-*-* *:*:00/0.500000
                    @1893456000                   | 2030-01-01 00:00:00 UTC
                    Mon..Fri 4:30 Europe/Berlin   | Mon..Fri *-*-* 04:30:00 Europe/Berlin
                    """)
    void theNormalizedForm(String calendar, String normalized) {
        CalendarExpression expression = CalendarExpression.parse(calendar);

        assertThat(expression).hasToString(normalized);
        assertThat(CalendarExpression.parse(normalized)).isEqualTo(expression).hasSameHashCodeAs(expression);
    }

    @Test
    void aTimeThatTheClockSkipsDoesNotOccur() {
        Instant eve = Instant.parse("2026-03-28T12:00:00Z");

        assertThat(CalendarExpression.parse("2:30 Europe/Berlin").next(eve, 2))
                .containsExactly(Instant.parse("2026-03-30T00:30:00Z"), Instant.parse("2026-03-31T00:30:00Z"));
    }

    @Test
    void aTimeThatTheClockRepeatsOccursOnce() {
        Instant eve = Instant.parse("2026-10-24T12:00:00Z");

        assertThat(CalendarExpression.parse("2:30 Europe/Berlin").next(eve, 2))
                .containsExactly(Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-10-26T01:30:00Z"));
    }

    @Test
    void theMomentsAreInTheZoneOfTheExpression() {
        assertThat(CalendarExpression.parse("12:00 America/New_York").next(NOW))
                .contains(ZonedDateTime.parse("2026-01-01T12:00:00-05:00[America/New_York]"));
    }

    @Test
    void theNumberOfMomentsMustBePositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CalendarExpression.parse("daily").next(NOW, 0))
                .withMessage("count must be at least 1, but was 0");
    }
}
