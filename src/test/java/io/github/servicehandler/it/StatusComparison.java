package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Comparison of the statuses of a watch with those of systemctl. */
final class StatusComparison {

    /** All values that a watch shows. */
    private static final List<String> PROPERTIES = List.of(
            "Id",
            "Names",
            "Description",
            "LoadState",
            "ActiveState",
            "SubState",
            "InvocationID",
            "StartLimitBurst",
            "UnitFileState",
            "FragmentPath",
            "DropInPaths",
            "CanReload",
            "Result",
            "Type",
            "RemainAfterExit",
            "MainPID",
            "NRestarts",
            "ExecMainCode",
            "ExecMainStatus",
            "StatusText");

    private StatusComparison() {}

    static void assertSame(ServiceStatus watched, ServiceStatus shown) {
        assertThat(text(watched)).as("%s", shown.unit()).isEqualTo(text(shown));
        // systemd 247 prints seconds only
        watched.since()
                .ifPresent(since -> assertThat(shown.since())
                        .hasValueSatisfying(
                                other -> assertThat(other.getEpochSecond()).isEqualTo(since.getEpochSecond())));
    }

    private static Map<String, String> text(ServiceStatus status) {
        Map<String, String> all = new TreeMap<>();
        PROPERTIES.forEach(name -> all.put(name, status.properties().text(name)));
        return all;
    }
}
