package io.github.servicehandler.testing.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarSpecTest {

    /** A Thursday. */
    private static final LocalDateTime NOW = LocalDateTime.parse("2026-01-01T10:20:30.5");

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
        assertThat(CalendarSpec.parse(calendar).orElseThrow().nextAfter(NOW)).contains(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2020-01-01", "2025-12-31 23:59:59"})
    void aTimeThatIsPastNeverComesAgain(String calendar) {
        assertThat(CalendarSpec.parse(calendar).orElseThrow().nextAfter(NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"whenever", "25:00", "*-13-01", "Foo *-*-*", "12:00 12:00", "*:*/0", "daily Nowhere/At"})
    void whatIsNoTimeIsRefused(String calendar) {
        assertThat(CalendarSpec.parse(calendar)).isEmpty();
    }
}
