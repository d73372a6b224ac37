package io.github.servicehandler.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LossDetectorTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final LossDetector detector = new LossDetector();

    private boolean hasGapBefore(int number) {
        return detector.hasGapBefore(new JournalCursor(Export.cursor(number)));
    }

    @Test
    void aGapIsWhereTheOldestEntryIsLaterThanTheLastOne() {
        assertThat(hasGapBefore(3)).isFalse();
        detector.sawOldest(new JournalCursor(Export.cursor(2)));
        assertThat(hasGapBefore(4)).isFalse();
        detector.sawOldest(new JournalCursor(Export.cursor(9)));
        assertThat(hasGapBefore(5)).isFalse();
        assertThat(hasGapBefore(12)).isTrue();
        assertThat(hasGapBefore(13)).isFalse();
    }

    @Test
    void anotherBootIsNoGap() {
        assertThat(hasGapBefore(3)).isFalse();
        detector.sawOldest(new JournalCursor(Export.cursorOfBoot("01", 9)));
        assertThat(detector.hasGapBefore(new JournalCursor(Export.cursorOfBoot("01", 12))))
                .isFalse();
    }

    @Test
    void onlyASlowListenerIsAReasonToLook() {
        assertThat(detector.isLookDue(4 * SECOND)).isFalse();
        assertThat(detector.isLookDue(7 * SECOND)).isTrue();
        assertThat(detector.isLookDue(4 * SECOND)).isFalse();
    }
}
