package io.github.servicehandler;

import static io.github.servicehandler.ShowOutput.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.servicehandler.internal.systemctl.ShowOutputParser;
import io.github.servicehandler.unit.UnitName;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusReaderTest {

    @Test
    void givesAStatusForEachNameInOrder() {
        assertThat(read(unit("b").running() + "\n" + unit("a").dead(), "b", "a"))
                .extracting(ServiceStatus::state)
                .containsExactly(ServiceState.RUNNING, ServiceState.STOPPED);
    }

    @Test
    void anAliasIsAnsweredUnderTheUnitsOwnName() {
        ServiceStatus status = read(unit("real").running().with("Names", "real.service alias.service"), "alias")
                .get(0);
        assertThat(status.unit()).hasToString("alias.service");
        assertThat(status.id()).isEqualTo("real.service");
    }

    @Test
    void refusesMoreOrFewerUnitsThanAskedFor() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(unit("a").dead(), "a", "b"))
                .withMessage("expected 2 units, but found 1");
        assertThatIllegalArgumentException().isThrownBy(() -> read("", "a"));
    }

    @Test
    void refusesAnotherUnitThanAskedFor() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(unit("a").dead(), "b"))
                .withMessage("expected b.service, but found a.service");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Id", "LoadState", "ActiveState", "SubState"})
    void refusesAUnitWithoutWhatAStateNeeds(String property) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(unit("a").dead().with(property, ""), "a"))
                .withMessage("property " + property + " of a.service is missing");
    }

    @ParameterizedTest
    @MethodSource("io.github.servicehandler.CapturedOutput#all")
    void readsWhatEveryVersionPrints(CapturedOutput systemd) {
        assertThat(systemd.statuses())
                .extracting(ServiceStatus::state)
                .containsExactly(
                        ServiceState.RUNNING,
                        ServiceState.RUNNING,
                        ServiceState.STOPPED,
                        ServiceState.COMPLETED,
                        ServiceState.ERROR,
                        ServiceState.ERROR,
                        ServiceState.ERROR,
                        ServiceState.RESTARTING,
                        ServiceState.ERROR,
                        ServiceState.STARTING,
                        ServiceState.ERROR,
                        ServiceState.RUNNING,
                        ServiceState.MASKED,
                        ServiceState.NOT_FOUND,
                        ServiceState.RUNNING,
                        ServiceState.RUNNING);
    }

    private static List<ServiceStatus> read(Object text, String... names) {
        return ShowOutputParser.read(
                text.toString(), Stream.of(names).map(UnitName::of).toList(), ServiceStatus::shown);
    }
}
