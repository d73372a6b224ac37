package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PatternSearchTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String SLOW_LINE = "a".repeat(200);

    private final List<String> problems = new ArrayList<>();

    @Test
    void ordinaryPatternsFindWhatTheyFoundBefore() {
        String longLine = "x".repeat(48 * 1024) + " ERROR: lost connection";
        for (String pattern : List.of("lost \\w+$", "(?i)error", "", "^x+ ERROR")) {
            assertThat(search(pattern).isIn(longLine, NOW)).as(pattern).isTrue();
        }
        assertThat(search(".*error.*").isIn("x".repeat(2000), NOW)).isFalse();
        assertThat(problems).isEmpty();
    }

    @Test
    void aLineThatTakesTooLongIsSkippedAndReportedOnceAnHour() {
        PatternSearch search = search("(.*a){12}b");
        for (int minute = 0; minute < 119; minute++) {
            assertThat(search.isIn(SLOW_LINE, NOW.plus(Duration.ofMinutes(minute))))
                    .isFalse();
        }

        assertThat(problems).hasSize(2);
        assertThat(problems.get(0)).contains("(.*a){12}b", "takes too long: a line was skipped");
        assertThat(problems.get(1)).contains("60 lines were skipped");
    }

    @Test
    void manySlowLinesUseUpTheBudgetOfTheirServiceUntilTimePasses() {
        PatternSearch search = search("(.*a){12}b|lost");
        long begin = System.nanoTime();
        for (int i = 0; i < 1000; i++) {
            search.isIn(SLOW_LINE, NOW);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(search.isIn("lost", NOW)).isFalse();

        assertThat(search.isIn("lost", NOW.plusMillis(1))).isTrue();
    }

    @Test
    void aLineThatOverflowsTheStackIsSkippedToo() {
        assertThat(search("^(a|b)*$").isIn("ab".repeat(100_000), NOW)).isFalse();

        assertThat(problems).singleElement().asString().contains("needs too much memory: a line was skipped");
    }

    private PatternSearch search(String pattern) {
        return new PatternSearch(LinePattern.of(Pattern.compile(pattern)), "bot.service", problems::add);
    }
}
