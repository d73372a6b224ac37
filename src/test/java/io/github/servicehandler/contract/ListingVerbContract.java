package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The verbs of systemctl that list dependencies, jobs, sockets and paths, and the options of listings. */
class ListingVerbContract extends Contract {

    private static final String SLEEP = "ExecStart=/bin/sleep 1000";

    @Test
    void dependenciesAreATreeThatOnlyTargetsContinue() {
        unit("case.target", "[Unit]", "Wants=case-mid.target case-a.service");
        unit("case-mid.target", "[Unit]", "Requires=case-b.service");
        service("case-a", SLEEP);
        service("case-b", SLEEP);
        up("case-a");

        String down = version() < 248 ? "●" : "○";
        systemctl("list-dependencies", "case.target")
                .exits(0)
                .prints("case.target\n● ├─case-a.service\n" + down + " └─case-mid.target\n" + down
                        + "   └─case-b.service");
        systemctl("list-dependencies", "--plain", "case.target")
                .exits(0)
                .prints("case.target\n  case-a.service\n  case-mid.target\n  case-b.service");
    }

    @Test
    void aCycleOfDependenciesIsCutShort() {
        unit("case-a.target", "[Unit]", "Wants=case-b.target");
        unit("case-b.target", "[Unit]", "Wants=case-a.target");

        String down = version() < 248 ? "●" : "○";
        systemctl("list-dependencies", "case-a.target")
                .exits(0)
                .prints("case-a.target\n" + down + " └─case-b.target\n"
                        + (version() < 248 ? "      └─..." : "    └─..."));
        systemctl("list-dependencies", "--plain", "case-a.target").exits(0).prints("case-a.target\n  case-b.target");
    }

    @Test
    void dependenciesAreListedInTheDirectionOfTheLastOption() {
        unit("case-a.target", "[Unit]", "DefaultDependencies=no", "Wants=case-b.target");
        unit("case-b.target", "[Unit]", "DefaultDependencies=no", "Before=case-a.target");
        start("case-a.target").exits(0);

        systemctl("list-dependencies", "--reverse", "case-b.target")
                .exits(0)
                .prints("case-b.target\n● └─case-a.target");
        systemctl("list-dependencies", "--reverse", "--before", "case-b.target")
                .exits(0)
                .prints("case-b.target\n● └─case-a.target");
        systemctl("list-dependencies", "--before", "--reverse", "case-b.target")
                .exits(0)
                .prints("case-b.target\n● └─case-a.target");
        systemctl("list-dependencies", "--after", "case-a.target").exits(0).prints("case-a.target\n● └─case-b.target");
    }

    @Test
    void dependenciesAreFilteredSince254() {
        unit("case.target", "[Unit]", "Wants=case-a.service case-b.service");
        service("case-a", SLEEP);
        service("case-b", SLEEP);
        up("case-a");

        String tree =
                version() < 248 ? "● ├─case-a.service\n● └─case-b.service" : "● ├─case-a.service\n○ └─case-b.service";
        systemctl("list-dependencies", "--state=active", "case.target")
                .exits(0)
                .prints("case.target\n" + (version() < 254 ? tree : "  case-a.service"));
    }

    @Test
    void aMissingUnitHasNoDependencies() {
        systemctl("list-dependencies", "case-nope").exits(0).prints("case-nope.service");
    }

    @Test
    void jobsAreListedWithTheJobsTheyWaitFor() {
        service("case-a", "Type=oneshot", SLEEP);
        unit("case-b.service", "[Unit]", "After=case-a.service", "[Service]", SLEEP);
        systemctl("start", "--no-block", "case-a").exits(0);
        systemctl("start", "--no-block", "case-b").exits(0);
        await("case-a", "ActiveState=activating");

        String first = show("case-a", "Job");
        String second = show("case-b", "Job");
        // version 247 mixes the two options up
        String waiting = version() < 248 ? "--after" : "--before";
        String blocking = version() < 248 ? "--before" : "--after";
        String waits = version() < 248 ? "\tblocking job " : "\twaiting for job ";
        assertThat(systemctl("list-jobs", "case-b*").exits(0).lines())
                .contains("1 jobs listed.")
                .anyMatch(line -> line.matches(second + " +case-b.service start waiting"));
        assertThat(systemctl("list-jobs", version() < 248 ? blocking : waiting)
                        .exits(0)
                        .stdout())
                .contains(waits + first + " (case-a.service/start)");
        systemctl("list-jobs", "case-nope*").exits(0).prints("No jobs listed.");
        systemctl("list-jobs", "--no-legend", "case-nope*").exits(0).prints("");
    }

    @Test
    void aCanceledJobIsGone() {
        service("case-a", "Type=oneshot", SLEEP);
        unit("case-b.service", "[Unit]", "After=case-a.service", "[Service]", SLEEP);
        systemctl("start", "--no-block", "case-a", "case-b").exits(0);
        await("case-a", "ActiveState=activating");

        String ignoring = version() < 257 ? "" : ", ignoring";
        systemctl("cancel", show("case-b", "Job")).exits(0).printsNoErrors();
        expect("case-b", "Job=(none)", "ActiveState=inactive");
        systemctl("cancel", "999999")
                .exits(1)
                .printsErrors("Failed to cancel job 999999" + ignoring + ": Job 999999 does not exist.");
        systemctl("cancel", "abc").exits(1).printsErrors("Failed to parse job id \"abc\": Invalid argument");
        systemctl("cancel", show("case-a", "Job")).exits(0).printsNoErrors();
        expect("case-a", "Job=(none)", "ActiveState=activating");
    }

    @Test
    void socketsAndPathsAreListedByTheirAddresses() {
        service("case", SLEEP);
        unit("case.socket", "[Socket]", "ListenStream=/tmp/case-s.sock", "ListenDatagram=/tmp/case-d.sock");
        unit("case.path", "[Path]", "PathExists=/nonexistent-x", "DirectoryNotEmpty=/nonexistent-y");
        start("case.socket", "case.path").exits(0);

        systemctl("list-sockets", "--show-types", "--no-legend", "case*")
                .exits(0)
                .prints("/tmp/case-d.sock Datagram case.socket case.service\n"
                        + "/tmp/case-s.sock Stream   case.socket case.service");
        assertThat(systemctl("list-sockets", "case*").exits(0).lines())
                .startsWith("LISTEN           UNIT        ACTIVATES")
                .contains("2 sockets listed.", "Pass --all to see loaded but inactive sockets, too.");
        if (version() < 254) {
            systemctl("list-paths").exits(1).printsErrors("Unknown command verb list-paths.");
        } else {
            systemctl("list-paths", "--no-legend", "case*")
                    .exits(0)
                    .prints("/nonexistent-x PathExists        case.path case.service\n"
                            + "/nonexistent-y DirectoryNotEmpty case.path case.service");
        }
        stop("case.socket", "case.path").exits(0);
        systemctl("list-sockets", "--no-legend", "case*").exits(0).prints("");
    }

    @Test
    void unitsAreListedTogetherWithTheirDependencies() {
        unit("case.target", "[Unit]", "Wants=case-a.service");
        service("case-a", SLEEP);
        start("case.target").exits(0);

        assertThat(systemctl("list-units", "--with-dependencies", "--plain", "--no-legend", "case.target")
                        .exits(0)
                        .lines())
                .extracting(line -> line.substring(0, line.indexOf(' ')))
                .containsExactly("case-a.service", "case.target");
    }

    @Test
    void loadStatesCountAsTypes() {
        service("case", SLEEP);
        up("case");

        assertThat(systemctl("list-units", "--type=loaded", "case*").exits(0).lines())
                .contains("1 loaded units listed.")
                .noneMatch(line -> line.contains("list-unit-files"));
        assertThat(systemctl("list-units", "--type=loaded,socket", "case*")
                        .exits(0)
                        .lines())
                .contains("0 loaded units listed.");
        systemctl("list-units", "--type=nope")
                .exits(1)
                .printsErrors(
                        "Unknown unit type or load state 'nope'.", "Use -t help to see a list of allowed values.");
    }

    @Test
    void theLegendOfUnits() {
        service("case", "Type=notify", SLEEP);
        write("case.target", "[Unit]\n");
        up("case.target");
        String arrow = version() < 257 ? " = " : " → ";
        String legend = version() < 257 ? "" : "Legend: ";
        String indent = " ".repeat(legend.length());
        String[] lines = {
            "",
            legend + "LOAD  " + arrow + "Reflects whether the unit definition was properly loaded.",
            indent + "ACTIVE" + arrow + "The high-level unit activation state, i.e. generalization of SUB.",
            indent + "SUB   " + arrow + "The low-level unit activation state, values depend on unit type."
        };

        assertThat(systemctl("list-units", "case*").lines())
                .containsSequence(lines)
                .endsWith(
                        "1 loaded units listed. Pass --all to see loaded but inactive units, too.",
                        "To show all installed unit files use 'systemctl list-unit-files'.");
        List<String> withoutHint =
                systemctl("list-units", "--state=active", "case*").lines();
        assertThat(withoutHint).endsWith("1 loaded units listed.");
        assertThat(withoutHint.get(withoutHint.size() - 2).isEmpty()).isEqualTo(version() >= 257);
        systemctl("start", "--no-block", "case").exits(0);
        await("case", "SubState=start");
        assertThat(systemctl("list-units", "case*").lines())
                .containsSequence(indent + "JOB   " + arrow + "Pending job for the unit.", "");
    }

    @Test
    void theLegendCanBeSwitchedOffSince248() {
        if (version() < 248) {
            systemctl("list-units", "--legend=no")
                    .exits(1)
                    .printsErrors("systemctl: unrecognized option '--legend=no'");
        } else {
            systemctl("list-units", "--legend=no", "case-nope*").exits(0).prints("");
            systemctl("list-units", "--legend=bad").exits(1).printsErrors("Failed to parse boolean argument to ");
        }
    }

    @Test
    void aTransactionIsShown() {
        unit("case-a.service", "[Unit]", "Wants=case-b.service", "[Service]", SLEEP);
        service("case-b", SLEEP);

        Answer answer = systemctl("start", "--show-transaction", "case-a").exits(0);
        assertThat(answer.stderr().lines())
                .hasSize(version() < 257 ? 2 : 3)
                .anyMatch(line -> line.matches("Enqueued anchor job \\d+ case-a.service/start\\."))
                .anyMatch(line -> line.matches("Enqueued auxiliary job \\d+ case-b.service/start\\."));
        assertThat(systemctl("restart", "-T", "case-a").exits(0).stderr())
                .startsWith("Enqueued anchor job ")
                .contains("case-a.service/restart.");
        assertThat(systemctl("start", "-T", "case-a").exits(0).stderr()).contains("case-a.service/start.");
        stop("case-a").exits(0);
        assertThat(systemctl("try-restart", "-T", "case-a").exits(0).stderr()).contains("case-a.service/nop.");
    }

    @Test
    void aDryRunStartsNothing() {
        service("case", SLEEP);

        systemctl("start", "--dry-run", "case").exits(0).printsNoErrors();

        expect("case", "ActiveState=inactive");
    }

    @Test
    void waitLastsUntilTheServiceHasEnded() {
        service("case-good", "ExecStart=/bin/sleep 0.2");
        service("case-bad", "ExecStart=/bin/sh -c 'sleep 0.2; exit 3'");

        systemctl("start", "--wait", "case-good").exits(0).printsNoErrors();
        expect("case-good", "ActiveState=inactive");
        systemctl("start", "--wait", "case-bad").exits(1);
        expect("case-bad", "ActiveState=failed");
        systemctl("start", "--wait", "--no-block", "case-good")
                .exits(1)
                .printsErrors("--wait may not be combined with --no-block.");
    }

    @Test
    void killWaitsForTheEndOnRequest() {
        service("case", SLEEP);
        up("case");

        systemctl("kill", "--wait", "case").exits(0);

        expect("case", "ActiveState=inactive");
    }

    @Test
    void oneValueIsShownAlone() {
        service("case", SLEEP);
        up("case");

        systemctl("show", "-P", "ActiveState", "case").exits(0).prints("active");
        systemctl("show", "--property", "", "case").exits(0).prints("");
    }

    @Test
    void theSystemHasFailedSince253() {
        if (version() < 253) {
            systemctl("is-failed").exits(1).printsErrors("Too few arguments.");
        } else {
            systemctl("is-failed")
                    .prints(systemctl("is-system-running").stdout().strip());
        }
    }

    @Test
    void catOfAMissingUnitIsNoErrorWithForceSince254() {
        systemctl("cat", "case-nope").exits(1).printsErrors("No files found for case-nope.service.");
        systemctl("cat", "--force", "case-nope").exits(version() < 254 ? 1 : 0).prints("");
    }
}
