package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellWordsTest {

    @Test
    void wordsStandBetweenBlanks() {
        assertThat(ShellWords.split("rich rich/sub")).containsExactly("rich", "rich/sub");
        assertThat(ShellWords.split(" a  b ")).containsExactly("a", "b");
        assertThat(ShellWords.split("")).isEmpty();
    }

    @Test
    void wordsMayBeQuoted() {
        assertThat(ShellWords.split("rich \"st ate\" \"\" end")).containsExactly("rich", "st ate", "", "end");
    }

    /** The text is captured from systemd 247 and 262. */
    @Test
    void backslashesTakeTheMeaningFromWhatFollows() {
        assertThat(ShellWords.split("A=b \"X=a b\\$c\\\"d\" \"E=back\\\\slash\""))
                .containsExactly("A=b", "X=a b$c\"d", "E=back\\slash");
    }

    @Test
    void whatIsNotQuotedWellIsTakenAsItIs() {
        assertThat(ShellWords.split("a \"b c")).containsExactly("a", "b c");
        assertThat(ShellWords.split("a\\")).containsExactly("a\\");
    }
}
