package io.github.servicehandler.internal.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StringCacheTest {

    private final StringCache cache = new StringCache();

    private String text(String text) {
        byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
        return cache.text(bytes, 1, bytes.length - 2);
    }

    @Test
    void aShortTextThatComesAgainIsTheSameObject() {
        assertThat(text("ActiveState")).isEqualTo("ActiveState").isSameAs(text("ActiveState"));
        assertThat(text("ä€😀")).isEqualTo("ä€😀").isSameAs(text("ä€😀"));
        assertThat(text("")).isEmpty();
    }

    @Test
    void longTextsAreNotKept() {
        String longest = "x".repeat(128);

        assertThat(text(longest)).isSameAs(text(longest));
        assertThat(text(longest + "x")).isEqualTo(longest + "x").isNotSameAs(text(longest + "x"));
    }

    @Test
    void textsThatShareAPlaceAreNotMistakenForEachOther() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 10_000; i++) {
                assertThat(text("unit" + i)).isEqualTo("unit" + i);
            }
        }
    }

    @Test
    void aSignatureIsParsedOnce() {
        byte[] bytes = "a{sv}".getBytes(StandardCharsets.US_ASCII);
        Signature first = cache.signature(bytes, 0, bytes.length);
        for (int i = 1; i < 250; i++) {
            assertThat(cache.signature("(" + "s".repeat(i) + ")").types()).hasSize(1);
        }

        assertThat(cache.signature("a{sv}")).isSameAs(first);
        for (int i = 1; i < 250; i++) {
            assertThat(cache.signature("y".repeat(i)).types()).hasSize(i);
        }
        assertThat(cache.signature("a{sv}")).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "c3", "c3 28", "c0 80", "ed a0 80", "f4 90 80 80", "e2 82", "61 00 62"})
    void bytesThatAreNoTextAreRefused(String hex) {
        byte[] bytes = Hex.bytes(hex);

        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(MalformedMessageException.class)
                    .isThrownBy(() -> cache.text(bytes, 0, bytes.length));
        }
    }
}
