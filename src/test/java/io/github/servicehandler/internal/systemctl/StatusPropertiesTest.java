package io.github.servicehandler.internal.systemctl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusPropertiesTest {

    @Test
    void neverHoldSecrets() {
        assertThat(StatusProperties.ALL).noneMatch(name -> name.contains("Environment"));
    }

    @Test
    void thoseOfAnyUnitAreAllButThoseOfATypeAndThoseThatChangeWithoutASignal() {
        assertThat(StatusProperties.OF_UNIT)
                .containsExactly(
                        "Id",
                        "Names",
                        "Description",
                        "LoadState",
                        "LoadError",
                        "ActiveState",
                        "SubState",
                        "FreezerState",
                        "Job",
                        "InvocationID",
                        "StateChangeTimestamp",
                        "StateChangeTimestampMonotonic",
                        "InactiveExitTimestampMonotonic",
                        "InactiveEnterTimestampMonotonic",
                        "ActiveExitTimestampMonotonic",
                        "ConditionResult",
                        "ConditionTimestampMonotonic",
                        "StartLimitBurst",
                        "UnitFileState",
                        "FragmentPath",
                        "DropInPaths",
                        "CanReload");
        assertThat(StatusProperties.ALL).containsAll(StatusProperties.OF_TYPE);
    }
}
