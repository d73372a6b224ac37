package io.github.servicehandler.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.bus.Variant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The output of systemctl for such values is in the captures of all versions; an integration test compares it with the
 * real systemctl.
 */
class ShowTextTest {

    @Test
    void textsAndNumbersStayAsTheyAre() {
        assertThat(ShowText.of("ActiveState", Variant.of("s", "active"))).isEqualTo("active");
        assertThat(ShowText.of("NRestarts", Variant.of("u", 4_294_967_295L))).isEqualTo("4294967295");
        assertThat(ShowText.of("ExecMainStatus", Variant.of("i", -1))).isEqualTo("-1");
    }

    @Test
    void bigNumbersAreUnsigned() {
        assertThat(ShowText.of("ConditionTimestampMonotonic", Variant.of("t", -1L)))
                .isEqualTo("18446744073709551615");
    }

    @Test
    void yesAndNo() {
        assertThat(ShowText.of("CanReload", Variant.of("b", true))).isEqualTo("yes");
        assertThat(ShowText.of("CanReload", Variant.of("b", false))).isEqualTo("no");
    }

    @Test
    void timestampsAreInUtcToTheMicrosecond() {
        assertThat(ShowText.of("StateChangeTimestamp", Variant.of("t", 1_795_404_162_160_372L)))
                .isEqualTo("Mon 2026-11-23 03:22:42.160372 UTC");
        assertThat(ShowText.of("StateChangeTimestamp", Variant.of("t", 0L))).isEmpty();
    }

    @Test
    void idsAreHexadecimal() {
        assertThat(ShowText.of("InvocationID", Variant.of("ay", new byte[] {(byte) 0xab, 0x01})))
                .isEqualTo("ab01");
        assertThat(ShowText.of("InvocationID", Variant.of("ay", new byte[0]))).isEmpty();
    }

    @Test
    void listsAreWords() {
        assertThat(ShowText.of("Names", Variant.of("as", List.of("a.service", "b.service"))))
                .isEqualTo("a.service b.service");
    }

    @Test
    void anErrorIsItsNameAndMessage() {
        assertThat(ShowText.of("LoadError", Variant.of("(ss)", List.of("org.Some.Error", "Unit x not found."))))
                .isEqualTo("org.Some.Error \"Unit x not found.\"");
        assertThat(ShowText.of("LoadError", Variant.of("(ss)", List.of("", ""))))
                .isEmpty();
    }
}
