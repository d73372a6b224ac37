package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EnablementStateTest {

    @ParameterizedTest
    @MethodSource("io.github.servicehandler.CapturedOutput#all")
    void knowsEveryWordOfEveryVersion(CapturedOutput systemd) {
        assertThat(systemd.words("unit file states"))
                .hasSize(13)
                .allSatisfy(word -> assertThat(EnablementState.of(word))
                        .hasToString(word.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    @Test
    void noWordIsNone() {
        assertThat(EnablementState.of("")).isEqualTo(EnablementState.NONE);
    }

    @Test
    void aWordOfTomorrowIsUnknown() {
        assertThat(EnablementState.of("news")).isEqualTo(EnablementState.UNKNOWN);
        assertThat(EnablementState.of("Enabled")).isEqualTo(EnablementState.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource
    void enabledAndMaskedCountForGoodAndUntilTheNextBoot(EnablementState state) {
        assertThat(state.isEnabled()).isEqualTo(state.name().startsWith("ENABLED"));
        assertThat(state.isMasked()).isEqualTo(state.name().startsWith("MASKED"));
    }
}
