package io.github.servicehandler.internal.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "y",
                "sa{sv}as",
                "a(sasbttttuii)",
                "(uo)",
                "aay",
                "a{oa{sa{sv}}}",
                "v",
                "((((y))))",
                "ybnqiuxtdsogh"
            })
    void typesWrittenOutAgainAreTheSignature(String text) {
        StringBuilder types = new StringBuilder();
        Signature.of(text).types().forEach(types::append);

        assertThat(types).hasToString(text);
        assertThat(Signature.of(text)).hasToString(text).isEqualTo(Signature.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", "(", ")", "()", "(y", "y)", "{sv}", "a{", "a{s", "a{sv", "a{}", "a{s}", "a{svv}", "a{vs}",
                "a{asv}", "z", "s z", "aa", "(a)", "a{(s)v}", "é", "\0", "e", "r"
            })
    void whatIsNotMadeOfCompleteTypesIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Signature.of(text))
                .withMessageContaining("is not a valid signature");
    }

    @Test
    void isAtMost255BytesLong() {
        assertThat(Signature.of("y".repeat(255)).types()).hasSize(255);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Signature.of("y".repeat(256)))
                .withMessage("a signature must be at most 255 bytes long, but was 256");
    }

    @Test
    void nestsArraysAndStructs32DeepEach() {
        String deepest = "a".repeat(32) + "(".repeat(32) + "y" + ")".repeat(32);

        assertThat(Signature.of(deepest).types()).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> Signature.of("a" + deepest));
        assertThatIllegalArgumentException().isThrownBy(() -> Signature.of("(" + deepest + ")"));
        assertThatIllegalArgumentException().isThrownBy(() -> Signature.of("(".repeat(200)));
    }
}
