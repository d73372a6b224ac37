package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinePatternTest {

    @ParameterizedTest
    @CsvSource({
        "0,lost \\w+",
        "2,(?i)lost \\w+",
        "10,(?im)lost \\w+",
        "16,\\Qlost \\w+\\E",
        "22,(?ix)\\Qlost \\w+\\E",
        "367,(?dixmsuU)lost \\w+"
    })
    void theFlagsAreAPartOfTheText(int flags, String text) {
        assertThat(LinePattern.of(Pattern.compile("lost \\w+", flags)).text()).isEqualTo(text);
    }

    @Test
    void flagsThatTheTextBeginsWithAreLeftThere() {
        LinePattern pattern = LinePattern.of(Pattern.compile("(?i)lost"));

        assertThat(pattern.text()).isEqualTo("(?i)lost");
        assertThat(LinePattern.of(Pattern.compile(pattern.text())).text()).isEqualTo("(?i)lost");
    }

    @Test
    void aLiteralNeedNotBeAPattern() {
        LinePattern pattern = LinePattern.of(Pattern.compile("[", Pattern.LITERAL));

        assertThat(pattern.text()).isEqualTo("\\Q[\\E");
        assertThat(pattern.isIn("a[0]")).isTrue();
    }

    @Test
    void aCommentNeedNotBeAPattern() {
        LinePattern pattern = LinePattern.of(Pattern.compile("lost # the (connection", Pattern.COMMENTS));

        assertThat(pattern.isIn("it was lost")).isTrue();
    }

    @Test
    void whatIsFoundIsWhatTheGivenPatternFinds() {
        LinePattern pattern = LinePattern.of(Pattern.compile("Error: (?-i)OOM", Pattern.CASE_INSENSITIVE));

        assertThat(pattern.isIn("ERROR: OOM")).isTrue();
        assertThat(pattern.isIn("ERROR: oom")).isFalse();
    }

    @Test
    void aFlagThatCannotBeWrittenIsRefused() {
        Pattern pattern = Pattern.compile("a", Pattern.CANON_EQ);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinePattern.of(pattern))
                .withMessageContaining("CANON_EQ");
    }
}
