package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The verbs of systemctl that change properties, markers, links to units, unit files and the environment. */
class PropertyVerbContract extends Contract {

    private static final String SLEEP = "ExecStart=/bin/sleep 1000";

    @Test
    void aPropertyIsWrittenToADropInAndReverted() {
        service("case", SLEEP);
        up("case");

        systemctl("set-property", "--runtime", "case", "MemoryMax=1M", "Description=Changed")
                .exits(0)
                .printsNoErrors();
        // older versions add the drop-ins in the order of their creation, and expect them in the order of their names
        expect(
                "case",
                "MemoryMax=1048576",
                "Description=Changed",
                "NeedDaemonReload=" + (version() < 257 ? "yes" : "no"));
        assertThat(show("case", "DropInPaths")).contains(".control/case.service.d/50-MemoryMax.conf");
        assertThat(systemctl("cat", "case").exits(0).lines()).contains("[Service]", "MemoryMax=1048576");
        systemctl("revert", "case").exits(0).printsErrors("50-MemoryMax.conf", "50-Description.conf");

        expect("case", "Description=case.service", "ActiveState=active");
        systemctl("revert", "case").exits(0).printsNoErrors();
    }

    @Test
    void propertiesThatAreSetInTheOrderOfTheirNamesNeedNoReload() {
        service("case", SLEEP);
        up("case");

        systemctl("set-property", "--runtime", "case", "MemoryMax=1M").exits(0);
        systemctl("set-property", "--runtime", "case", "TasksMax=7").exits(0);
        expect("case", "MemoryMax=1048576", "TasksMax=7", "NeedDaemonReload=no");
        systemctl("set-property", "case", "TasksMax=8").exits(0);
        expect("case", "TasksMax=8", "NeedDaemonReload=" + (version() < 257 ? "yes" : "no"));
        systemctl("revert", "case").exits(0);
        expect("case", "NeedDaemonReload=no");
    }

    @Test
    void aPropertyThatCannotBeSetIsRefused() {
        service("case", SLEEP);

        systemctl("set-property", "case", "MemoryMax").exits(1).printsErrors("Not an assignment: MemoryMax");
        systemctl("set-property", "case", "Nope=1").exits(1).printsErrors("Unknown assignment: Nope=1");
        systemctl("set-property", "case", "MemoryMax=abc").exits(1).printsErrors("Failed to parse MemoryMax=");
        systemctl("set-property", "case").exits(1).printsErrors("Too few arguments.");
        systemctl("set-property", "case-nope", "MemoryMax=1M")
                .exits(1)
                .printsErrors("Failed to set unit properties on case-nope.service: Unit case-nope.service not found.");
    }

    @Test
    void markersExistSince248() {
        service("case", SLEEP);
        up("case");

        if (version() < 248) {
            systemctl("set-property", "case", "Markers=needs-restart")
                    .exits(1)
                    .printsErrors("Unknown assignment: Markers=needs-restart");
            return;
        }
        systemctl("set-property", "case", "Markers=needs-reload needs-restart").exits(0);
        expect("case", "Markers=" + (version() < 260 ? "needs-reload needs-restart" : "needs-restart"));
        String invocation = show("case", "InvocationID");
        systemctl("reload-or-restart", "--marked").exits(0);
        expect("case", "Markers=(none)", "ActiveState=active");
        assertThat(show("case", "InvocationID")).isNotEqualTo(invocation);
        systemctl("set-property", "case", "Markers=nope").exits(1).printsErrors("Unknown marker \"nope\".");
        systemctl("restart", "--marked").exits(1).printsErrors("--marked may only be used with 'reload-or-restart'.");
    }

    @Test
    void markersToStartAndStopExistSince260() {
        service("case", SLEEP);
        up("case");

        if (version() < 260) {
            return;
        }
        systemctl("set-property", "case", "Markers=needs-start needs-stop").exits(0);
        expect("case", "Markers=needs-stop");
        systemctl("set-property", "case", "Markers=+needs-restart").exits(0);
        expect("case", "Markers=needs-stop");
        systemctl("set-property", "case", "Markers=+needs-start").exits(0);
        expect("case", "Markers=needs-start");
        systemctl("set-property", "case", "Markers=+needs-stop").exits(0);
        systemctl("enqueue-marked").exits(0).printsNoErrors();
        expect("case", "ActiveState=inactive");
        systemctl("set-property", "case", "Markers=needs-start").exits(0);
        systemctl("enqueue-marked").exits(0);
        expect("case", "ActiveState=active", "Markers=(none)");
    }

    @Test
    void aUnitIsLinkedToAnother() {
        service("case-a", SLEEP);
        service("case-b", SLEEP);

        systemctl("add-wants", "case-a.service", "case-b").exits(0).printsErrors("case-a.service.wants/case-b.service");
        systemctl("add-wants", "case-a.service", "case-b").exits(0).printsNoErrors();
        systemctl("add-requires", "case-a.service", "case-b").exits(0);

        expect("case-a", "Wants=case-b.service", "NeedDaemonReload=no");
        assertThat(show("case-a", "Requires")).contains("case-b.service");
        systemctl("add-wants", "case-a", "case-b")
                .exits(1)
                .printsErrors("Failed to add dependency: Unit ", "case-a.target");
        systemctl("add-wants", "case-a.service", "case-nope")
                .exits(1)
                .printsErrors("Failed to add dependency: Unit ", "case-nope.service");
        systemctl("add-wants", "case-a.service").exits(1).printsErrors("Too few arguments.");
    }

    @Test
    void theEnvironmentIsChanged() {
        systemctl("set-environment", "CASE_B=a b", "CASE_A=1").exits(0).printsNoErrors();
        try {
            assertThat(systemctl("show-environment").exits(0).lines()).containsSequence("CASE_A=1", "CASE_B=$'a b'");
            systemctl("set-environment", "CASE").exits(1).printsErrors("Failed to set environment: ");
            systemctl("unset-environment", "CASE_A=2").exits(0);
            assertThat(systemctl("show-environment").exits(0).lines()).contains("CASE_A=1");
            systemctl("daemon-reload").exits(0);
            assertThat(systemctl("show-environment").exits(0).lines()).contains("CASE_A=1");
        } finally {
            systemctl("unset-environment", "CASE_A", "CASE_B").exits(0);
        }
        assertThat(systemctl("show-environment").exits(0).stdout()).doesNotContain("CASE_");
    }

    @Test
    void theManagerIsAsked() {
        systemctl("service-watchdogs").exits(0).prints("yes");
        systemctl("service-watchdogs", "nope").exits(1).printsErrors("Failed to parse service-watchdogs argument");
        systemctl("log-level", "nope").exits(1).printsErrors("\"nope\" is not a valid log level.");
        systemctl("--dry-run", "exit").exits(0).printsNoErrors();
        systemctl("--dry-run", "default").exits(0).printsNoErrors();
    }

    @Test
    void aProcessIsFoundSince254() {
        service("case", SLEEP);
        up("case");
        String pid = show("case", "MainPID");

        if (version() < 254) {
            systemctl("whoami", pid).exits(1).printsErrors("Unknown command verb whoami.");
        } else {
            systemctl("whoami", pid).exits(0).prints("case.service");
            systemctl("whoami", "abc").exits(1).printsErrors("Invalid PID specified: abc");
        }
    }

    @Test
    void aUnitIsEditedOnlyOnATerminalWithoutStdin() {
        service("case", SLEEP);

        systemctl("edit", "case").exits(1).printsErrors("Cannot edit units ", "if not on a tty.");
    }

    @Test
    void aUnitIsEditedFromStandardInputSince256() {
        service("case", SLEEP);
        if (version() < 256) {
            systemctlReading("[Unit]\n", "edit", "case", "--stdin")
                    .exits(1)
                    .printsErrors("systemctl: unrecognized option '--stdin'");
            return;
        }
        systemctlReading("\n[Unit]\nDescription=Edited\n\n", "edit", "case", "--stdin", "--drop-in=case")
                .exits(0)
                .printsErrors("Successfully installed edited file '", "/case.service.d/case.conf'.");
        expect("case", "Description=Edited", "NeedDaemonReload=no");
        assertThat(systemctl("cat", "case").exits(0).stdout())
                .endsWith("/case.service.d/case.conf\n[Unit]\nDescription=Edited\n");

        systemctlReading("\n\n", "edit", "case", "--stdin")
                .exits(0)
                .printsErrors("Stripped stdin content is empty, not writing file.");
        systemctlReading("[Unit]\n", "edit", "case", "--stdin", "--drop-in=a/b.conf")
                .exits(1)
                .printsErrors("Invalid drop-in file name 'a/b.conf'.");
        systemctl("revert", "case").exits(0).printsErrors("/case.service.d/case.conf");
        expect("case", "Description=case.service");
    }

    @Test
    void aMissingUnitIsEditedOnlyByForce() {
        if (version() < 256) {
            return;
        }
        systemctlReading("[Unit]\nDescription=New\n", "edit", "case-new", "--stdin")
                .exits(1)
                .printsErrors("No files found for case-new.service.", " --force --full case-new.service' to create");
        systemctlReading(
                        "[Unit]\nDescription=New\n",
                        "edit",
                        "case-new@.service",
                        "--stdin",
                        "--force",
                        "--full",
                        "--runtime")
                .exits(0)
                .printsErrors("Successfully installed edited file '", "/case-new@.service'.");
        assertThat(systemctl("cat", "case-new@.service").exits(0).lines()).contains("Description=New");
    }
}
