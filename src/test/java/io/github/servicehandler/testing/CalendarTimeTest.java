package io.github.servicehandler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarTimeTest {

    /** A Thursday. */
    private static final Instant NOW = Instant.parse("2026-01-01T10:20:30.5Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    minutely                    | 2026-01-01T10:21:00Z
                    hourly                      | 2026-01-01T11:00:00Z
                    daily                       | 2026-01-02T00:00:00Z
                    weekly                      | 2026-01-05T00:00:00Z
                    monthly                     | 2026-02-01T00:00:00Z
                    quarterly                   | 2026-04-01T00:00:00Z
                    yearly                      | 2027-01-01T00:00:00Z
                    *:0/15                      | 2026-01-01T10:30:00Z
                    *:*:0/10                    | 2026-01-01T10:20:40Z
                    12:00                       | 2026-01-01T12:00:00Z
                    09:00                       | 2026-01-02T09:00:00Z
                    Mon *-*-* 12:00:00          | 2026-01-05T12:00:00Z
                    Mon..Wed,Sun 8:00           | 2026-01-04T08:00:00Z
                    *-02-29                     | 2028-02-29T00:00:00Z
                    *-*-31                      | 2026-01-31T00:00:00Z
                    2099-01-01 00:00:00 UTC     | 2099-01-01T00:00:00Z
                    """)
    void theNextTime(String calendar, Instant next) {
        assertThat(CalendarTime.parse(calendar).orElseThrow().nextAfter(NOW)).contains(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2020-01-01", "2025-12-31 23:59:59"})
    void aTimeThatIsPastNeverComesAgain(String calendar) {
        assertThat(CalendarTime.parse(calendar).orElseThrow().nextAfter(NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"whenever", "25:00", "*-13-01", "Foo *-*-*", "12:00 12:00", "*:*/0"})
    void whatIsNoTimeIsRefused(String calendar) {
        assertThat(CalendarTime.parse(calendar)).isEmpty();
    }
}
