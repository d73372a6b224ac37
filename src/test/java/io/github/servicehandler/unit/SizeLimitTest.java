package io.github.servicehandler.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeLimitTest {

    @ParameterizedTest
    @CsvSource({
        "1G, 1G",
        "1.5K, 1536",
        "2048, 2K",
        "1000B, 1000",
        "1G 512M, 1536M",
        "0.1K, 102",
        "10.M, 10M",
        "50%, 50%",
        "12.50%, 12.5%",
        "100%, 100%",
        "infinity, infinity",
        "0, 0",
        "1 K, 1K"
    })
    void aLimitIsPrintedInItsLargestUnit(String text, String printed) {
        SizeLimit limit = SizeLimit.parse(text);

        assertThat(limit).hasToString(printed);
        assertThat(SizeLimit.parse(printed)).isEqualTo(limit).hasSameHashCodeAs(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1KB", "1k", "512M 1G", "1G1G", "101%", "1.234%", "x", "16E", "1G ", "Infinity"})
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SizeLimit.parse(text))
                .withMessageStartingWith("size \"" + text + "\" is invalid");
    }
}
