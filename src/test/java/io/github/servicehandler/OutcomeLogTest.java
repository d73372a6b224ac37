package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.internal.systemctl.ShowOutputParser;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeLogTest {

    private final OutcomeLog user = new OutcomeLog(client(ManagerAddress.user()));
    private final OutcomeLog system = new OutcomeLog(client(ManagerAddress.system()));

    private static ManagerClient client(ManagerAddress address) {
        return new ManagerClient(address, command -> CommandResult.ok(""), Duration.ofSeconds(7));
    }

    @Test
    void theJournalIsAskedForARun() {
        assertThat(user.lastMessagesCommand("aaaa", 5, RunProcesses.NONE, List.of()))
                .hasToString("journalctl --no-pager --quiet --lines=5 --output=cat"
                        + " _SYSTEMD_INVOCATION_ID=aaaa + USER_INVOCATION_ID=aaaa");
        assertThat(system.lastMessagesCommand("aaaa", 5, RunProcesses.NONE, List.of()))
                .hasToString("journalctl --no-pager --quiet --lines=5 --output=cat"
                        + " _SYSTEMD_INVOCATION_ID=aaaa + INVOCATION_ID=aaaa _UID=0");
    }

    @Test
    void linesThatNameNoRunAreFoundByTheProcessesOfTheRun() {
        RunProcesses processes = new RunProcesses(List.of("41", "42"), Optional.of(Instant.ofEpochSecond(1000)));

        assertThat(user.lastMessagesCommand("aaaa", 5, processes, List.of()))
                .hasToString("journalctl --no-pager --quiet --lines=5 --output=cat --since=@1000"
                        + " _SYSTEMD_INVOCATION_ID=aaaa + _PID=41 _PID=42 + USER_INVOCATION_ID=aaaa");
    }

    @Test
    void linesOfChildrenAreFoundByTheStreamsOfTheRun() {
        String stream = "0123456789abcdef0123456789abcdef";
        String own = "{\"MESSAGE\":\"a\",\"_STREAM_ID\":\"" + stream + "\"}\n";
        String trap = "{\"MESSAGE\":\"\\\"_STREAM_ID\\\":\\\"" + "f".repeat(32) + "\\\"\"}\n";
        ScriptedRunner runner = new ScriptedRunner();
        runner.on(
                        "show",
                        CommandResult.ok("InvocationID=aaaa\nExecStart={ path=/bin/sh ; argv[]=/bin/sh ;"
                                + " ignore_errors=no ; start_time=[Mon 2026-11-23 00:23:42 UTC] ; stop_time=[n/a] ; pid=42 ;"
                                + " code=exited ; status=3 }\n"))
                .on(
                        "journalctl",
                        CommandResult.ok(own + own + trap),
                        CommandResult.ok("last words\na.service: Failed with result 'exit-code'.\n"));
        OutcomeLog log = new OutcomeLog(new ManagerClient(ManagerAddress.user(), runner, Duration.ofSeconds(7)));

        log.lastLinesOfFailed(ShowOutput.unit("a").failed().run("aaaa").status());

        assertThat(runner.commands().get(1).argv())
                .endsWith("--output=json", "--since=@1795393420", "_SYSTEMD_INVOCATION_ID=aaaa", "+", "_PID=42");
        assertThat(runner.commands().get(2).argv()).endsWith("USER_INVOCATION_ID=aaaa", "+", "_STREAM_ID=" + stream);
    }

    @Test
    void linesThatComeLateAreWaitedFor() {
        ScriptedRunner runner = new ScriptedRunner();
        runner.shows(ShowOutput.unit("a").failed().run("aaaa"))
                .on(
                        "journalctl",
                        CommandResult.ok("Starting A\n"),
                        CommandResult.ok("Starting A\nlast words\na.service: Failed with result 'exit-code'.\n"));
        OutcomeLog late = new OutcomeLog(new ManagerClient(ManagerAddress.user(), runner, Duration.ofSeconds(7)));
        ServiceStatus failed = ShowOutput.unit("a").failed().run("aaaa").status();

        assertThat(late.lastLinesOfFailed(failed)).contains("last words");
        assertThat(late.lastLinesOfFailed(failed)).contains("last words");
    }

    @Test
    void theProcessesOfARunAreThoseOfItsCommands() {
        String stopped =
                " ; ignore_errors=no ; start_time=[n/a] ; stop_time=[n/a] ; pid=0 ; code=(null) ; status=0/0 }";
        String ran = " ; ignore_errors=no ; start_time=[Mon 2026-11-23 00:23:4%s UTC] ; stop_time=[n/a] ; pid=4%s ;"
                + " code=exited ; status=3 }";
        String trap = "/bin/echo a ; start_time=[n/a] ; stop_time=[n/a] ; pid=7 ; b";
        String shown = "InvocationID=aaaa\n"
                + "ExecStartPre={ path=/bin/echo ; argv[]=" + trap + ran.formatted("1", "1") + "\n"
                + "ExecStart={ path=/bin/sh ; argv[]=/bin/sh" + ran.formatted("2", "2") + "\n"
                + "ExecStop={ path=/bin/sh ; argv[]=/bin/sh" + stopped + "\n";

        RunProcesses processes =
                RunProcesses.parse(ShowOutputParser.parse(shown).get(0));

        assertThat(processes.pids()).containsExactly("41", "42");
        assertThat(processes.begin()).contains(Instant.parse("2026-11-23T00:23:39Z"));
    }

    @Test
    void theJournalIsAskedForTheManagersWordOnAStart() {
        assertThat(user.lastStartMessageCommand(UnitName.of("a"), Optional.empty()))
                .hasToString("journalctl --user --no-pager --quiet --lines=1 --output=cat USER_UNIT=a.service"
                        + " JOB_TYPE=start MESSAGE_ID=39f53479d3a045ac8e11786248231fbf");
        assertThat(system.lastStartMessageCommand(UnitName.of("a"), Optional.of(Instant.ofEpochMilli(1500)))
                        .argv())
                .contains("UNIT=a.service", "_UID=0", "--since=@1.500000");
    }

    @Test
    void aSkippedStartThatIsReportedLateIsWaitedFor() {
        ScriptedRunner runner = new ScriptedRunner();
        CommandResult skipped = CommandResult.ok("A was skipped because of an unmet condition check.\n");
        runner.on("journalctl", CommandResult.ok(""), CommandResult.ok(""), skipped);
        OutcomeLog log = new OutcomeLog(new ManagerClient(ManagerAddress.user(), local(runner), Duration.ofSeconds(7)));

        assertThat(log.skipReason(UnitName.of("a"), Instant.EPOCH))
                .hasValue("A was skipped because of an unmet condition check.");
        assertThat(runner.commands())
                .hasSize(3)
                .allSatisfy(command -> assertThat(command.argv()).contains("--since=@0.000000"));
    }

    @Test
    void aMessageAboutAFailureThatIsReportedLateIsWaitedFor() {
        ScriptedRunner runner = new ScriptedRunner();
        CommandResult starting = CommandResult.ok("Starting A...\n");
        CommandResult refused = CommandResult.ok("Starting A...\na.timer: Refusing to start\n");
        runner.on("journalctl", CommandResult.ok(""), starting, refused);
        OutcomeLog log = new OutcomeLog(new ManagerClient(ManagerAddress.user(), local(runner), Duration.ofSeconds(7)));

        assertThat(log.lastMessages(UnitName.of("a.timer"), Instant.EPOCH))
                .containsExactly("Starting A...", "a.timer: Refusing to start");
    }

    private static CommandRunner local(ScriptedRunner runner) {
        return new CommandRunner() {
            @Override
            public CommandResult run(Command command) {
                return runner.run(command);
            }

            @Override
            public TimeSource time() {
                return runner.time();
            }

            @Override
            public boolean isLocal() {
                return true;
            }
        };
    }
}
