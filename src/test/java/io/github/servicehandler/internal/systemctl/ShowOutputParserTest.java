package io.github.servicehandler.internal.systemctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.servicehandler.CapturedOutput;
import io.github.servicehandler.unit.UnitProperties;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShowOutputParserTest {

    @Test
    void readsALineForAProperty() {
        assertThat(ShowOutputParser.parse("Id=a.service\nMainPID=42\n"))
                .containsExactly(UnitProperties.ofPairs(List.of("Id", "a.service", "MainPID", "42")));
    }

    @Test
    void anEmptyLineSeparatesUnits() {
        assertThat(ShowOutputParser.parse("Id=a.service\n\nId=b.service\n"))
                .containsExactly(
                        UnitProperties.ofPairs(List.of("Id", "a.service")),
                        UnitProperties.ofPairs(List.of("Id", "b.service")));
    }

    @Test
    void moreEmptyLinesSeparateNoMore() {
        assertThat(ShowOutputParser.parse("\n\nId=a.service\n\n\nId=b.service\n\n"))
                .hasSize(2);
    }

    @Test
    void nothingIsNoUnit() {
        assertThat(ShowOutputParser.parse("")).isEmpty();
        assertThat(ShowOutputParser.parse("\n")).isEmpty();
    }

    @Test
    void theFirstEqualsSignEndsTheName() {
        assertThat(only("Environment=A=1 \"B=x y\"\n").text("Environment")).isEqualTo("A=1 \"B=x y\"");
        assertThat(only("Result=\n").get("Result")).contains("");
        assertThat(only("Result==\n").get("Result")).contains("=");
    }

    @Test
    void keepsEveryValueOfARepeatedName() {
        assertThat(only("EnvironmentFiles=/a (ignore_errors=no)\nEnvironmentFiles=/b (ignore_errors=yes)\n")
                        .all("EnvironmentFiles"))
                .containsExactly("/a (ignore_errors=no)", "/b (ignore_errors=yes)");
    }

    @Test
    void aValueMayGoOnInTheNextLine() {
        UnitProperties properties =
                only("ExecStart={ path=/bin/sh ; argv[]=/bin/sh -c echo\n  one=1\n  two ; pid=0 }\nId=a.service\n");
        assertThat(properties.text("ExecStart"))
                .isEqualTo("{ path=/bin/sh ; argv[]=/bin/sh -c echo\n  one=1\n  two ; pid=0 }");
        assertThat(properties.text("Id")).isEqualTo("a.service");
    }

    @Test
    void keepsBlanksAndCharactersOfAllKinds() {
        assertThat(only("Description= Läuft \\ \"gut\"\t\u0001\r \n").text("Description"))
                .isEqualTo(" Läuft \\ \"gut\"\t\u0001\r ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Id", "Id=a.service", "Id=a.service\nMainPI", "Id=a.service\nMainPID=4"})
    void aLastLineWithoutAnEndWasCutOff(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShowOutputParser.parse(text))
                .withMessage("the last line is not terminated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage\n", "=value\n", "id=a.service\n", "A B=c\n", " Id=a.service\n", "Id\n", "Ä=b\n"})
    void aFirstLineThatIsNoPropertyIsGarbage(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShowOutputParser.parse(text))
                .withMessage("the first line of a unit is not a property");
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aHugeValueOfManyLinesTakesNoLongerThanOthers() {
        String value = "x\n".repeat(4_000_000);
        assertThat(only("Id=" + value).text("Id").length()).isEqualTo(value.length() - 1);
    }

    @ParameterizedTest
    @MethodSource("io.github.servicehandler.CapturedOutput#all")
    void readsWhatEveryVersionPrints(CapturedOutput systemd) {
        List<UnitProperties> units = ShowOutputParser.parse(systemd.text("show"));
        assertThat(units).hasSameSizeAs(CapturedOutput.SHOWN);
        assertThat(units.get(0).text("Description")).isEqualTo("Says \"hello\", läuft \\ 100%");
        assertThat(StatusProperties.ALL)
                .allSatisfy(name -> assertThat(units.get(0).all(name)).as(name).hasSizeLessThanOrEqualTo(1));
    }

    private static UnitProperties only(String text) {
        List<UnitProperties> units = ShowOutputParser.parse(text);
        assertThat(units).hasSize(1);
        return units.get(0);
    }

    @Test
    void aCommandMayHaveLinesThatLookLikeOtherProperties() {
        String command = "{ path=/bin/sh ; argv[]=/bin/sh -c A=1\nType=c\n\nd ; status=0/0 }";

        List<UnitProperties> units = ShowOutputParser.parse(
                "Id=a.service\nExecStart=" + command + "\nExecStart=" + command + "\nType=oneshot\n\nId=b.service\n");

        assertThat(units).hasSize(2);
        assertThat(units.get(0).all("ExecStart")).containsExactly(command, command);
        assertThat(units.get(0).text("Type")).isEqualTo("oneshot");
    }
}
