package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceStateTest {

    @ParameterizedTest
    @CsvSource({
        "RUNNING,    active",
        "COMPLETED,  active",
        "RELOADING,  active",
        "STOPPED,    down",
        "ERROR,      down",
        "NOT_FOUND,  down",
        "MASKED,     down",
        "STARTING,   transient",
        "STOPPING,   transient",
        "RESTARTING, transient",
        "UNKNOWN,    none"
    })
    void isUpDownOrOnItsWayOrNobodyKnows(ServiceState state, String kind) {
        assertThat(state.isActive()).isEqualTo(kind.equals("active"));
        assertThat(state.isDown()).isEqualTo(kind.equals("down"));
        assertThat(state.isTransient()).isEqualTo(kind.equals("transient"));
    }
}
