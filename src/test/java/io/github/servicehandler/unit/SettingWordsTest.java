package io.github.servicehandler.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingWordsTest {

    @Test
    void leavesSimpleWordsUnquoted() {
        assertThat(SettingWords.quote(List.of("/bin/bot", "--port=80", "a,b", "x@y:/z")))
                .isEqualTo("/bin/bot --port=80 a,b x@y:/z");
    }

    @Test
    void quotesWhatSystemdWouldTakeForSomethingElse() {
        assertThat(SettingWords.quote(
                        List.of("/bin/bot", "", ";", "a b", "100%", "$HOME", "\"", "'", "\\", "\n\t\u0001")))
                .isEqualTo("/bin/bot \"\" \";\" \"a b\" 100%% $$HOME \"\\\"\" \"'\" \"\\\\\" \"\\n\\t\\x01\"");
    }

    @Test
    void switchesExpansionOffWhereTheProgramHasADollar() {
        assertThat(SettingWords.quote(List.of("/opt/a$b", "$c"))).isEqualTo(":/opt/a$b $c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-x", "@x", ":x", "+x", "!x", "|x", "a/b", "./a", "/bin/", "/a\"b", "/a\nb", "/a\\b"})
    void refusesAProgramThatSystemdWouldNotRun(String program) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SettingWords.quote(List.of(program)))
                .withMessageContaining("must be an absolute path, or a name");
    }

    @Test
    void refusesACommandWithoutWords() {
        assertThatIllegalArgumentException().isThrownBy(() -> SettingWords.quote(List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\uD800", "\uFFFE"})
    void refusesAWordThatNoUnitCanHold(String word) {
        assertThatIllegalArgumentException().isThrownBy(() -> SettingWords.quote(List.of("/bin/bot", word)));
    }

    @Test
    void splitsAtBlanks() {
        assertThat(SettingWords.split("  a b\tc  ")).containsExactly("a", "b", "c");
        assertThat(SettingWords.split("")).isEmpty();
        assertThat(SettingWords.split(" ")).isEmpty();
    }

    @Test
    void resolvesQuotes() {
        assertThat(SettingWords.split("\"a b\" 'c \"d' e\"f g\"h '' i''"))
                .containsExactly("a b", "c \"d", "ef gh", "", "i");
    }

    @Test
    void resolvesEscapes() {
        assertThat(SettingWords.split("\\a\\b\\f\\n\\r\\t\\v")).containsExactly("\u0007\b\f\n\r\t\u000b");
        assertThat(SettingWords.split("a\\sb \"\\\"\" '\\'' \\\\ \\\"")).containsExactly("a b", "\"", "'", "\\", "\"");
        assertThat(SettingWords.split("\\x41\\103\\u00e4\\U0001f916\\xc3\\xa4"))
                .containsExactly("AC\u00e4\uD83E\uDD16\u00e4");
        assertThat(SettingWords.split("\\xff \\ud800")).containsExactly("\uFFFD", "\uFFFD");
    }

    @Test
    void leavesWhatIsNoEscapeAsItIs() {
        assertThat(SettingWords.split("\\q \\x0z \\x00 \\777 \\08 \\uD \\U00110000 \\U0000d800 \\"))
                .containsExactly("\\q", "\\x0z", "\\x00", "\\777", "\\08", "\\uD", "\\U00110000", "\\U0000d800", "\\");
        assertThat(SettingWords.split("a\\ b")).containsExactly("a\\ b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'", "\"a", "a'b c", "'a\\'", "\"a\\"})
    void refusesAQuoteThatIsNotClosed(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SettingWords.split(value))
                .withMessageContaining("unterminated quote");
    }

    @Test
    void splitsCommandsAtALoneSemicolon() {
        assertThat(SettingWords.commands("-/bin/a b ; /bin/c ;; d; ';' \\; \\;e ; ; /bin/f ;"))
                .containsExactly(
                        List.of("-/bin/a", "b"), List.of("/bin/c", ";;", "d;", ";", ";", "\\;e"), List.of("/bin/f"));
    }

    @Test
    void readsBackWhatItHasQuoted() {
        RandomText random = new RandomText(7);
        for (int i = 0; i < 20_000; i++) {
            List<String> words = new ArrayList<>(List.of("/bin/bot"));
            for (int count = random.nextInt(5); count > 0; count--) {
                words.add(random.next(12));
            }
            assertThat(SettingWords.commands(SettingWords.quote(words)))
                    .singleElement()
                    .satisfies(command -> assertThat(command)
                            .map(word -> word.replace("%%", "%").replace("$$", "$"))
                            .isEqualTo(words));
        }
    }
}
