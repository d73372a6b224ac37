package io.github.servicehandler.internal.systemdbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.internal.dbus.Variant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The output of systemctl for such values is in the captures of all versions; an integration test compares it with the
 * real systemctl.
 */
class ShowFormatterTest {

    @Test
    void textsAndNumbersStayAsTheyAre() {
        assertThat(ShowFormatter.of("ActiveState", Variant.of("s", "active"))).isEqualTo("active");
        assertThat(ShowFormatter.of("NRestarts", Variant.of("u", 4_294_967_295L)))
                .isEqualTo("4294967295");
        assertThat(ShowFormatter.of("ExecMainStatus", Variant.of("i", -1))).isEqualTo("-1");
    }

    @Test
    void bigNumbersAreUnsigned() {
        assertThat(ShowFormatter.of("ConditionTimestampMonotonic", Variant.of("t", -1L)))
                .isEqualTo("18446744073709551615");
    }

    @Test
    void yesAndNo() {
        assertThat(ShowFormatter.of("CanReload", Variant.of("b", true))).isEqualTo("yes");
        assertThat(ShowFormatter.of("CanReload", Variant.of("b", false))).isEqualTo("no");
    }

    @Test
    void timestampsAreInUtcToTheMicrosecond() {
        assertThat(ShowFormatter.of("StateChangeTimestamp", Variant.of("t", 1_795_404_162_160_372L)))
                .isEqualTo("Mon 2026-11-23 03:22:42.160372 UTC");
        assertThat(ShowFormatter.of("StateChangeTimestamp", Variant.of("t", 0L)))
                .isEmpty();
    }

    @Test
    void idsAreHexadecimal() {
        assertThat(ShowFormatter.of("InvocationID", Variant.of("ay", new byte[] {(byte) 0xab, 0x01})))
                .isEqualTo("ab01");
        assertThat(ShowFormatter.of("InvocationID", Variant.of("ay", new byte[0])))
                .isEmpty();
    }

    @Test
    void aJobIsItsId() {
        assertThat(ShowFormatter.of("Job", Variant.of("(uo)", List.of(17L, "/org/freedesktop/systemd1/job/17"))))
                .isEqualTo("17");
        assertThat(ShowFormatter.of("Job", Variant.of("(uo)", List.of(0L, "/"))))
                .isEmpty();
    }

    @Test
    void listsAreWords() {
        assertThat(ShowFormatter.of("Names", Variant.of("as", List.of("a.service", "b.service"))))
                .isEqualTo("a.service b.service");
    }

    @Test
    void anErrorIsItsNameAndMessage() {
        assertThat(ShowFormatter.of("LoadError", Variant.of("(ss)", List.of("org.Some.Error", "Unit x not found."))))
                .isEqualTo("org.Some.Error \"Unit x not found.\"");
        assertThat(ShowFormatter.of("LoadError", Variant.of("(ss)", List.of("", ""))))
                .isEmpty();
    }
}
