package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.servicehandler.internal.systemctl.JsonRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ListedUnitTest {

    @Test
    void aLoadedUnitHasAState() {
        String json =
                "[{\"unit\":\"a.service\",\"load\":\"loaded\",\"active\":\"active\",\"sub\":\"exited\",\"description\":\"A\"}]";
        ListedUnit unit = JsonRows.read(json, ListedUnit::of).get(0);
        assertThat(unit).isEqualTo(new ListedUnit("a.service", "loaded", "active", "exited", "A"));
        assertThat(unit.state()).isEqualTo(ServiceState.COMPLETED);
    }

    @Test
    void aUnitFileHasAnEnablement() {
        assertThat(JsonRows.read(
                        "[{\"unit_file\":\"a@.service\",\"state\":\"static\",\"preset\":null}]", ListedUnitFile::of))
                .containsExactly(new ListedUnitFile("a@.service", EnablementState.STATIC));
    }

    @Test
    void refusesARowThatLacksSomething() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonRows.read("[{\"unit\":\"a.service\"}]", ListedUnit::of))
                .withMessage("a row has no \"load\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonRows.read("[{\"unit_file\":\"a.service\"}]", ListedUnitFile::of))
                .withMessage("a row has no \"state\"");
    }

    @ParameterizedTest
    @MethodSource("io.github.servicehandler.CapturedOutput#all")
    void readsWhatEveryVersionPrints(CapturedOutput systemd) {
        assertThat(JsonRows.read(systemd.text("list-units"), ListedUnit::of))
                .allSatisfy(unit -> assertThat(unit.state()).isNotEqualTo(ServiceState.UNKNOWN))
                .anySatisfy(unit -> assertThat(unit.toString()).contains("running.service", "läuft"))
                .anySatisfy(unit -> assertThat(unit.state()).isEqualTo(ServiceState.RESTARTING));
        assertThat(JsonRows.read(systemd.text("list-unit-files"), ListedUnitFile::of))
                .contains(
                        new ListedUnitFile("running.service", EnablementState.ENABLED),
                        new ListedUnitFile("stopped.service", EnablementState.DISABLED),
                        new ListedUnitFile("masked.service", EnablementState.MASKED),
                        new ListedUnitFile("alias.service", EnablementState.ALIAS))
                .allSatisfy(file -> assertThat(file.enablement()).isNotEqualTo(EnablementState.UNKNOWN));
    }
}
