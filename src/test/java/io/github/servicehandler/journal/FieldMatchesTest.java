package io.github.servicehandler.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.unit.UnitName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldMatchesTest {

    private static final String ID = "0123456789abcdef0123456789abcdef";

    @Test
    void aRun() {
        assertThat(String.join(" ", FieldMatches.ofRun(ID, true).arguments()))
                .isEqualTo("_SYSTEMD_INVOCATION_ID=" + ID + " + USER_INVOCATION_ID=" + ID
                        + " + OBJECT_SYSTEMD_INVOCATION_ID=" + ID + " _UID=0");
        assertThat(String.join(" ", FieldMatches.ofRun(ID, false).arguments()))
                .isEqualTo("_SYSTEMD_INVOCATION_ID=" + ID + " + INVOCATION_ID=" + ID + " _UID=0"
                        + " + OBJECT_SYSTEMD_INVOCATION_ID=" + ID + " _UID=0");
    }

    @Test
    void furtherFieldsAreAskedOfEachAlternative() {
        FieldMatches both = FieldMatches.ofRun(ID, true).and(Map.of("TAG", List.of("a", "b")));

        assertThat(String.join(" ", both.arguments()))
                .isEqualTo("_SYSTEMD_INVOCATION_ID=" + ID + " TAG=a TAG=b + USER_INVOCATION_ID=" + ID
                        + " TAG=a TAG=b + OBJECT_SYSTEMD_INVOCATION_ID=" + ID + " _UID=0 TAG=a TAG=b");
    }

    @Test
    void aFieldThatAnAlternativeNamesAlreadyNarrowsIt() {
        // a second value of the same field would widen the match
        FieldMatches unit = UnitAttribution.ofUserUnits(
                        List.of(UnitName.of("bot")), List.of(new UnitIdentity("1000", "bot-tag", "", "", List.of())))
                .matches();

        assertThat(unit.and(Map.of("SYSLOG_IDENTIFIER", List.of("other"))).arguments())
                .contains("SYSLOG_IDENTIFIER=other")
                .doesNotContain("SYSLOG_IDENTIFIER=bot-tag");
        assertThat(unit.and(Map.of("_UID", List.of("0"))).arguments())
                .containsExactly(
                        "OBJECT_SYSTEMD_USER_UNIT=bot.service",
                        "OBJECT_SYSTEMD_OWNER_UID=1000",
                        "_UID=0",
                        "+",
                        "COREDUMP_USER_UNIT=bot.service",
                        "COREDUMP_UID=1000",
                        "_UID=0");
        assertThat(unit.and(Map.of("_UID", List.of("7"))).isEmpty()).isTrue();
    }

    @Test
    void everything() {
        assertThat(FieldMatches.all().arguments()).isEmpty();
        assertThat(FieldMatches.all().isEmpty()).isFalse();
        assertThat(FieldMatches.all().and(Map.of("TAG", List.of("a"))).arguments())
                .containsExactly("TAG=a");
    }

    @Test
    void nothing() {
        assertThat(FieldMatches.of(List.of()).isEmpty()).isTrue();
    }

    @Test
    void theLengthOnACommandLine() {
        FieldMatches matches = FieldMatches.of(List.of(Map.of("A", List.of("x", "yz")), Map.of("B", List.of("1"))));

        assertThat(matches.length()).isEqualTo("A=x A=yz + B=1 ".length());
    }
}
