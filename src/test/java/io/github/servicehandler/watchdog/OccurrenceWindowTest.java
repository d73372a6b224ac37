package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OccurrenceWindowTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final OccurrenceWindow ring = new OccurrenceWindow();

    @Test
    void anEmptyOneNeverHappened() {
        assertThat(ring.isEmpty()).isTrue();
        assertThat(ring.last()).isEqualTo(Instant.EPOCH);
        assertThat(ring.within(MINUTE, START)).isZero();
        assertThat(ring.fewerThan(1, MINUTE, START)).isNull();
    }

    @Test
    void aMomentThatIsAPeriodAgoDoesNotCount() {
        ring.add(START);

        assertThat(ring.within(MINUTE, START.plusSeconds(59))).isEqualTo(1);
        assertThat(ring.within(MINUTE, START.plusSeconds(60))).isZero();
        assertThat(ring.last()).isEqualTo(START);
    }

    @Test
    void tellsWhenThereWillBeFewer() {
        ring.addAll(List.of(START, START.plusSeconds(10), START.plusSeconds(20)));
        Instant now = START.plusSeconds(30);

        assertThat(ring.fewerThan(4, MINUTE, now)).isNull();
        assertThat(ring.fewerThan(3, MINUTE, now)).isEqualTo(START.plusSeconds(60));
        assertThat(ring.fewerThan(2, MINUTE, now)).isEqualTo(START.plusSeconds(70));
        assertThat(ring.fewerThan(1, MINUTE, now)).isEqualTo(START.plusSeconds(80));
    }

    @Test
    void theOldestGiveWay() {
        for (int i = 0; i <= OccurrenceWindow.CAPACITY; i++) {
            ring.add(START.plusSeconds(i));
        }

        assertThat(ring.all())
                .hasSize(OccurrenceWindow.CAPACITY)
                .startsWith(START.plusSeconds(1))
                .endsWith(ring.last());
    }

    @Test
    void aCopyIsMadeOnceForEachChange() {
        ring.add(START);
        List<Instant> copy = ring.all();
        assertThat(ring.all()).isSameAs(copy);
        ring.add(START);

        assertThat(ring.all()).hasSize(2);
        assertThat(copy).hasSize(1);
    }

    @Test
    void oneOfTwoEqualMomentsIsForgotten() {
        ring.addAll(List.of(START, START, START.plusSeconds(1)));
        ring.remove(START);

        assertThat(ring.all()).containsExactly(START, START.plusSeconds(1));
    }
}
