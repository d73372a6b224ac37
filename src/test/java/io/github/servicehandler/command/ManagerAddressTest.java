package io.github.servicehandler.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ManagerAddressTest {

    @Test
    void isAValue() {
        assertThat(ManagerAddress.user())
                .isEqualTo(ManagerAddress.user())
                .hasSameHashCodeAs(ManagerAddress.user())
                .isNotEqualTo(ManagerAddress.system())
                .isNotEqualTo("user manager")
                .hasToString("user manager");
        assertThat(ManagerAddress.system()).hasToString("system manager");
    }

    @Test
    void holdsTheArgumentsThatNameTheManager() {
        assertThat(ManagerAddress.user().arguments()).containsExactly("--user");
        assertThat(ManagerAddress.user().isUser()).isTrue();
        assertThat(ManagerAddress.system().arguments()).containsExactly("--system");
        assertThat(ManagerAddress.system().isUser()).isFalse();
    }

    @Test
    void hasARuntimeDirectory() {
        String set = System.getenv("XDG_RUNTIME_DIR");
        assertThat(ManagerAddress.system().runtimeDirectory()).isEqualTo(Path.of("/run"));
        assertThat(ManagerAddress.user().runtimeDirectory())
                .isEqualTo(set == null || set.isEmpty() ? RuntimeDirectory.defaultDirectory() : Path.of(set));
        assertThat(RuntimeDirectory.defaultDirectory().toString()).matches("/run/user/\\d+");
    }
}
