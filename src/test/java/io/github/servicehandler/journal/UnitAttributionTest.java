package io.github.servicehandler.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.unit.UnitName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitAttributionTest {

    private static final UnitName A = UnitName.of("a");
    private static final UnitName B = UnitName.of("b");
    private static final UnitName C = UnitName.of("c");

    private static final UnitAttribution SYSTEM = UnitAttribution.ofSystemUnits(List.of(A, B), UnitIdentity.none(2));
    private static final UnitAttribution USER =
            UnitAttribution.ofUserUnits(List.of(A, B, C), identities("1000", "tag", "tag", ""));

    private static List<UnitIdentity> identities(String uid, String... identifiers) {
        return Arrays.stream(identifiers)
                .map(identifier -> new UnitIdentity(uid, identifier, "", "", List.of()))
                .toList();
    }

    private static String words(FieldMatches matches) {
        return String.join(" ", matches.arguments());
    }

    /** Returns the units to which the rules assign an entry with these fields. */
    private static List<UnitName> units(UnitAttribution attribution, String... fields) {
        byte[] export = new Export().entry(fields).end().bytes();
        return Export.read(export, new ArrayList<>(), attribution).get(0).units();
    }

    @Test
    void aSystemUnitsOwnAndWhatRootSaysOfIt() {
        assertThat(words(UnitAttribution.ofSystemUnits(List.of(A), UnitIdentity.none(1))
                        .matches()))
                .isEqualTo("_SYSTEMD_UNIT=a.service + UNIT=a.service _UID=0"
                        + " + OBJECT_SYSTEMD_UNIT=a.service _UID=0 + COREDUMP_UNIT=a.service _UID=0");
    }

    @Test
    void aUsersUnitIsThatUsersOnly() {
        assertThat(words(UnitAttribution.ofUserUnits(List.of(A), identities("1000", ""))
                        .matches()))
                .isEqualTo("_SYSTEMD_USER_UNIT=a.service _UID=1000 + USER_UNIT=a.service _UID=1000"
                        + " + OBJECT_SYSTEMD_USER_UNIT=a.service _UID=1000"
                        + " + OBJECT_SYSTEMD_USER_UNIT=a.service OBJECT_SYSTEMD_OWNER_UID=1000 _UID=0"
                        + " + COREDUMP_USER_UNIT=a.service COREDUMP_UID=1000 _UID=0");
    }

    @Test
    void anIdentifierThatTheManagerKnows() {
        assertThat(words(UnitAttribution.ofUserUnits(List.of(A), identities("1000", "tag"))
                        .matches()))
                .endsWith(" + SYSLOG_IDENTIFIER=tag _UID=1000");
    }

    @Test
    void manyUnitsAreValuesOfTheSameFields() {
        assertThat(words(SYSTEM.matches()))
                .isEqualTo("_SYSTEMD_UNIT=a.service _SYSTEMD_UNIT=b.service"
                        + " + UNIT=a.service UNIT=b.service _UID=0"
                        + " + OBJECT_SYSTEMD_UNIT=a.service OBJECT_SYSTEMD_UNIT=b.service _UID=0"
                        + " + COREDUMP_UNIT=a.service COREDUMP_UNIT=b.service _UID=0");
        assertThat(words(USER.matches()))
                .startsWith("_SYSTEMD_USER_UNIT=a.service _SYSTEMD_USER_UNIT=b.service _SYSTEMD_USER_UNIT=c.service"
                        + " _UID=1000 + USER_UNIT=a.service ")
                .endsWith(" + SYSLOG_IDENTIFIER=tag _UID=1000");
    }

    @Test
    void allThatMayBeTheUnits() {
        assertThat(words(SYSTEM.broadMatches())).isEmpty();
        assertThat(SYSTEM.broadMatches().isEmpty()).isFalse();
        assertThat(words(USER.broadMatches()))
                .isEqualTo("_UID=1000 + OBJECT_SYSTEMD_OWNER_UID=1000 _UID=0 + COREDUMP_UID=1000 _UID=0");
    }

    @Test
    void whoWroteAnEntry() {
        assertThat(units(SYSTEM, "_SYSTEMD_UNIT=a.service", "_UID=7")).containsExactly(A);
        assertThat(units(USER, "_SYSTEMD_USER_UNIT=b.service", "_SYSTEMD_UNIT=user@1000.service", "_UID=1000"))
                .containsExactly(B);
    }

    @Test
    void aboutWhomAnEntryIs() {
        assertThat(units(SYSTEM, "_SYSTEMD_UNIT=init.scope", "UNIT=b.service", "_UID=0"))
                .containsExactly(B);
        assertThat(units(SYSTEM, "_SYSTEMD_UNIT=x.service", "OBJECT_SYSTEMD_UNIT=b.service", "_UID=0"))
                .containsExactly(B);
        assertThat(units(SYSTEM, "COREDUMP_UNIT=a.service", "_UID=0")).containsExactly(A);
        assertThat(units(USER, "USER_UNIT=a.service", "_UID=1000")).containsExactly(A);
        assertThat(units(USER, "COREDUMP_USER_UNIT=b.service", "COREDUMP_UID=1000", "_UID=0"))
                .containsExactly(B);
    }

    @Test
    void whatJournaldSuppressedIsAboutTheUnit() {
        assertThat(units(USER, "OBJECT_SYSTEMD_USER_UNIT=a.service", "OBJECT_SYSTEMD_OWNER_UID=1000", "_UID=0"))
                .containsExactly(A);
        assertThat(units(USER, "OBJECT_SYSTEMD_USER_UNIT=a.service", "OBJECT_SYSTEMD_OWNER_UID=7", "_UID=0"))
                .isEmpty();
    }

    @Test
    void anAliasHasTheEntriesOfItsUnit() {
        UnitIdentity real = new UnitIdentity("1000", "", "", "", List.of("real.service", "a.service"));
        UnitAttribution system = UnitAttribution.ofSystemUnits(List.of(A, B), List.of(real, UnitIdentity.NONE));
        UnitAttribution user = UnitAttribution.ofUserUnits(List.of(A), List.of(real));

        assertThat(words(system.matches()))
                .startsWith("_SYSTEMD_UNIT=a.service _SYSTEMD_UNIT=real.service _SYSTEMD_UNIT=b.service + ");
        assertThat(words(user.matches()))
                .startsWith("_SYSTEMD_USER_UNIT=a.service _SYSTEMD_USER_UNIT=real.service _UID=1000 + ");
        assertThat(units(system, "_SYSTEMD_UNIT=real.service")).containsExactly(A);
    }

    @Test
    void whatAnybodyMaySayOfAUnitIsNotBelieved() {
        assertThat(units(SYSTEM, "UNIT=b.service", "_UID=7")).isEmpty();
        assertThat(units(USER, "USER_UNIT=a.service", "_UID=7")).isEmpty();
        assertThat(units(USER, "_SYSTEMD_USER_UNIT=b.service", "_UID=7")).isEmpty();
        assertThat(units(USER, "COREDUMP_USER_UNIT=b.service", "COREDUMP_UID=7", "_UID=0"))
                .isEmpty();
        assertThat(units(USER, "SYSLOG_IDENTIFIER=tag", "_UID=7")).isEmpty();
    }

    @Test
    void byOneAndAboutAnother() {
        assertThat(units(SYSTEM, "_SYSTEMD_UNIT=b.service", "UNIT=a.service", "_UID=0"))
                .containsExactly(B, A);
        assertThat(units(SYSTEM, "_SYSTEMD_UNIT=b.service", "UNIT=b.service", "_UID=0"))
                .containsExactly(B);
    }

    @Test
    void anIdentifierIsOfAllThatHaveIt() {
        assertThat(units(USER, "SYSLOG_IDENTIFIER=tag", "_UID=1000")).containsExactly(A, B);
        assertThat(units(USER, "SYSLOG_IDENTIFIER=sh", "_UID=1000")).isEmpty();
    }

    @Test
    void anIdentifierCountsOnlyWhereNoUnitIsNamed() {
        assertThat(units(USER, "SYSLOG_IDENTIFIER=tag", "_SYSTEMD_USER_UNIT=b.service", "_UID=1000"))
                .containsExactly(B);
        assertThat(units(USER, "SYSLOG_IDENTIFIER=tag", "_SYSTEMD_USER_UNIT=x.service", "_UID=1000"))
                .isEmpty();
        assertThat(units(USER, "SYSLOG_IDENTIFIER=tag", "USER_UNIT=x.service", "_UID=1000"))
                .isEmpty();
    }

    @Test
    void anIdentifierIsNotThatOfASystemUnitOrASession() {
        assertThat(units(USER, "SYSLOG_IDENTIFIER=tag", "_SYSTEMD_UNIT=x.service", "_UID=1000"))
                .isEmpty();
        assertThat(units(USER, "SYSLOG_IDENTIFIER=tag", "_SYSTEMD_UNIT=session-2.scope", "_UID=1000"))
                .isEmpty();
        assertThat(units(USER, "SYSLOG_IDENTIFIER=tag", "_SYSTEMD_UNIT=user@1000.service", "_UID=1000"))
                .containsExactly(A, B);
    }

    @Test
    void anIdentifierMakesNotAllTheOneUnits() {
        UnitAttribution one = UnitAttribution.ofUserUnits(List.of(A), identities("1000", "tag"));

        assertThat(one.isAmbiguous()).isTrue();
        assertThat(units(one, "SYSLOG_IDENTIFIER=tag", "_UID=1000")).containsExactly(A);
        assertThat(units(one, "SYSLOG_IDENTIFIER=tag", "_SYSTEMD_USER_UNIT=b.service", "_UID=1000"))
                .isEmpty();
    }

    @Test
    void whereTheUserIsNotKnownJournalctlHasSeenToIt() {
        UnitAttribution attribution = UnitAttribution.ofUserUnits(List.of(A, B), identities("", "tag", ""));

        assertThat(attribution.isAmbiguous()).isFalse();
        assertThat(units(attribution, "_SYSTEMD_USER_UNIT=b.service", "_UID=7")).containsExactly(B);
        assertThat(units(attribution, "COREDUMP_USER_UNIT=b.service", "_UID=0")).containsExactly(B);
    }

    @Test
    void ofOneUnitEveryEntryIs() {
        assertThat(units(UnitAttribution.ofSystemUnits(List.of(A), UnitIdentity.none(1)), "MESSAGE=hello"))
                .containsExactly(A);
        assertThat(units(UnitAttribution.ofOne(B), "MESSAGE=hello")).containsExactly(B);
    }

    @Test
    void anEntryFromElsewhereIsOfNone() {
        assertThat(Export.of("_SYSTEMD_UNIT=a.service").units()).isEmpty();
    }

    @Test
    void whoseItIsMakesItNoOther() {
        byte[] export = new Export().entry("_SYSTEMD_UNIT=a.service").end().bytes();
        JournalEntry asked = Export.read(export, new ArrayList<>(), SYSTEM).get(0);
        JournalEntry read = Export.read(export, new ArrayList<>()).get(0);

        assertThat(asked).isEqualTo(read).hasSameHashCodeAs(read).hasToString(read.toString());
    }
}
