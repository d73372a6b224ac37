package io.github.servicehandler.unit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitTypeTest {

    @ParameterizedTest
    @EnumSource
    void isFoundByItsSuffix(UnitType type) {
        assertThat(UnitType.ofSuffix(type.suffix())).contains(type);
    }

    @Test
    void hasASuffixWithADot() {
        assertThat(UnitType.SERVICE.suffix()).isEqualTo(".service");
        assertThat(UnitType.AUTOMOUNT.suffix()).isEqualTo(".automount");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "service", ".Service", ".services", ".snapshot", " .service"})
    void isNotFoundByAnythingElse(String suffix) {
        assertThat(UnitType.ofSuffix(suffix)).isEmpty();
    }
}
