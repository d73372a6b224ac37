package io.github.servicehandler.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.journal.JournalStatistics.Counts;
import io.github.servicehandler.unit.UnitName;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class JournalStatisticsTest {

    private static final UnitName BOT = UnitName.of("bot.service");
    private static final UnitName OTHER = UnitName.of("other.service");

    private Instant now = Instant.ofEpochSecond(1000);
    private final JournalStatistics statistics = new JournalStatistics(() -> now);

    private void receive(UnitName unit, long second, String priority, String message) {
        Export export = new Export()
                .entry("__REALTIME_TIMESTAMP=" + second * 1_000_000, "_SYSTEMD_UNIT=" + unit, "PRIORITY=" + priority)
                .binary("MESSAGE", message.getBytes(UTF_8))
                .end();
        Export.read(export.bytes(), new ArrayList<>(), UnitAttribution.ofOne(unit))
                .forEach(statistics);
    }

    @Test
    void countsLinesBytesAndErrorsPerUnit() {
        receive(BOT, 1000, "6", "é");
        receive(BOT, 1000, "3", "a\nb\n");
        receive(BOT, 1000, "2", "");
        receive(OTHER, 1000, "4", "x");

        assertThat(statistics.units()).containsExactly(BOT, OTHER);
        assertThat(statistics.total(BOT)).isEqualTo(new Counts(4, 6, 2));
        assertThat(statistics.total(OTHER)).isEqualTo(new Counts(1, 1, 0));
        assertThat(statistics.total(UnitName.of("none"))).isEqualTo(new Counts(0, 0, 0));
        assertThat(statistics.lastMinute(UnitName.of("none"))).isEqualTo(new Counts(0, 0, 0));
    }

    @Test
    void theLevelInTheMessageComesFirst() {
        receive(BOT, 1000, "6", "level=error msg=a");
        receive(BOT, 1000, "3", "{\"level\":\"info\"}");

        assertThat(statistics.total(BOT).errors()).isEqualTo(1);
    }

    @Test
    void theLastMinuteMovesOn() {
        receive(BOT, 941, "3", "a");
        receive(BOT, 970, "6", "b");
        receive(BOT, 1000, "3", "c");
        assertThat(statistics.lastMinute(BOT)).isEqualTo(new Counts(3, 3, 2));

        now = now.plusSeconds(1);
        assertThat(statistics.lastMinute(BOT)).isEqualTo(new Counts(2, 2, 1));

        now = now.plusSeconds(58);
        assertThat(statistics.lastMinute(BOT)).isEqualTo(new Counts(1, 1, 1));

        now = now.plusSeconds(1);
        assertThat(statistics.lastMinute(BOT)).isEqualTo(new Counts(0, 0, 0));
        assertThat(statistics.total(BOT)).isEqualTo(new Counts(3, 3, 2));
    }

    @Test
    void anEntryFromTheFutureIsNotOfTheLastMinute() {
        receive(BOT, 1060, "6", "future");
        assertThat(statistics.lastMinute(BOT)).isEqualTo(new Counts(0, 0, 0));

        receive(BOT, 1000, "6", "now");
        assertThat(statistics.lastMinute(BOT)).isEqualTo(new Counts(1, 3, 0));
    }
}
