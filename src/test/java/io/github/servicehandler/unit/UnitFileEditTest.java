package io.github.servicehandler.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitFileEditTest {

    private static final UnitFile UNIT = UnitFile.parse("""
            # the bot
            [Unit]
            Description = My bot

            [Service]
            ExecStart=/bin/a \\
            # first
              one
            ;Nice=5
            ExecStart=/bin/b
            Environment="A=b"

            # starts at boot
            [Install]
            WantedBy=default.target
            [Service]
            ExecStart=
            # the end
            """);

    @Test
    void putsAValueInThePlaceOfTheFirstAndRemovesTheOthers() {
        assertThat(UNIT.with("Service", "ExecStart", "/bin/c")).hasToString("""
                # the bot
                [Unit]
                Description = My bot

                [Service]
                ExecStart=/bin/c
                ;Nice=5
                Environment="A=b"

                # starts at boot
                [Install]
                WantedBy=default.target
                [Service]
                # the end
                """);
    }

    @Test
    void keepsTheFormOfTheLine() {
        assertThat(UNIT.with("Unit", "Description", "Yours").toString())
                .isEqualTo(UNIT.toString().replace("My bot", "Yours"));
    }

    @Test
    void addsToTheLastOccurrenceOfTheSection() {
        assertThat(UNIT.withAdded("Service", "ExecStart", "/bin/c").toString())
                .isEqualTo(UNIT.toString().replace("ExecStart=\n", "ExecStart=\nExecStart=/bin/c\n"));
        assertThat(UNIT.with("Service", "User", "bot").last("Service", "User")).contains("bot");
    }

    @Test
    void addsBeforeTheCommentsOfTheNextSection() {
        assertThat(UNIT.with("Unit", "After", "a.service").toString())
                .isEqualTo(UNIT.toString().replace("My bot\n", "My bot\nAfter=a.service\n"));
    }

    @Test
    void createsASection() {
        assertThat(UNIT.with("X-Mine", "A", "b").toString()).isEqualTo(UNIT + "\n[X-Mine]\nA=b\n");
        assertThat(UnitFile.parse("").with("Service", "MemoryMax", "1G")).hasToString("[Service]\nMemoryMax=1G\n");
    }

    @Test
    void removesAllAssignments() {
        UnitFile changed = UNIT.without("Service", "ExecStart");

        assertThat(changed.all("Service", "ExecStart")).isEmpty();
        assertThat(changed.toString()).contains("# the end", ";Nice=5").doesNotContain("# first", "one");
        assertThat(UNIT.without("Service", "Nice")).isSameAs(UNIT);
    }

    @Test
    void changesNothingIfTheValueIsThere() {
        assertThat(UNIT.with("Unit", "Description", "My bot")).isSameAs(UNIT);
    }

    @ParameterizedTest
    @CsvSource({
        "'[S]', '[S]|A=b|'",
        "'[S]|C=d', '[S]|C=d|A=b|'",
        "'[S]|C=d\\', '[S]|C=d\\| |A=b|'",
        "'[S]|C=d\\|', '[S]|C=d\\| |A=b|'",
        "'[S]|C=d\\|# e', '[S]|C=d\\|# e| |A=b|'",
        "'[S]|# e', '[S]|A=b|# e'",
        "'[T]|# e', '[T]|# e||[S]|A=b|'",
        "'C=d\\', 'C=d\\| ||[S]|A=b|'",
        "'# e', '# e||[S]|A=b|'",
        "'|', '||[S]|A=b|'"
    })
    void completesTheLineBefore(String text, String changed) {
        for (String end : new String[] {"\n", "\r\n", "\r"}) {
            UnitFile unit = UnitFile.parse(text.replace("|", end)).withAdded("S", "A", "b");

            assertThat(unit.all("S", "A")).containsExactly("b");
            if (text.contains("|")) {
                assertThat(unit).hasToString(changed.replace("|", end));
            }
        }
    }

    @Test
    void keepsAMissingLineEnd() {
        assertThat(UnitFile.parse("[S]\nA=b").with("S", "A", "c")).hasToString("[S]\nA=c");
        assertThat(UnitFile.parse("[S]\nA=b").without("S", "A")).hasToString("[S]\n");
    }

    @Test
    void changesWhatSystemdReadsOfARefusedFile() {
        UnitFile refused = UnitFile.parse("# a\n[S]\nA=b\n[bad\nC=d\n");

        assertThat(refused).hasToString("# a\n[S]\nA=b\n[bad\nC=d\n");
        assertThat(refused.with("S", "A", "c")).hasToString("# a\n[S]\nA=c\n[bad\nC=d\n");
        assertThat(refused.with("T", "E", "f")).hasToString("# a\n[T]\nE=f\n\n[S]\nA=b\n[bad\nC=d\n");
        assertThat(refused.with("T", "E", "f").last("T", "E")).contains("f");
    }

    @Test
    void keepsTheTypeOfTheUnit() {
        UnitFile unit = UnitFile.parse("[Service]\n", UnitType.SERVICE).with("Timer", "OnCalendar", "daily");

        assertThat(unit.problems())
                .singleElement()
                .extracting(UnitFileProblem::text)
                .isEqualTo("[Timer]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nExecStart=/bin/evil", "a\r", "a\0b", " a", "a ", "\uD800"})
    void refusesAValueThatIsNoLine(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> UNIT.with("Unit", "Description", value));
        assertThatIllegalArgumentException().isThrownBy(() -> UNIT.withAdded("Unit", "Description", value));
    }

    @Test
    void refusesWhatIsNoKeyOrSection() {
        assertThatIllegalArgumentException().isThrownBy(() -> UNIT.with("Unit", "A=b", "c"));
        assertThatIllegalArgumentException().isThrownBy(() -> UNIT.with("Unit", "#A", "c"));
        assertThatIllegalArgumentException().isThrownBy(() -> UNIT.withAdded("Un]\n[it", "A", "c"));
        assertThatIllegalArgumentException().isThrownBy(() -> UNIT.with("Unit", "A", "x".repeat(1024 * 1024)));
    }

    @Test
    void writesABackslashAtTheEndSoThatItContinuesNothing() {
        UnitFile unit = UNIT.with("Unit", "Description", "a\\");

        assertThat(unit.last("Unit", "Description")).contains("a\\");
        assertThat(unit.entries("Service")).isEqualTo(UNIT.entries("Service"));
    }

    @Test
    void keepsAByteOrderMark() {
        assertThat(UnitFile.parse("\uFEFF[S]\nA=b\n").with("S", "A", "c")).hasToString("\uFEFF[S]\nA=c\n");
        assertThat(UnitFile.parse("[S]\n\uFEFFA=b\n# c\n").without("S", "A")).hasToString("[S]\n\uFEFF\n# c\n");
    }
}
