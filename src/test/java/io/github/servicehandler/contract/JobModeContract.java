package io.github.servicehandler.contract;

import org.junit.jupiter.api.Test;

/** The job modes of systemctl, as far as they do not affect other units of the machine. */
class JobModeContract extends Contract {

    @Test
    void aJobThatWouldCancelAnotherIsRefused() {
        unit("case-long.service", "[Service]", "Type=oneshot", "ExecStart=/bin/sleep 1000");
        unit("case-other.service", "[Unit]", "Conflicts=case-long.service", "[Service]", "ExecStart=/bin/sleep 1000");
        systemctl("start", "--no-block", "case-long").exits(0);

        systemctl("stop", "--job-mode=fail", "case-long")
                .exits(4)
                .printsErrors("Failed to stop case-long.service: Transaction for case-long.service/stop is destructive"
                        + " (case-long.service has 'start' job queued, but 'stop' is included in transaction).");
        systemctl("start", "--fail", "case-other")
                .exits(4)
                .printsErrors("Transaction for case-other.service/start is destructive");
        expect("case-long", "ActiveState=activating");
        systemctl("start", "--job-mode=replace", "case-other").exits(0);
        expect("case-long", "ActiveState=failed");
    }

    @Test
    void onlyTheStartOfSomeUnitsIsolates() {
        service("case", "ExecStart=/bin/sleep 1000");
        unit("case-plain.target", "[Unit]");
        unit("case-alone.target", "[Unit]", "AllowIsolate=yes");

        String refusal = "Operation refused, unit may not be isolated.";
        systemctl("isolate", "case-plain").exits(4).printsErrors("Failed to start case-plain.target: " + refusal);
        systemctl("isolate", "case-nope").exits(4).printsErrors("Failed to start case-nope.target: " + refusal);
        systemctl("start", "--job-mode=isolate", "case").exits(4).printsErrors(refusal);
        systemctl("stop", "--job-mode=isolate", "case-alone.target")
                .exits(1)
                .printsErrors("Failed to stop case-alone.target: Isolate is only valid for start.");
        systemctl("isolate", "case-alone.target", "case").exits(1).printsErrors("Too many arguments.");
        systemctl("isolate").exits(1).printsErrors("Too few arguments.");
    }

    @Test
    void anUnknownModeIsRefused() {
        service("case", "ExecStart=/bin/sleep 1000");

        systemctl("start", "--job-mode=bogus", "case")
                .exits(1)
                .printsErrors("Failed to start case.service: Job mode bogus invalid");
    }

    @Test
    void requirementsAreIgnored() {
        service("case-need", "ExecStart=/bin/sleep 1000");
        unit("case.service", "[Unit]", "Requires=case-need.service", "[Service]", "ExecStart=/bin/sleep 1000");

        systemctl("start", "--job-mode=ignore-requirements", "case").exits(0);
        expect("case", "ActiveState=active");
        expect("case-need", "ActiveState=inactive");
    }
}
