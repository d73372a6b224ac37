package io.github.servicehandler.contract;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The effects of signals sent with systemctl kill. */
class KillContract extends Contract {

    private static final String SLEEP = "ExecStart=/bin/sleep 1000";

    @Test
    void sigtermIsTheDefaultAndACleanEnd() {
        service("case", SLEEP);
        pin("case");
        up("case");

        systemctl("kill", "case").exits(0).printsNoErrors();

        await("case", "ActiveState=inactive", "Result=success", "ExecMainStatus=15");
    }

    @ParameterizedTest
    @CsvSource({
        "SIGHUP, inactive, success, 1",
        "INT, inactive, success, 2",
        "SIGKILL, failed, signal, 9",
        "9, failed, signal, 9",
        "USR1, failed, signal, 10",
        "SIGPIPE, inactive, success, 13",
        "SIGTERM, inactive, success, 15"
    })
    void aSignalEndsTheService(String signal, String active, String result, int number) {
        service("case", "IgnoreSIGPIPE=no", SLEEP);
        pin("case");
        up("case");

        systemctl("kill", "--signal=" + signal, "case").exits(0);

        await("case", "ActiveState=" + active, "Result=" + result, "ExecMainCode=2", "ExecMainStatus=" + number);
    }

    @Test
    void theMainProcessCanBeMeantAlone() {
        service("case", SLEEP);
        up("case");

        systemctl("kill", "--kill-who=main", "--signal=KILL", "case").exits(0);

        await("case", "ActiveState=failed", "Result=signal");
    }

    @Test
    void aServiceWithoutControlProcessCannotHaveThatKilled() {
        service("case", SLEEP);
        up("case");

        systemctl("kill", "--kill-who=control", "--signal=KILL", "case")
                .exits(1)
                .printsErrors("No control process to kill");

        expect("case", "ActiveState=active");
    }

    @Test
    void aTargetCannotBeKilled() {
        write("case.target", "[Unit]\nDescription=target\n");
        up("case.target");

        systemctl("kill", "case.target")
                .exits(1)
                .printsErrors("Failed to kill unit case.target: "
                        + (version() >= 257
                                ? "Unit type does not support process killing."
                                : "Operation not supported"));
    }

    @Test
    void aSocketMayBeKilledAlthoughItHasNoProcess() {
        write("case.socket", "[Socket]\nListenStream=@case-socket\n");
        service("case", "ExecStart=/bin/sleep 1000");
        up("case.socket");

        systemctl("kill", "case.socket").exits(0);
        systemctl("kill", "--kill-who=main", "case.socket")
                .exits(1)
                .printsErrors("Failed to kill unit case.socket: socket units have no main processes");
        systemctl("kill", "--kill-who=control", "case.socket")
                .exits(1)
                .printsErrors("Failed to kill unit case.socket: No control process to kill");

        expect("case.socket", "ActiveState=active", "Result=success");
    }

    @Test
    void aSignalThatIsIgnoredChangesNothing() {
        service(
                "case",
                "Type=notify",
                "NotifyAccess=all",
                "ExecStart=/bin/sh -c 'trap \"\" USR1; systemd-notify --ready; while :; do sleep 1; done'");
        up("case");

        systemctl("kill", "--kill-who=main", "--signal=USR1", "case").exits(0);

        sleep(Duration.ofMillis(50));
        expect("case", "ActiveState=active", "SubState=running");
    }

    @Test
    void aStoppedServiceHasNothingToKill() {
        service("case", SLEEP);
        pin("case");

        systemctl("kill", "case").exits(0).printsNoErrors();
    }

    @Test
    void aStoppedServiceHasNoMainProcessToKill() {
        service("case", SLEEP);
        pin("case");

        systemctl("kill", "--kill-who=main", "case").exits(1).printsErrors("No main process to kill");
    }

    @Test
    void aServiceThatWasKilledIsNotRestartedByDefault() {
        service("case", SLEEP);
        up("case");

        systemctl("kill", "--signal=KILL", "case").exits(0);

        await("case", "ActiveState=failed", "NRestarts=0");
    }

    @Test
    void manyServicesAreKilledAtOnce() {
        service("case-a", SLEEP);
        service("case-b", SLEEP);
        up("case-a", "case-b");

        systemctl("kill", "--signal=KILL", "case-a", "case-b").exits(0);

        await("case-a", "ActiveState=failed");
        await("case-b", "ActiveState=failed");
    }

    @Test
    void aKillDuringTheStartFailsIt() {
        service("case", "Type=oneshot", "ExecStart=/bin/sleep 1000");
        systemctl("start", "--no-block", "case").exits(0);
        await("case", "ActiveState=activating");

        systemctl("kill", "--signal=KILL", "case").exits(0);

        await("case", "ActiveState=failed", "Result=signal");
    }

    @Test
    void theControlProcessCanBeMeantAlone() {
        service("case", "ExecStartPre=/bin/sleep 1000", SLEEP);
        systemctl("start", "--no-block", "case").exits(0);
        await("case", "SubState=start-pre");

        systemctl("kill", "--kill-who=control", "--signal=KILL", "case").exits(0);

        await("case", "ActiveState=failed", "Result=signal", "ExecMainPID=0");
    }

    @Test
    void aKilledSliceSendsTheSignalToItsServices() {
        service("case", "Slice=case-a.slice", SLEEP);
        write("case.slice", "[Slice]\n");
        up("case");

        systemctl("kill", "--kill-who=main", "case.slice")
                .exits(1)
                .printsErrors("Failed to kill unit case.slice: slice units have no main processes");
        systemctl("kill", "--signal=KILL", "case.slice").exits(0).printsNoErrors();

        await("case", "ActiveState=failed", "Result=signal");
        expect("case.slice", "ActiveState=active");
    }
}
