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

    @ParameterizedTest
    @ValueSource(strings = {"", "frob", "s=", "s=1;", "s=1\n", "s=1;i=2 --follow", "--cursor", "s=\u00e9"})
    void whatCannotBeOneIsRefused(String text) {
        assertThat(JournalCursor.isValid(text)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JournalCursor(text))
                .withMessageContaining("is not a cursor");
    }
}
