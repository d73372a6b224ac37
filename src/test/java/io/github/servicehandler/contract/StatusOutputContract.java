package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The text of {@code systemctl status}. In the expected lines, {@code TIME}, {@code SPAN}, {@code N} and {@code ID}
 * stand for what differs from run to run, and {@code DIR} for the directory of the unit files. A line that does not
 * hold for all versions begins with the first and the last of its versions in brackets, either of which may be missing.
 */
class StatusOutputContract extends Contract {

    private static final int MAX_POLLS = 500;
    private static final String NOT_EXECUTED = ".*(PID: N \\((\\(|systemd)|─N .*systemd).*";
    private static final Pattern FOR_VERSIONS = Pattern.compile("\\[([0-9]*)-([0-9]*)](.*)");

    @Test
    void aStoppedService() {
        unit("case.service", "[Unit]", "Description=A case", "[Service]", "ExecStart=/bin/sleep 1000");

        status("case", 3, """
                [-247]● case.service - A case
                [252-]○ case.service - A case
                     Loaded: loaded (DIR/case.service; static)
                     Active: inactive (dead)
                """);
    }

    @Test
    void aDocumentedServiceThatIsEnabled() {
        unit(
                "case.service",
                "[Unit]",
                "Documentation=man:case(1) https://example.org/a",
                "Documentation=file:/case bogus:x",
                "[Service]",
                "ExecStart=/bin/sleep 1000",
                "[Install]",
                "WantedBy=case-other.target");
        systemctl("enable", "case").exits(0);
        up("case");

        status("case", 0, """
                ● case.service
                [-247]     Loaded: loaded (DIR/case.service; enabled; vendor preset: enabled)
                [252-]     Loaded: loaded (DIR/case.service; enabled; preset: enabled)
                     Active: active (running) since TIME
                [257-] Invocation: ID
                       Docs: man:case(1)
                             https://example.org/a
                             file:/case
                   Main PID: N (sleep)
                        CPU: SPAN
                     CGroup: case.service
                             └─N /bin/sleep 1000
                """);
    }

    @Test
    void aServiceThatHasEndedWell() {
        service("case", "Type=oneshot", "RemainAfterExit=yes", "ExecStart=/bin/true", "ExecStart=/bin/true");
        up("case");

        status("case", 0, """
                ● case.service
                     Loaded: loaded (DIR/case.service; static)
                     Active: active (exited) since TIME
                [257-] Invocation: ID
                    Process: N ExecStart=/bin/true (code=exited, status=0/SUCCESS)
                    Process: N ExecStart=/bin/true (code=exited, status=0/SUCCESS)
                   Main PID: N (code=exited, status=0/SUCCESS)
                        CPU: SPAN
                """);
    }

    @Test
    void aServiceThatHasFailed() {
        service("case", "ExecStartPre=-/bin/false", "ExecStart=/bin/sh -c 'exit 7'");
        start("case");
        await("case.service", "ActiveState=failed");

        status("case", 3, """
                [-247]● case.service
                [252-]× case.service
                     Loaded: loaded (DIR/case.service; static)
                     Active: failed (Result: exit-code) since TIME
                [252-]   Duration: SPAN
                [257-] Invocation: ID
                    Process: N ExecStartPre=/bin/false (code=exited, status=1/FAILURE)
                    Process: N ExecStart=/bin/sh -c exit 7 (code=exited, status=7)
                   Main PID: N (code=exited, status=7)
                        CPU: SPAN
                """);
    }

    @Test
    void aServiceThatWasKilledWithoutAProgramToStart() {
        service("case", "ExecStart=/bin/sh -c 'kill -KILL $$$$'");
        service("case-missing", "Type=oneshot", "ExecStart=/nonexistent/x");
        start("case");
        await("case.service", "ActiveState=failed");
        start("case-missing");

        assertThat(processes("case"))
                .containsExactly(
                        "    Process: N ExecStart=/bin/sh -c kill -KILL $$$$ (code=killed, signal=KILL)",
                        "   Main PID: N (code=killed, signal=KILL)");
        assertThat(processes("case-missing"))
                .containsExactly(
                        "    Process: N ExecStart=/nonexistent/x (code=exited, status=203/EXEC)",
                        "   Main PID: N (code=exited, status=203/EXEC)");
    }

    @Test
    void aCommandThatFailsBeforeTheStart() {
        service("case", "ExecStartPre=/bin/true", "ExecStartPre=/bin/false", "ExecStart=/bin/sleep 1000");
        start("case");

        status("case", 3, """
                [-247]● case.service
                [252-]× case.service
                     Loaded: loaded (DIR/case.service; static)
                     Active: failed (Result: exit-code) since TIME
                [257-] Invocation: ID
                    Process: N ExecStartPre=/bin/true (code=exited, status=0/SUCCESS)
                    Process: N ExecStartPre=/bin/false (code=exited, status=1/FAILURE)
                        CPU: SPAN
                """);
    }

    @Test
    void aDaemonReloadForgetsTheCommandsThatHaveEnded() {
        service("case", "ExecStartPre=/bin/true", "ExecStart=/bin/sleep 1000");
        pin("case");
        up("case");
        systemctl("daemon-reload").exits(0);

        assertThat(processes("case")).containsExactly("   Main PID: N (sleep)");
        stop("case").exits(0);
        assertThat(processes("case"))
                .containsExactly(
                        "    Process: N ExecStart=/bin/sleep 1000 (code=killed, signal=TERM)",
                        "   Main PID: N (code=killed, signal=TERM)");
    }

    @Test
    void aServiceThatWaitsForItsRestart() {
        service("case", "Restart=always", "RestartSec=1000", "ExecStart=/bin/false");
        start("case");
        await("case.service", "SubState=auto-restart");

        status("case", 3, """
                ● case.service
                     Loaded: loaded (DIR/case.service; static)
                     Active: activating (auto-restart) (Result: exit-code) since TIME
                [257-] Invocation: ID
                    Process: N ExecStart=/bin/false (code=exited, status=1/FAILURE)
                   Main PID: N (code=exited, status=1/FAILURE)
                        CPU: SPAN
                """);
    }

    @Test
    void aServiceThatIsBeingStarted() {
        service("case", "ExecStartPre=/bin/sleep 1000", "ExecStart=/bin/sleep 1000");
        service("case-post", "ExecStart=/bin/sleep 1000", "ExecStartPost=/bin/sleep 2000");
        systemctl("start", "--no-block", "case", "case-post").exits(0);
        await("case-post.service", "SubState=start-post");

        status("case", 3, """
                ● case.service
                     Loaded: loaded (DIR/case.service; static)
                     Active: activating (start-pre) since TIME
                [257-]        Job: N
                [257-] Invocation: ID
                [-247]Cntrl PID: N (sleep)
                [252-]  Cntrl PID: N (sleep)
                        CPU: SPAN
                     CGroup: case.service
                             └─N /bin/sleep 1000
                """);
        assertThat(processes("case-post")).containsExactly("   Main PID: N (sleep); Control PID: N (sleep)");
    }

    @Test
    void aServiceThatIsBeingReloaded() {
        service("case", "ExecStart=/bin/sleep 1000", "ExecReload=/bin/sleep 2000");
        up("case");
        systemctl("reload", "--no-block", "case").exits(0);
        await("case.service", "ActiveState=reloading");

        status("case", 0, """
                [-247]● case.service
                [252-]↻ case.service
                     Loaded: loaded (DIR/case.service; static)
                     Active: reloading (reload) since TIME
                [257-]        Job: N
                [257-] Invocation: ID
                   Main PID: N (sleep); Control PID: N (sleep)
                        CPU: SPAN
                     CGroup: case.service
                             ├─N /bin/sleep 1000
                             └─N /bin/sleep 2000
                """);
    }

    @Test
    void aServiceThatWasStopped() {
        service("case", "ExecStart=/bin/sleep 1000", "ExecStop=/bin/true");
        pin("case");
        up("case");
        stop("case").exits(0);

        status("case", 3, """
                [-247]● case.service
                [252-]○ case.service
                     Loaded: loaded (DIR/case.service; static)
                     Active: inactive (dead) since TIME
                [252-]   Duration: SPAN
                [257-] Invocation: ID
                    Process: N ExecStart=/bin/sleep 1000 (code=killed, signal=TERM)
                    Process: N ExecStop=/bin/true (code=exited, status=0/SUCCESS)
                   Main PID: N (code=killed, signal=TERM)
                        CPU: SPAN
                """);
    }

    @Test
    void aServiceWithATimeLimit() {
        assumeThat(version()).isGreaterThanOrEqualTo(252);
        service("case", "ExecStart=/bin/sleep 1000", "RuntimeMaxSec=1h");
        up("case");

        assertThat(text("case")).contains("      Until: TIME");
    }

    @Test
    void whatAServiceReports() {
        service(
                "case",
                "Type=notify",
                "NotifyAccess=all",
                "ExecStart=/bin/sh -c 'systemd-notify --ready --status=Working; sleep 1000'");
        up("case");
        await("case.service", "StatusText=Working");

        assertThat(text("case")).contains("     Status: \"Working\"");
    }

    @Test
    void conditionsThatAreNotMet() {
        unit(
                "case.service",
                "[Unit]",
                "ConditionPathExists=/nonexistent",
                "ConditionPathExists=|!/etc",
                "ConditionPathExists=|/etc",
                "ConditionPathExists=/etc",
                "[Service]",
                "ExecStart=/bin/sleep 1000");
        pin("case");
        up("case");

        status("case", 3, """
                [-247]● case.service
                [252-]○ case.service
                     Loaded: loaded (DIR/case.service; static)
                     Active: inactive (dead)
                [-252]  Condition: start condition failed at TIME
                [257-]  Condition: start condition unmet at TIME
                             ├─ ConditionPathExists=/nonexistent was not met
                             └─ ConditionPathExists=|!/etc was not met
                """);
    }

    @Test
    void assertionsThatAreNotMet() {
        unit("case.service", "[Unit]", "AssertPathExists=!/etc", "[Service]", "ExecStart=/bin/sleep 1000");
        pin("case");
        start("case").exits(1);

        assertThat(text("case"))
                .containsSubsequence(
                        "     Assert: start assertion failed at TIME",
                        "             AssertPathExists=!/etc was not met");
    }

    @Test
    void dropIns() {
        service("case-x", "ExecStart=/bin/sleep 1000");
        write("case-x.service.d/a.conf", "[Unit]\nDescription=A\n");
        write("case-.service.d/b.conf", "[Unit]\nDescription=B\n");
        write("case-x.service.d/c.conf", "[Unit]\nDescription=C\n");
        write("case-x.service.d/d.conf", "[Unit]\nDescription=D\n");

        status("case-x", 3, """
                [-247]● case-x.service - D
                [252-]○ case-x.service - D
                     Loaded: loaded (DIR/case-x.service; static)
                    Drop-In: DIR/case-x.service.d
                             └─a.conf
                             DIR/case-.service.d
                             └─b.conf
                             DIR/case-x.service.d
                             └─c.conf, d.conf
                     Active: inactive (dead)
                """);
    }

    @Test
    void unitsThatCannotBeLoaded() {
        service("case", "ExecStart=rel/x");
        link("case-masked.service", "/dev/null");

        status("case", 3, """
                [-247]● case.service
                [252-]○ case.service
                     Loaded: bad-setting (Reason: Unit case.service has a bad unit file setting.)
                     Active: inactive (dead)
                """);
        status("case-masked", 3, """
                [-247]● case-masked.service
                [252-]○ case-masked.service
                     Loaded: masked (Reason: Unit case-masked.service is masked.)
                     Active: inactive (dead)
                """);
    }

    @Test
    void aTimer() {
        service("case", "ExecStart=/bin/sleep 1000");
        unit("case.timer", "[Timer]", "OnCalendar=2099-01-01");
        status("case.timer", 3, """
                [-247]● case.timer
                [252-]○ case.timer
                     Loaded: loaded (DIR/case.timer; static)
                     Active: inactive (dead)
                    Trigger: n/a
                   Triggers: ● case.service
                """);
        up("case.timer");

        status("case.timer", 0, """
                ● case.timer
                     Loaded: loaded (DIR/case.timer; static)
                     Active: active (waiting) since TIME
                [257-] Invocation: ID
                    Trigger: TIME
                   Triggers: ● case.service
                """);
        status("case", 3, """
                [-247]● case.service
                [252-]○ case.service
                     Loaded: loaded (DIR/case.service; static)
                     Active: inactive (dead)
                TriggeredBy: ● case.timer
                """);
    }

    @Test
    void sockets() {
        service("case", "ExecStart=/bin/sleep 1000");
        unit("case.socket", "[Socket]", "ListenFIFO=/run/case", "ListenStream=28080", "ListenStream=/run/case2");
        unit("case-accept.socket", "[Socket]", "ListenStream=%t/case-accept", "Accept=yes");
        service("case-accept@", "ExecStart=/bin/sleep 1000");

        status("case.socket", 3, """
                [-247]● case.socket
                [252-]○ case.socket
                     Loaded: loaded (DIR/case.socket; static)
                     Active: inactive (dead)
                   Triggers: ● case.service
                     Listen: /run/case (FIFO)
                             [::]:28080 (Stream)
                             /run/case2 (Stream)
                """);
        up("case-accept.socket");
        assertThat(text("case-accept.socket")).contains("   Accepted: 0; Connected: 0;");
    }

    @Test
    void aTargetAndASlice() {
        unit("case.target", "[Unit]", "Description=Some");
        unit("case.slice", "[Unit]", "Description=Other");
        up("case.target", "case.slice");

        status("case.target", 0, """
                ● case.target - Some
                     Loaded: loaded (DIR/case.target; static)
                     Active: active since TIME
                [257-] Invocation: ID
                """);
        status("case.slice", 0, """
                ● case.slice - Other
                     Loaded: loaded (DIR/case.slice; static)
                     Active: active since TIME
                [257-] Invocation: ID
                [262-] Act. Units: 0
                        CPU: SPAN
                     CGroup: case.slice
                """);
    }

    @Test
    void severalUnitsAndATemplate() {
        service("case", "ExecStart=/bin/sleep 1000");
        service("case-b", "ExecStart=/bin/sleep 1000");
        service("case-t@", "ExecStart=/bin/sleep 1000");

        Answer answer = systemctl("status", "--lines=0", "case-nope", "case", "case-t@", "case-b");
        answer.exits(1)
                .printsErrors(
                        "Unit case-nope.service could not be found.",
                        "Unit name case-t@.service is neither a valid invocation ID nor unit name.");
        assertThat(answer.lines()).hasSize(3);
        assertThat(systemctl("status", "--lines=0", "case", "case-nope", "case-b")
                        .lines()
                        .get(3))
                .isEmpty();
    }

    @Test
    void aFileThatHasChanged() {
        service("case", "ExecStart=/bin/sleep 1000");
        up("case");
        sleep(Duration.ofMillis(1100));
        backend.write(path("case.service"), "[Service]\nExecStart=/bin/sleep 2000\n");

        systemctl("status", "case")
                .exits(0)
                .printsErrors("Warning: The unit file, source configuration file or drop-ins of case.service changed on"
                        + " disk. Run 'systemctl" + (backend.isUser() ? " --user" : "")
                        + " daemon-reload' to reload units.");
    }

    @Test
    void theEndOfTheLog() {
        service("case", "ExecStart=/bin/sleep 1000");
        up("case");
        awaitJournal("Started .*", unitField() + "=case.service");

        List<String> lines = systemctl("status", "--lines=1", "case").lines();
        assertThat(lines.get(lines.size() - 2)).isEmpty();
        assertThat(lines.get(lines.size() - 1))
                .matches("\\w{3} \\d\\d \\d\\d:\\d\\d:\\d\\d \\S+ systemd\\[\\d+]: Started case.service.");
        systemctl("status", "--lines=many", "case").exits(1).printsErrors("many");
    }

    @Test
    void anotherStyleOfTimes() {
        assumeThat(version()).isGreaterThanOrEqualTo(252);
        service("case", "ExecStart=/bin/sleep 1000");
        up("case");

        assertThat(systemctl("status", "--timestamp=unix", "case").lines())
                .anyMatch(line -> line.matches("     Active: active \\(running\\) since @[0-9]+; .* ago"));
    }

    @Test
    void theServicesInASlice() {
        service("case", "Type=exec", "ExecStart=/bin/sleep 1000", "Slice=case-a.slice");
        up("case");
        await("case", "SubState=running");

        List<String> lines = systemctl("status", "case.slice").exits(0).lines();
        int slice = indexOf(lines, " +└─case-a\\.slice");
        assertThat(lines.get(slice)).isEqualTo(" ".repeat(13) + "└─case-a.slice");
        assertThat(lines.get(slice + 1)).isEqualTo(" ".repeat(15) + "└─case.service");
        assertThat(lines.get(slice + 2)).matches(" {17}└─\\d+ /bin/sleep 1000");
    }

    @Test
    void theUnitOfAProcess() {
        service("case", "ExecStart=/bin/sleep 1000");
        up("case");
        String pid = show("case", "MainPID");

        assertThat(systemctl("status", "--lines=0", pid).exits(0).lines().get(0))
                .isEqualTo("● case.service");
        systemctl("status", "999999999")
                .exits(1)
                .printsErrors(
                        version() < 257
                                ? "Failed to get unit for PID 999999999: PID 999999999 does not belong to any loaded unit."
                                : "PID 999999999 doesn't exist or is already gone.");
        systemctl("show", "999999999")
                .exits(1)
                .printsErrors("Failed to get properties: Unknown object '/org/freedesktop/systemd1/job/999999999'.");
    }

    @Test
    void theManagerItself() {
        service("case", "Type=exec", "ExecStart=/bin/sleep 1000");
        up("case");
        await("case", "SubState=running");

        List<String> lines = systemctl("status").exits(0).lines();
        assertThat(lines.get(0)).startsWith("● ");
        assertThat(lines.get(1)).matches("    State: \\w+");
        assertThat(lines)
                .filteredOn(line -> line.matches(" *(Units|Jobs|Failed|Since|systemd|CGroup): .*"))
                .extracting(line -> line.replaceAll(":.*", ":"))
                .containsExactlyElementsOf(
                        version() < 252
                                ? List.of("     Jobs:", "   Failed:", "    Since:", "   CGroup:")
                                : List.of(
                                        "    Units:",
                                        "     Jobs:",
                                        "   Failed:",
                                        "    Since:",
                                        "  systemd:",
                                        "   CGroup:"));
        int group = indexOf(lines, " +[├└│─ ]+case\\.service *");
        assertThat(lines.get(group + 1)).matches(" +[│ ]+└─\\d+ /bin/sleep 1000");
        assertThat(lines.get(group).endsWith(" ")).isEqualTo(version() < 252);
    }

    private static int indexOf(List<String> lines, String regex) {
        return lines.indexOf(
                lines.stream().filter(line -> line.matches(regex)).findFirst().orElseThrow());
    }

    /** Compares the text about a unit with the lines for this version, and the exit code. */
    private void status(String unit, int code, String expected) {
        systemctl("status", "--lines=0", unit).exits(code);
        assertThat(text(unit))
                .containsExactlyElementsOf(
                        expected.lines().flatMap(this::ifForThisVersion).toList());
    }

    private Stream<String> ifForThisVersion(String line) {
        Matcher matcher = FOR_VERSIONS.matcher(line);
        if (!matcher.matches()) {
            return Stream.of(line);
        }
        int first = matcher.group(1).isEmpty() ? 0 : Integer.parseInt(matcher.group(1));
        int last = matcher.group(2).isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(matcher.group(2));
        return version() >= first && version() <= last ? Stream.of(matcher.group(3)) : Stream.empty();
    }

    /** Returns the lines about a unit, once its processes have executed their programs. */
    private List<String> text(String unit) {
        List<String> lines = normalized(unit);
        for (int i = 0; i < MAX_POLLS && lines.stream().anyMatch(line -> line.matches(NOT_EXECUTED)); i++) {
            pauseBetweenPolls();
            lines = normalized(unit);
        }
        return lines;
    }

    /** Returns the lines about a unit with placeholders, without those about what this machine does not count. */
    private List<String> normalized(String unit) {
        return systemctl("status", "--lines=0", unit).lines().stream()
                .filter(line -> !line.matches(" +(Tasks|Memory|IP|IO): .*"))
                .map(line -> line.replace(backend.directory(), "DIR")
                        .replaceAll("(since |at |: )\\w{3} \\d{4}-.*; .* (ago|left)$", "$1TIME")
                        .replaceAll("((Main|Control|Cntrl) PID: |Process: |[├└]─|Job: )[0-9]+", "$1N")
                        .replaceAll("(Duration|CPU): .*", "$1: SPAN")
                        .replaceAll("(Invocation: )[0-9a-f]{32}", "$1ID")
                        .replaceAll("(CGroup: ).*/", "$1"))
                .toList();
    }

    private List<String> processes(String unit) {
        return text(unit).stream()
                .filter(line -> line.matches(" *(Process|Main PID|Cntrl PID): .*"))
                .toList();
    }
}
