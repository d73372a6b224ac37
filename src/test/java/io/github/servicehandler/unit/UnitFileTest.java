package io.github.servicehandler.unit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitFileTest {

    private static final UnitFile UNIT =
            UnitFile.parse("[Service]\nExecStart=/a\nExecStart=\nExecStart=/b\nExecStart=/c\nUser=\n");

    @Test
    void tellsTheFirstAndTheLastValue() {
        assertThat(UNIT.first("Service", "ExecStart")).contains("/a");
        assertThat(UNIT.last("Service", "ExecStart")).contains("/c");
        assertThat(UNIT.last("Service", "User")).contains("");
    }

    @Test
    void tellsTheListThatAnEmptyAssignmentHasReset() {
        assertThat(UNIT.all("Service", "ExecStart")).containsExactly("/b", "/c");
        assertThat(UNIT.all("Service", "User")).isEmpty();
    }

    @Test
    void tellsNothingOfWhatIsNotThere() {
        assertThat(UNIT.first("Service", "execstart")).isEmpty();
        assertThat(UNIT.last("service", "ExecStart")).isEmpty();
        assertThat(UNIT.all("Unit", "After")).isEmpty();
        assertThat(UNIT.entries("Unit")).isEmpty();
    }

    @Test
    void isEqualBySectionsAndSettings() {
        UnitFile other = UnitFile.parse("# hi\n[Service]\nA = b\nnoise\n[Unit]\n");

        assertThat(other).isEqualTo(UnitFile.parse("[Unit]\n[Service]\nA=b\n"));
        assertThat(other).hasSameHashCodeAs(UnitFile.parse("[Unit]\n[Service]\nA=b\n"));
        assertThat(other).isNotEqualTo(UnitFile.parse("[Service]\nA=b\n")).isNotEqualTo("");
    }

    @Test
    void showsItsText() {
        assertThat(UnitFile.parse("[Unit]\n A = b \n;c\n[Service]\nD=e\nD=f"))
                .hasToString("[Unit]\n A = b \n;c\n[Service]\nD=e\nD=f");
        assertThat(UnitFile.parse("")).hasToString("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[Service]",
                "[Service]\nA=b",
                "[Service]\nA=b\\ \nC=d\n",
                "[Service]\nA\\ =b\nC\\=\n",
                "[Service]\nA=b\\\\\\ \nC=d\n",
                "[Service]\nA=b\\\nC=d\n",
                "\uFEFF[Service]\n\uFEFFA=b\n",
                "[Service]\n\\\n\uFEFF#A=b\n \uFEFFC=d\n",
                "[Service]\nA=[b]\nC=#d\nE==\n"
            })
    void givesATextThatParsesToAnEqualOne(String text) {
        UnitFile unit = UnitFile.parse(text);

        assertThat(UnitFile.parse(unit.toString())).isEqualTo(unit);
        assertThat(UnitFile.parse(unit.toString()).problems()).isEmpty();
    }
}
