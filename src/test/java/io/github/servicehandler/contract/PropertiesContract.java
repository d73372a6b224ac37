package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import io.github.servicehandler.ManagerState;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.command.UnitNotFoundException;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Any property of a unit, by systemctl and over the bus. */
class PropertiesContract extends Contract {

    /** The properties that are read over the bus, and two that are not. */
    private static final String[] USUAL = {
        "MemoryMax", "MemoryHigh", "TasksMax", "Requires", "RequiredBy", "Requisite", "RequisiteOf", "BindsTo",
                "BoundBy",
        "Wants", "WantedBy", "PartOf", "ConsistsOf", "Conflicts", "ConflictedBy", "Before", "After", "OnFailure",
        "Triggers", "TriggeredBy", "Following", "SourcePath", "Slice", "ControlGroup", "Restart", "KillMode", "User",
        "Group", "CanStart", "CanStop", "CanIsolate", "Transient", "ExecMainPID", "ControlPID", "LoadState"
    };

    private static final String[] TIMES = {
        "ActiveEnterTimestamp",
        "ActiveExitTimestamp",
        "InactiveEnterTimestamp",
        "InactiveExitTimestamp",
        "ExecMainStartTimestamp",
        "ExecMainExitTimestamp"
    };

    private ServiceHandler handler(String unit) {
        return systemd().service(unit);
    }

    private UnitProperties properties(String unit, String... names) {
        UnitProperties properties = handler(unit).properties(names);
        assertThat(systemd().overBus().service(unit).properties(names)).isEqualTo(properties);
        return properties;
    }

    @Test
    void limitsAndTheEnvironment() {
        service(
                "case",
                "ExecStart=/bin/sleep 1000",
                "MemoryMax=100M",
                "Environment=\"A=x y\" B=z \"C=a\\\\b$c%%\" D=",
                "Environment=\"E=one\\nMemoryMax=2\"");
        up("case");

        UnitProperties properties = properties("case", "MemoryMax", "Environment", "MemoryHigh");

        assertThat(properties.names()).containsExactly("MemoryMax", "Environment", "MemoryHigh");
        assertThat(properties.number("MemoryMax")).hasValue(100 << 20);
        assertThat(properties.number("MemoryHigh")).isEmpty();
        assertThat(properties.environment())
                .containsExactly(
                        entry("A", "x y"),
                        entry("B", "z"),
                        entry("C", "a\\b$c%"),
                        entry("D", ""),
                        entry("E", "one\nMemoryMax=2"));
    }

    @Test
    void dependenciesAndTriggers() {
        unit(
                "case.service",
                "[Unit]",
                "Wants=case-b.service",
                "After=case-b.service",
                "[Service]",
                "ExecStart=/bin/true");
        service("case-b", "ExecStart=/bin/sleep 1000");
        unit("case.timer", "[Timer]", "OnActiveSec=1000");
        up("case.timer");

        UnitProperties properties = properties("case", "Wants", "After", "TriggeredBy", "Triggers");

        assertThat(properties.units("Wants")).containsExactly(UnitName.of("case-b"));
        assertThat(properties.units("After")).contains(UnitName.of("case-b"));
        assertThat(properties.units("TriggeredBy")).containsExactly(UnitName.of("case.timer"));
        assertThat(properties.units("Triggers")).isEmpty();
        assertThat(properties("case.timer", "Triggers").units("Triggers")).containsExactly(UnitName.of("case"));
    }

    @Test
    void bothWaysPrintTheSame() {
        service("case-up", "ExecStart=/bin/sleep 1000", "TasksMax=77", "[Install]", "WantedBy=default.target");
        service("case-down", "ExecStart=/bin/false");
        unit("case-g.target", "[Unit]", "Description=A group", "Wants=case-up.service");
        up("case-up", "case-g.target");
        start("case-down");

        for (String unit : new String[] {"case-up", "case-down", "case-g.target", "default.target", "-.slice"}) {
            properties(unit, USUAL);
            UnitProperties times = handler(unit).properties(TIMES);
            UnitProperties timesOverBus = systemd().overBus().service(unit).properties(TIMES);
            assertThat(timesOverBus.names()).isEqualTo(times.names());
            for (String name : times.names()) {
                assertThat(timesOverBus.time(name).isPresent())
                        .as(name)
                        .isEqualTo(times.time(name).isPresent());
            }
        }
        assertThat(handler("case-up")
                        .properties("ActiveEnterTimestamp")
                        .time("ActiveEnterTimestamp")
                        .orElseThrow())
                .isBetween(startTime().minus(Duration.ofSeconds(1)), now());
    }

    @Test
    void valuesThatLookLikePropertiesOrAreRepeated() {
        service("case", "Type=oneshot", "ExecStart=/bin/echo a \"b\\nType=c\\n\\nd\"", "ExecStart=/bin/echo e");

        UnitProperties properties = properties("case", "ExecStart", "Type");

        assertThat(properties.all("ExecStart")).hasSize(2);
        assertThat(properties.text("Type")).isEqualTo("oneshot");
    }

    @Test
    void unknownPropertiesAreMissing() {
        service("case", "ExecStart=/bin/true");

        assertThat(properties("case", "Nope", "Type", "Type").names()).containsExactly("Type");
        assertThat(properties("default.target", "MainPID", "Id").names()).containsExactly("Id");
    }

    @Test
    void allProperties() {
        service("case", "ExecStart=/bin/true");

        assertThat(handler("case").properties().names())
                .contains("Id", "ExecMainPID", "MemoryMax", "Environment", "TriggeredBy", "StatusText");
    }

    @Test
    void aUnitThatDoesNotExistHasNone() {
        for (ServiceHandler missing :
                List.of(handler("case-no"), systemd().overBus().service("case-no"))) {
            assertThatExceptionOfType(UnitNotFoundException.class)
                    .isThrownBy(() -> missing.properties("MemoryMax"))
                    .withMessageContaining("case-no.service");
        }
    }

    @Test
    void namesAreChecked() {
        for (String name : new String[] {"", "memoryMax", "A,B", "A=B", "-A", "A B", "A\n", "Ä"}) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> handler("case").properties(name))
                    .withMessageContaining("is not the name of a property");
        }
    }

    @Test
    void everyStatusHasAReason() {
        service("case-up", "ExecStart=/bin/sleep 1000");
        service("case-203", "ExecStart=/nonexistent/bot");
        service("case-fails", "Type=oneshot", "ExecStart=/bin/sh -c 'exit 7'");
        service("case-bad", "Type=simple");
        link("case-masked.service", "/dev/null");
        service("case-again", "ExecStart=/bin/false", "Restart=always", "RestartSec=1000");
        unit("case-if.service", "[Unit]", "ConditionPathExists=/nonexistent", "[Service]", "ExecStart=/bin/true");
        write("case-pin.target", "[Unit]\nAfter=case-if.service\n");
        up("case-up", "case-pin.target");
        start("case-fails");
        start("case-203");
        start("case-if");
        start("case-again");
        await("case-203", "ActiveState=failed");
        await("case-again", "SubState=auto-restart");

        List<String> reasons = new ArrayList<>();
        for (String unit : new String[] {"up", "203", "fails", "bad", "masked", "again", "if", "missing"}) {
            String reason = handler("case-" + unit).status().reason();
            assertThat(systemd().overBus().service("case-" + unit).status().reason())
                    .isEqualTo(reason);
            reasons.add(reason);
        }

        assertThat(reasons.get(0)).isEmpty();
        assertThat(reasons.get(1))
                .startsWith("result exit-code, exit code 203/EXEC, the program of ExecStart= is missing");
        assertThat(reasons.get(2)).isEqualTo("result exit-code, exit code 7/NOTRUNNING");
        assertThat(reasons.get(3)).startsWith("the unit file cannot be used (bad-setting): ");
        assertThat(reasons.get(4)).isEqualTo("the unit is masked; unmask it first");
        assertThat(reasons.get(5))
                .startsWith("result exit-code, exit code 1/FAILURE")
                .endsWith("systemd will start it again");
        assertThat(reasons.get(6)).isEqualTo("a condition of the unit was not met");
        assertThat(reasons.get(7)).isEqualTo("there is no unit file with this name");
    }

    @Test
    void propertiesAreSet() {
        service("case", "ExecStart=/bin/sleep 1000");
        up("case");
        ServiceHandler handler = handler("case");
        try {
            handler.dropIns().runtime().setProperty("MemoryMax", "64M");
            handler.setProperty("Description", "A bot with \"quotes\" and $HOME");
            handler.dropIns().setProperties(Map.of("TasksMax", "7"));

            UnitProperties properties = properties("case", "MemoryMax", "TasksMax", "Description");
            assertThat(properties.number("MemoryMax")).hasValue(64 << 20);
            assertThat(properties.number("TasksMax")).hasValue(7);
            assertThat(properties.text("Description")).isEqualTo("A bot with \"quotes\" and $HOME");
            handler.dropIns().runtime().setProperty("MemoryMax", "");
            assertThat(properties("case", "MemoryMax").text("MemoryMax")).isEqualTo("infinity");
        } finally {
            systemd().unitFiles().revert("case.service");
        }
    }

    @Test
    void propertiesThatCannotBeSetAreRefused() {
        service("case", "ExecStart=/bin/sleep 1000");
        up("case");

        for (Map<String, String> bad : List.of(
                Map.of("Nope", "1"),
                Map.of("MemoryMax", "abc"),
                Map.of("MemoryMax", "1M\nUser=root"),
                Map.of("MemoryMax=1", "1"),
                Map.<String, String>of())) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> handler("case").dropIns().setProperties(bad));
        }
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> handler("case").setProperty("MemoryMax", "abc"))
                .withMessageStartingWith("cannot set a property of case.service: Failed to parse MemoryMax=");
        assertThatExceptionOfType(UnitNotFoundException.class)
                .isThrownBy(() -> handler("case-no").setProperty("MemoryMax", "1M"));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> systemd().unitFiles().dropIns("case@.service").setProperty("MemoryMax", "1M"));
        assertThat(properties("case", "MemoryMax").text("MemoryMax")).isEqualTo("infinity");
    }

    @Test
    void theManagerHasAState() {
        service("case", "Type=oneshot", "ExecStart=/bin/false");
        start("case");

        assertThat(systemd().state()).isEqualTo(ManagerState.DEGRADED);
        assertThat(systemd().overBus().state()).isEqualTo(ManagerState.DEGRADED);
    }
}
