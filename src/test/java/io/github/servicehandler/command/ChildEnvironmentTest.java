package io.github.servicehandler.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildEnvironmentTest {

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void makesSystemdsToolsSpeakToAProgram() {
        ChildEnvironment.prepare(environment);
        assertThat(environment)
                .containsEntry("LC_ALL", "C.UTF-8")
                .containsEntry("TZ", "UTC")
                .containsEntry("SYSTEMD_COLORS", "0")
                .containsEntry("SYSTEMD_URLIFY", "0")
                .containsEntry("SYSTEMD_PAGER", "");
    }

    @Test
    void replacesWhatAPersonHasSetForHimself() {
        environment.put("LC_ALL", "de_DE.UTF-8");
        environment.put("SYSTEMD_LOG_LEVEL", "debug");
        ChildEnvironment.prepare(environment);
        assertThat(environment).containsEntry("LC_ALL", "C.UTF-8").containsEntry("SYSTEMD_LOG_LEVEL", "info");
    }

    @Test
    void keepsTheRest() {
        environment.put("PATH", "/bin");
        environment.put("XDG_RUNTIME_DIR", "/somewhere");
        ChildEnvironment.prepare(environment);
        assertThat(environment).containsEntry("PATH", "/bin").containsEntry("XDG_RUNTIME_DIR", "/somewhere");
    }

    @Test
    void anEmptyRuntimeDirectoryCountsAsNone() {
        Map<String, String> unset = new HashMap<>(environment);
        environment.put("XDG_RUNTIME_DIR", "");
        ChildEnvironment.prepare(environment);
        ChildEnvironment.prepare(unset);
        assertThat(environment).isEqualTo(unset);
    }

    @Test
    void findsTheRuntimeDirectoryWhereThereIsOne() throws IOException {
        Path ours = Path.of("/run/user/" + Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        ChildEnvironment.prepare(environment);
        if (Files.isDirectory(ours)) {
            assertThat(environment).containsEntry("XDG_RUNTIME_DIR", ours.toString());
        } else {
            assertThat(environment).doesNotContainKey("XDG_RUNTIME_DIR");
        }
    }
}
