package io.github.servicehandler.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.servicehandler.files.UnitFileText.Fragment;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatOutputParserTest {

    private static final String UNIT = "/etc/systemd/system/bot.service";
    private static final String FIRST = UNIT + ".d/10-first.conf";
    private static final String SECOND = UNIT + ".d/20 second.conf";

    private static String file(String path, String text) {
        return "# " + path + "\n" + text;
    }

    private static Fragment fragment(String path, String text) {
        return new Fragment(Path.of(path), text);
    }

    @Test
    void oneFile() {
        UnitFileText text = CatOutputParser.parse(file(UNIT, "[Service]\nExecStart=/bin/true\n"), List.of(UNIT));

        assertThat(text.fragments()).containsExactly(fragment(UNIT, "[Service]\nExecStart=/bin/true\n"));
    }

    @Test
    void dropInsFollowAfterAnEmptyLine() {
        String printed = file(UNIT, "[Service]\n") + "\n" + file(FIRST, "[Service]\nNice=1\n\n") + "\n"
                + file(SECOND, "[Service]\nNice=2\n");

        UnitFileText text = CatOutputParser.parse(printed, List.of(UNIT, FIRST, SECOND));

        assertThat(text.fragments())
                .containsExactly(
                        fragment(UNIT, "[Service]\n"),
                        fragment(FIRST, "[Service]\nNice=1\n\n"),
                        fragment(SECOND, "[Service]\nNice=2\n"));
        assertThat(text.text()).isEqualTo(printed);
        assertThat(text).hasToString(printed);
    }

    @Test
    void filesMayBeEmpty() {
        String printed = file(UNIT, "") + "\n" + file(FIRST, "") + "\n" + file(SECOND, "");

        assertThat(CatOutputParser.parse(printed, List.of(UNIT, FIRST, SECOND)).fragments())
                .containsExactly(fragment(UNIT, ""), fragment(FIRST, ""), fragment(SECOND, ""));
    }

    @Test
    void commentsWithPathsAreComments() {
        String copied = "# /usr/lib/systemd/system/bot.service\n# " + UNIT + "\n# " + FIRST + "\n[Service]\n";
        String printed = file(UNIT, copied) + "\n" + file(FIRST, copied);

        assertThat(CatOutputParser.parse(printed, List.of(UNIT, FIRST)).fragments())
                .containsExactly(fragment(UNIT, copied), fragment(FIRST, copied));
    }

    @Test
    void otherTextIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> CatOutputParser.parse("[Service]\n", List.of(UNIT)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CatOutputParser.parse(file(UNIT, "[Service]\n"), List.of(UNIT, FIRST)))
                .withMessageContaining("does not contain all files");
    }
}
