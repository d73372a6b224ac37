package io.github.servicehandler.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalCursorTest {

    private static final String REAL = "s=01e9084b4d8f4b2a8f3d3dbe625e42e0;i=2c8;b=720fc5f4c7a0445c89210e7d5b21c818;"
            + "m=2e0daa73e;t=660e93b72aa06;x=73804";

    @Test
    void isItsText() {
        assertThat(new JournalCursor(REAL)).hasToString(REAL).isEqualTo(new JournalCursor(REAL));
    }

    private static boolean isAtOrAfter(String text, String other) {
        return new JournalCursor(text).isAtOrAfter(new JournalCursor(other));
    }

    private static void assertOrder(String earlier, String later) {
        assertThat(isAtOrAfter(later, earlier)).isTrue();
        assertThat(isAtOrAfter(earlier, later)).isFalse();
        assertThat(isAtOrAfter(later, later)).isTrue();
    }

    @Test
    void entriesOfTheSameMicrosecondAreOrderedByTheirNumbers() {
        assertOrder("s=a;i=9;b=b;m=5;t=7;x=9", "s=a;i=a;b=b;m=5;t=7;x=3");
    }

    @Test
    void numbersDecideEvenAgainstTheTime() {
        assertOrder("s=a;i=1;b=b;m=6;t=8;x=3", "s=a;i=2;b=b;m=5;t=7;x=3");
    }

    @Test
    void entriesOfDifferentSequencesAreOrderedByTimeAndThenByHash() {
        assertOrder("s=a;i=2;b=b;m=5;t=9;x=3", "s=c;i=1;b=b;m=6;t=7;x=3");
        assertOrder("s=a;i=2;b=b;m=5;t=7;x=3", "s=c;i=1;b=b;m=5;t=8;x=2");
        assertOrder("s=a;i=2;b=b;m=5;t=7;x=3", "s=c;i=1;b=b;m=5;t=7;x=8000000000000000");
    }

    @Test
    void anEntryThatWasFlushedKeepsItsPlace() {
        assertThat(isAtOrAfter("s=a;i=9;b=b;m=5;t=7;x=3", "s=c;i=1;b=b;m=5;t=7;x=3"))
                .isTrue();
        assertThat(isAtOrAfter("s=c;i=1;b=b;m=5;t=7;x=3", "s=a;i=9;b=b;m=5;t=7;x=3"))
                .isTrue();
    }

    @Test
    void equalLinesOfTheSameMicrosecondAreDifferentEntries() {
        JournalCursor first = new JournalCursor("s=a;i=9;b=b;m=5;t=7;x=3");

        assertThat(first.isOfSameEntry("s=a;i=a;b=b;m=5;t=7;x=3")).isFalse();
        assertThat(first.isOfSameEntry("s=a;i=9;b=b;m=5;t=7;x=3")).isTrue();
        assertThat(first.isOfSameEntry("s=c;i=1;b=b;m=5;t=7;x=3")).isTrue();
        assertThat(first.isOfSameEntry("s=c;i=9;b=b;m=5;t=7;x=4")).isFalse();
    }

    @Test
    void entriesOfDifferentBootsHaveNoOrder() {
        assertThat(isAtOrAfter("s=a;i=2;b=b;m=5;t=7;x=3", "s=a;i=1;b=c;m=4;t=6;x=3"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "frob", "s=", "s=1;", "s=1\n", "s=1;i=2 --follow", "--cursor", "s=\u00e9"})
    void whatCannotBeOneIsRefused(String text) {
        assertThat(JournalCursor.isValid(text)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JournalCursor(text))
                .withMessageContaining("is not a cursor");
    }
}
