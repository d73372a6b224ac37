package io.github.servicehandler.internal.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusNameSyntaxTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a", "/org/freedesktop/systemd1/unit/bot_2eservice", "/0/_"})
    void knowsObjectPaths(String text) {
        assertThat(BusNameSyntax.isObjectPath(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "//", "a", "a/b", "/a/", "/a//b", "/a.b", "/ä", "/a b"})
    void refusesWhatIsNoObjectPath(String text) {
        assertThat(BusNameSyntax.isObjectPath(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "org.freedesktop.DBus", "_.a_1"})
    void knowsInterfaces(String text) {
        assertThat(BusNameSyntax.isInterface(text)).isTrue();
        assertThat(BusNameSyntax.isBusName(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", ".", "a.", ".a", "a..b", "a.1b", "1a.b", "a-b.c", "a.b/c", ":1.2"})
    void refusesWhatIsNoInterface(String text) {
        assertThat(BusNameSyntax.isInterface(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {":1.42", ":a.b", "a-b.c", "-a.-b", ":-1.2"})
    void knowsBusNames(String text) {
        assertThat(BusNameSyntax.isBusName(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", ":1", "a", "a.1", ":1..2", ":1.2.", "a:b.c"})
    void refusesWhatIsNoBusName(String text) {
        assertThat(BusNameSyntax.isBusName(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Get", "_", "a1"})
    void knowsMembers(String text) {
        assertThat(BusNameSyntax.isMember(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "a.b", "a-b", "é"})
    void refusesWhatIsNoMember(String text) {
        assertThat(BusNameSyntax.isMember(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 256})
    void namesAreAtMost255BytesLong(int length) {
        assertThat(BusNameSyntax.isMember("a".repeat(length))).isEqualTo(length == 255);
        assertThat(BusNameSyntax.isInterface("a." + "b".repeat(length - 2))).isEqualTo(length == 255);
        assertThat(BusNameSyntax.isBusName(":1." + "2".repeat(length - 3))).isEqualTo(length == 255);
    }
}
