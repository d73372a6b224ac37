package io.github.servicehandler.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotedWordsTest {

    @Test
    void wordsStandBetweenBlanks() {
        assertThat(QuotedWords.split("rich rich/sub")).containsExactly("rich", "rich/sub");
        assertThat(QuotedWords.split(" a  b ")).containsExactly("a", "b");
        assertThat(QuotedWords.split("")).isEmpty();
    }

    @Test
    void wordsMayBeQuoted() {
        assertThat(QuotedWords.split("rich \"st ate\" \"\" end")).containsExactly("rich", "st ate", "", "end");
    }

    /** The text is captured from systemd 247 and 262. */
    @Test
    void backslashesTakeTheMeaningFromWhatFollows() {
        assertThat(QuotedWords.split("A=b \"X=a b\\$c\\\"d\" \"E=back\\\\slash\""))
                .containsExactly("A=b", "X=a b$c\"d", "E=back\\slash");
    }

    @Test
    void whatIsNotQuotedWellIsTakenAsItIs() {
        assertThat(QuotedWords.split("a \"b c")).containsExactly("a", "b c");
        assertThat(QuotedWords.split("a\\")).containsExactly("a\\");
    }
}
