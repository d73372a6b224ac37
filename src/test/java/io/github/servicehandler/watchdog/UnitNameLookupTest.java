package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.unit.UnitName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitNameLookupTest {

    @Test
    void findsACompleteName() {
        assertThat(UnitNameLookup.exact("bot.service")).contains(UnitName.of("bot"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bot", "", "a.b", "bot.service ", "bot(1).service"})
    void otherTextsAreNoNames(String text) {
        assertThat(UnitNameLookup.exact(text)).isEmpty();
    }
}
