package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Timers, which start other units. */
class TimerContract extends Contract {

    private static final String SERVICE = "[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/bin/true\n";

    private void timer(String... lines) {
        write("case.timer", "[Timer]\nAccuracySec=1ms\n" + String.join("\n", lines) + "\n");
        write("case.service", SERVICE);
    }

    @Test
    void aTimerWaits() {
        timer("OnActiveSec=1000");

        start("case.timer").exits(0);

        expect("case.timer", "ActiveState=active", "SubState=waiting", "Result=success", "Unit=case.service");
        expect("case.service", "ActiveState=inactive");
    }

    @Test
    void aTimerStartsItsService() {
        timer("OnActiveSec=100ms");

        start("case.timer").exits(0);

        await("case.service", "ActiveState=active");
    }

    @Test
    void aTimerThatHasNothingLeftToDoIsElapsed() {
        timer("OnActiveSec=50ms");
        up("case.timer");
        await("case.service", "ActiveState=active");
        stop("case.service").exits(0);

        await("case.timer", "ActiveState=active", "SubState=elapsed");
    }

    @Test
    void aTimerIsRunningWhileItsServiceIs() {
        timer("OnActiveSec=50ms");
        up("case.timer");

        await("case.service", "ActiveState=active");
        await("case.timer", "SubState=running");
    }

    @Test
    void aStoppedTimerStartsNothing() {
        timer("OnActiveSec=1000");
        up("case.timer");

        stop("case.timer").exits(0);

        expect("case.timer", "ActiveState=inactive", "SubState=dead");
    }

    @Test
    void stoppingATimerLeavesItsServiceAlone() {
        timer("OnActiveSec=50ms");
        up("case.timer");
        await("case.service", "ActiveState=active");

        stop("case.timer").exits(0);

        expect("case.service", "ActiveState=active");
    }

    @Test
    void anotherUnitCanBeNamed() {
        write("case.timer", "[Timer]\nAccuracySec=1ms\nOnActiveSec=50ms\nUnit=case-other.service\n");
        write("case-other.service", SERVICE);

        up("case.timer");

        await("case-other.service", "ActiveState=active");
    }

    @Test
    void aTimerRepeatsAfterItsServiceWasActive() {
        write("case.timer", "[Timer]\nAccuracySec=1ms\nOnActiveSec=20ms\nOnUnitActiveSec=50ms\n");
        write("case.service", "[Unit]\nStartLimitIntervalSec=0\n[Service]\nType=oneshot\nExecStart=/bin/true\n");
        up("case.timer");
        await("case.timer", "SubState=waiting");
        String first = awaitOtherThan("");

        assertThat(awaitOtherThan(first)).isNotEqualTo(first);
    }

    private String awaitOtherThan(String before) {
        String last = show("case.timer", "LastTriggerUSecMonotonic");
        for (int i = 0; i < 500 && (last.equals(before) || last.equals("0")); i++) {
            pauseBetweenPolls();
            last = show("case.timer", "LastTriggerUSecMonotonic");
        }
        return last;
    }

    @Test
    void aTimerForACalendarTime() {
        timer("OnCalendar=2099-01-01 00:00:00 UTC");

        up("case.timer");

        expect("case.timer", "ActiveState=active", "SubState=waiting");
        assertThat(show("case.timer", "NextElapseUSecRealtime")).startsWith("Thu 2099-01-01 00:00:00");
        assertThat(show("case.timer", "TimersCalendar")).contains("OnCalendar=2099-01-01 00:00:00 UTC ;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hourly", "daily", "weekly", "Mon *-*-* 12:00:00", "*:0/15"})
    void calendarTimesThatRepeat(String calendar) {
        timer("OnCalendar=" + calendar);

        up("case.timer");

        expect("case.timer", "SubState=waiting");
        assertThat(show("case.timer", "NextElapseUSecRealtime"))
                .matches("[A-Z][a-z]{2} \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d.*");
    }

    @Test
    void aTimerWithoutAnyTimeIsRefused() {
        timer();

        expect("case.timer", "LoadState=bad-setting");
        start("case.timer").exits(1);
    }

    @Test
    void aTimerWithACalendarTimeThatMakesNoSenseIsRefused() {
        timer("OnCalendar=whenever");

        expect("case.timer", "LoadState=bad-setting");
    }

    @Test
    void aTimerWithoutItsServiceIsRefused() {
        write("case.timer", "[Timer]\nOnActiveSec=1000\n");

        start("case.timer").exits(1).printsErrors("Job failed.");

        expect("case.timer", "ActiveState=inactive");
    }

    @Test
    void theServiceKnowsItsTimer() {
        timer("OnActiveSec=1000");
        up("case.timer");

        expect("case.service", "TriggeredBy=case.timer");
        expect("case.timer", "Triggers=case.service");
    }

    @Test
    void timersAreListedLikeOtherUnits() {
        timer("OnActiveSec=1000");
        up("case.timer");

        assertThat(systemctl("list-units", "--output=json", "--type=timer", "case*")
                        .exits(0)
                        .stdout())
                .contains("\"unit\":\"case.timer\",\"load\":\"loaded\",\"active\":\"active\",\"sub\":\"waiting\"");
    }

    @Test
    void aTimerCanBeEnabled() {
        write("case.target", "[Unit]\n");
        timer("OnActiveSec=1000", "[Install]", "WantedBy=case.target");

        systemctl("enable", "--now", "case.timer").exits(0);

        expect("case.timer", "UnitFileState=enabled", "ActiveState=active");
    }

    @Test
    void aTimerThatStartsAFailingServiceGoesOn() {
        write("case.timer", "[Timer]\nAccuracySec=1ms\nOnActiveSec=50ms\nOnUnitInactiveSec=1000\n");
        write("case.service", "[Service]\nType=oneshot\nExecStart=/bin/false\n");

        up("case.timer");

        await("case.service", "ActiveState=failed");
        await("case.timer", "ActiveState=active", "SubState=waiting");
    }
}
