package io.github.servicehandler.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitPropertiesTest {

    private final UnitProperties properties = UnitProperties.ofPairs(
            List.of("Id", "bot.service", "ExecStart", "first", "NRestarts", "3", "ExecStart", "second", "Result", ""));

    @Test
    void knowsAValueByItsName() {
        assertThat(properties.get("Id")).contains("bot.service");
        assertThat(properties.text("Id")).isEqualTo("bot.service");
    }

    @Test
    void tellsAnEmptyValueFromNone() {
        assertThat(properties.get("Result")).contains("");
        assertThat(properties.get("Missing")).isEmpty();
        assertThat(properties.text("Missing")).isEmpty();
    }

    @Test
    void namesAreMatchedAsTheyAre() {
        assertThat(properties.get("id")).isEmpty();
        assertThat(properties.get("bot.service")).isEmpty();
    }

    @Test
    void losesNoneOfTheValuesOfARepeatedName() {
        assertThat(properties.all("ExecStart")).containsExactly("first", "second");
        assertThat(properties.get("ExecStart")).contains("first");
        assertThat(properties.all("Missing")).isEmpty();
        assertThat(properties.size()).isEqualTo(5);
    }

    @Test
    void readsNumbers() {
        assertThat(properties.number("NRestarts")).hasValue(3);
        assertThat(number("9223372036854775807").number("N")).hasValue(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[not set]",
                "[no data]",
                "n/a",
                "infinity",
                "18446744073709551615",
                "18446744073709551614",
                "12 ",
                "0x10",
                "1min 30s",
                "[not set",
                "99999999999999999999999999999999"
            })
    void noNumberHasManySpellings(String text) {
        assertThat(number(text).number("N")).isEmpty();
    }

    @Test
    void yesIsYes() {
        assertThat(number("yes").yes("N")).isTrue();
        assertThat(number("no").yes("N")).isFalse();
        assertThat(number("Yes").yes("N")).isFalse();
        assertThat(properties.yes("Missing")).isFalse();
    }

    @Test
    void isAValue() {
        assertThat(number("1"))
                .isEqualTo(number("1"))
                .hasSameHashCodeAs(number("1"))
                .isNotEqualTo(number("2"));
    }

    @Test
    void keepsItsValuesOutOfLogs() {
        assertThat(UnitProperties.ofPairs(List.of("Environment", "TOKEN=hunter2")))
                .hasToString("UnitProperties[Environment]");
    }

    @Test
    void aNameNeedsAValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnitProperties.ofPairs(List.of("Id", "a.service", "Type")))
                .withMessage("the name \"Type\" has no value");
    }

    private static UnitProperties number(String text) {
        return UnitProperties.of(Map.of("N", text));
    }

    @Test
    void valuesAreReadByTheirKind() {
        UnitProperties properties = UnitProperties.ofPairs(List.of(
                "After", "a.service \"b\\\\x20c.service\"",
                "Environment", "A=1 \"B=x y=z\" =c d",
                "ActiveEnterTimestamp", "Mon 2026-11-23 00:23:42.160372 UTC",
                "ExecStart", "1",
                "ExecStart", "2"));

        assertThat(properties.units("After")).containsExactly(UnitName.of("a"), UnitName.of("b\\x20c"));
        assertThat(properties.words("After")).containsExactly("a.service", "b\\x20c.service");
        assertThat(properties.environment()).containsExactly(Map.entry("A", "1"), Map.entry("B", "x y=z"));
        assertThat(properties.time("ActiveEnterTimestamp")).hasValue(Instant.parse("2026-11-23T00:23:42.160372Z"));
        assertThat(properties.names()).containsExactly("After", "Environment", "ActiveEnterTimestamp", "ExecStart");
    }

    @Test
    void whatWasNotPrintedIsEmpty() {
        UnitProperties none = UnitProperties.of(Map.of());

        assertThat(none.units("After")).isEmpty();
        assertThat(none.words("After")).isEmpty();
        assertThat(none.environment()).isEmpty();
        assertThat(none.time("ActiveEnterTimestamp")).isEmpty();
        assertThat(none.names()).isEmpty();
    }
}
