package io.github.servicehandler.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

    @ParameterizedTest
    @CsvSource({
        "Mon 2026-11-23 00:23:42 UTC,        2026-11-23T00:23:42Z",
        "Mon 2026-11-23 00:23:42.160372 UTC, 2026-11-23T00:23:42.160372Z",
        "Thu 1970-01-01 00:00:00 UTC,        1970-01-01T00:00:00Z"
    })
    void readsSecondsAndMicroseconds(String text, Instant instant) {
        assertThat(Timestamps.parse(text)).contains(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n/a",
                "0",
                "Mon 2026-11-23 00:23:42 CET",
                "Mon 2026-13-23 00:23:42 UTC",
                "Mon 2026-11-23 25:23:42 UTC",
                "2026-11-23 00:23:42 UTC",
                "Mon  2026-11-23 00:23:42 UTC",
                "Mon 2026-11-23 00:23:42 UTC "
            })
    void anythingElseIsNoTime(String text) {
        assertThat(Timestamps.parse(text)).isEmpty();
    }
}
