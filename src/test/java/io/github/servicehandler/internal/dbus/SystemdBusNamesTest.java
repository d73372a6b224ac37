package io.github.servicehandler.internal.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SystemdBusNamesTest {

    /** Paths observed with systemd 247 to 262, except for names that no unit can have. */
    @ParameterizedTest
    @CsvSource({
        "bot.service, bot_2eservice",
        "default.target, default_2etarget",
        "1st.service, _31st_2eservice",
        "a1.service, a1_2eservice",
        "template@1.service, template_401_2eservice",
        "-.slice, _2d_2eslice",
        "a_b.service, a_5fb_2eservice",
        "dev-disk-by\\x2duuid.device, dev_2ddisk_2dby_5cx2duuid_2edevice",
        "ü.service, _c3_bc_2eservice",
        "'', _",
    })
    void aUnitsPathEscapesItsName(String unit, String label) {
        String path = "/org/freedesktop/systemd1/unit/" + label;

        assertThat(SystemdBusNames.unitPath(unit)).isEqualTo(path);
        assertThat(SystemdBusNames.unitName(path)).isEqualTo(unit);
        assertThat(BusNameSyntax.isObjectPath(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/org/freedesktop/systemd1", "/org/freedesktop/systemd1/job/12", "bot_2eservice"})
    void otherPathsAreNoUnits(String path) {
        assertThat(SystemdBusNames.unitName(path)).isEmpty();
    }

    @Test
    void halfAnEscapeStandsForItself() {
        assertThat(SystemdBusNames.unitName("/org/freedesktop/systemd1/unit/a_2"))
                .isEqualTo("a_2");
        assertThat(SystemdBusNames.unitName("/org/freedesktop/systemd1/unit/a_zz_"))
                .isEqualTo("a_zz_");
    }

    @Test
    void callsAreForTheManagerOrItsObjects() {
        Message get = SystemdBusNames.get("/x", SystemdBusNames.UNIT, "ActiveState");

        assertThat(SystemdBusNames.subscribe())
                .hasToString("METHOD_CALL /org/freedesktop/systemd1 org.freedesktop.systemd1.Manager.Subscribe()");
        assertThat(get).hasToString("METHOD_CALL /x org.freedesktop.DBus.Properties.Get(ss)");
        assertThat(get.body()).containsExactly("org.freedesktop.systemd1.Unit", "ActiveState");
        assertThat(get.destination()).isEqualTo("org.freedesktop.systemd1");
        assertThat(SystemdBusNames.getAll("/x", SystemdBusNames.SERVICE).body())
                .containsExactly("org.freedesktop.systemd1.Service");
    }

    @Test
    void propertiesAreReadWhereTheyAre() {
        Map<String, Variant> properties = Map.of("ActiveState", Variant.of("s", "active"));
        Message changed = Message.signal("/x", SystemdBusNames.PROPERTIES, "PropertiesChanged")
                .withBody("sa{sv}as", SystemdBusNames.UNIT, properties, List.of());

        assertThat(SystemdBusNames.properties(changed, 1)).isEqualTo(properties);
        assertThatExceptionOfType(BusException.class).isThrownBy(() -> SystemdBusNames.properties(changed, 0));
        assertThatExceptionOfType(BusException.class).isThrownBy(() -> SystemdBusNames.properties(changed, 3));
    }
}
