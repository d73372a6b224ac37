package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The format of property values in the output of show: commands, times, lists. */
class ValuesContract extends Contract {

    private static final String SLEEP = "ExecStart=/bin/sleep 1000";

    @Test
    void aCommandIsShownAsARecord() {
        service("case", "ExecStart=/bin/sleep 1000");

        assertThat(show("case", "ExecStart"))
                .matches("\\{ path=/bin/sleep ; argv\\[\\]=/bin/sleep 1000 ; ignore_errors=no ; start_time=\\[n/a\\] ;"
                        + " stop_time=\\[n/a\\] ; pid=0 ; code=\\(null\\) ; status=0/0 \\}");
    }

    @Test
    void aCommandThatMayFailIsShownAsSuch() {
        service("case", "ExecStartPre=-/bin/false", SLEEP);

        assertThat(show("case", "ExecStartPre"))
                .contains("path=/bin/false ;")
                .contains("argv[]=/bin/false ;")
                .contains("ignore_errors=yes ;");
    }

    @Test
    void aCommandThatRanTellsItsPidAndStatus() {
        service("case", "Type=oneshot", "RemainAfterExit=yes", "ExecStartPre=/bin/true", "ExecStart=/bin/true");
        up("case");

        assertThat(show("case", "ExecStartPre")).matches(".* pid=[1-9][0-9]* ; code=exited ; status=0 \\}");
    }

    @Test
    void aCommandThatFailedTellsItsStatus() {
        service("case", "Type=oneshot", "ExecStart=/bin/sh -c 'exit 3'");
        start("case").exits(1);

        assertThat(show("case", "ExecStart")).endsWith("code=exited ; status=3 }");
    }

    @Test
    void aCommandThatASignalEndedTellsTheSignal() {
        service("case", "Type=oneshot", "ExecStart=/bin/sh -c 'kill -KILL $$$$'");
        start("case").exits(1);

        assertThat(show("case", "ExecStart")).endsWith("code=killed ; status=9/KILL }");
    }

    @Test
    void manyCommandsAreManyLines() {
        service("case", "Type=oneshot", "ExecStart=/bin/true", "ExecStart=/bin/echo two");

        List<String> lines =
                systemctl("show", "--property=ExecStart", "case").exits(0).lines();

        assertThat(lines).hasSize(2).allMatch(line -> line.startsWith("ExecStart={ path="));
        assertThat(lines.get(1)).contains("argv[]=/bin/echo two ;");
    }

    @Test
    void theEnvironmentIsQuoted() {
        service("case", SLEEP, "Environment=\"A=x y\" B=z", "Environment=C=1");

        expect("case", "Environment=\"A=x y\" B=z C=1");
    }

    @Test
    void timesAreShownForPeopleAndForPrograms() {
        service("case", SLEEP);
        up("case");

        assertThat(show("case", "ActiveEnterTimestamp"))
                .matches("[A-Z][a-z]{2} \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\S+");
        assertThat(show("case", "ActiveEnterTimestampMonotonic")).matches("[1-9]\\d+");
        assertThat(show("case", "ExecMainStartTimestampMonotonic")).matches("[1-9]\\d+");
    }

    @Test
    void timesInMicrosecondsCanBeAskedFor() {
        service("case", SLEEP);
        up("case");

        assertThat(systemctl("show", "--timestamp=us+utc", "--property=ActiveEnterTimestamp", "case")
                        .exits(0)
                        .stdout())
                // 247 knows the option, but treats this value as the default
                .matches(
                        "ActiveEnterTimestamp=[A-Z][a-z]{2} \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d{6})? UTC\n");
    }

    @Test
    void timesOfAStoppedServiceTellWhenItStopped() {
        service("case", SLEEP);
        pin("case");
        up("case");
        stop("case").exits(0);

        assertThat(show("case", "InactiveEnterTimestampMonotonic")).matches("[1-9]\\d+");
        assertThat(show("case", "ExecMainExitTimestampMonotonic")).matches("[1-9]\\d+");
    }

    @ParameterizedTest(name = "{0} is shown as {1}")
    @CsvSource({
        "500ms, 500ms",
        "1, 1s",
        "90, 1min 30s",
        "1h 5s, 1h 5s",
        "1.5s, 1.500000s",
        "2d, 2d",
        "1w, 1w",
        "36h, 1d 12h",
        "1500us, 1.500ms",
        "infinity, infinity",
        "0, infinity"
    })
    void spansAreShownForPeople(String written, String shown) {
        service("case", SLEEP, "TimeoutStopSec=" + written);

        expect("case", "TimeoutStopUSec=" + shown);
    }

    @Test
    void dependenciesAreListsOfNames() {
        unit(
                "case.service",
                "[Unit]",
                "Wants=case-b.service case-c.service",
                "After=case-b.service",
                "[Service]",
                SLEEP);

        assertThat(show("case", "Wants").split(" ")).containsExactlyInAnyOrder("case-b.service", "case-c.service");
        assertThat(show("case", "After").split(" ")).contains("case-b.service", "basic.target");
        assertThat(show("case", "Conflicts")).isEqualTo("shutdown.target");
    }
}
