package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.servicehandler.ListedTimer;
import io.github.servicehandler.Outcome;
import io.github.servicehandler.ProcessExit;
import io.github.servicehandler.QueuedJob;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.TransientResult;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.unit.CalendarExpression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands that run as transient services, timers, and jobs. */
class TransientCommandContract extends Contract {

    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void theOutputAndTheEndOfACommand() {
        TransientResult result =
                systemd().run("/bin/sh", "-c", "echo one; echo two >&2").run(LONG);

        assertThat(result.succeeded()).isTrue();
        assertThat(result.result()).isEqualTo("success");
        assertThat(result.exit()).isEqualTo(new ProcessExit(false, 0));
        assertThat(result.stdout()).isEqualTo("one\n");
        assertThat(result.stderr()).isEqualTo("two\n");
        expect(result.unit(), "LoadState=not-found");
    }

    @Test
    void wordsArriveExactlyAsTheyAreGiven() {
        String word = "%n $HOME ${HOME} $$ \"q\" 'x' \\ é ; -- -x";

        assertThat(systemd().run("/bin/echo", word, "", "b").run(LONG).stdout()).isEqualTo(word + "  b\n");
    }

    @Test
    void theExitCode() {
        TransientResult result = systemd().run("/bin/sh", "-c", "exit 7").run(LONG);

        assertThat(result.succeeded()).isFalse();
        assertThat(result.result()).isEqualTo("exit-code");
        assertThat(result.exit()).hasToString("7/NOTRUNNING");
        expect(result.unit(), "LoadState=not-found");
    }

    @Test
    void theSignal() {
        TransientResult result = systemd().run("/bin/sh", "-c", "kill -9 $$").run(LONG);

        assertThat(result.result()).isEqualTo("signal");
        assertThat(result.exit()).hasToString("9/KILL");
    }

    @Test
    void aMissingProgramIsAnError() {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> systemd().run("/nonexistent/program").run(LONG))
                .withMessageContaining("Failed to find executable /nonexistent/program");
    }

    @Test
    void aMissingWorkingDirectoryIsAnEnd() {
        TransientResult result =
                systemd().run("/bin/true").workingDirectory("/nonexistent/dir").run(LONG);

        assertThat(result.exit()).hasToString("200/CHDIR");
    }

    @Test
    void anUnknownSettingIsAnError() {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() ->
                        systemd().run("/bin/true").property("NoSuchThing", "x").run(LONG))
                .withMessageContaining("NoSuchThing");
    }

    @Test
    void aCommandThatTakesTooLongIsStopped() {
        List<ServiceHandler> before = systemd().findUnits("servicehandler-run-*");

        assertThatExceptionOfType(CommandTimeoutException.class)
                .isThrownBy(() -> systemd().run("/bin/sleep", "1000").run(Duration.ofMillis(500)));

        assertThat(systemd().findUnits("servicehandler-run-*")).isEqualTo(before);
    }

    @Test
    void linesArePassedOn() {
        List<String> lines = new ArrayList<>();

        TransientResult result =
                systemd().run("/bin/sh", "-c", "echo one; echo two; exit 3").run(LONG, lines::add);

        assertThat(lines).containsExactly("one", "two");
        assertThat(result.exit()).hasToString("3/NOTIMPLEMENTED");
    }

    @Test
    void aCommandWhoseLinesTakeTooLongIsStopped() {
        List<ServiceHandler> before = systemd().findUnits("servicehandler-run-*");

        assertThatExceptionOfType(CommandTimeoutException.class)
                .isThrownBy(() ->
                        systemd().run("/bin/sh", "-c", "echo one; sleep 1000").run(Duration.ofMillis(700), line -> {}));

        assertThat(systemd().findUnits("servicehandler-run-*")).isEqualTo(before);
    }

    @Test
    void aCommandWhoseLinesAreRefusedIsStopped() {
        List<ServiceHandler> before = systemd().findUnits("servicehandler-run-*");

        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> systemd()
                        .run("/bin/sh", "-c", "echo one; sleep 5")
                        .run(LONG, line -> {
                            throw new ArithmeticException(line);
                        }))
                .withMessage("one");

        assertThat(systemd().findUnits("servicehandler-run-*")).isEqualTo(before);
    }

    @Test
    void aCommandInTheBackground() {
        String name = systemd()
                .run("/bin/sleep", "1000")
                .environment("A", "50% $x")
                .description("100 % of $it")
                .tasksMax(10)
                .start();
        ServiceHandler handler = systemd().service(name);

        assertThat(handler.state()).isEqualTo(ServiceState.RUNNING);
        expect(name, "Description=100 % of $it", "TasksMax=10");
        assertThat(handler.properties("Environment").environment()).containsEntry("A", "50% $x");
        handler.stop();
        await(name, "LoadState=not-found");
    }

    @Test
    void aTimerForACommand() {
        String timer = systemd().run("/bin/true").startAt(CalendarExpression.parse("*-01-01 12:30 America/New_York"));

        ListedTimer listed = systemd().timers(timer).get(0);

        assertThat(listed.unit()).isEqualTo(timer);
        assertThat(listed.activates()).isEqualTo(timer.replace(".timer", ".service"));
        assertThat(listed.last()).isEmpty();
        assertThat(listed.next().orElseThrow()).asString().endsWith("-01-01T17:30:00Z");
        systemctl("stop", timer).exits(0);
    }

    @Test
    void theNextTimeOfASpan() {
        String timer = systemd().run("/bin/true").startIn(Duration.ofHours(1));

        ListedTimer listed = systemd().timers(timer).get(0);

        assertThat(listed.left(systemd().runner().time().instant()).orElseThrow())
                .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
        assertThat(systemd().overBus().timers(timer)).containsExactly(listed);
        systemctl("stop", timer).exits(0);
    }

    @Test
    void jobsAreListedAndCancelled() {
        write("case.service", "[Service]\nType=oneshot\nExecStart=/bin/sleep 1000\n");
        systemctl("start", "--no-block", "case").exits(0);
        await("case", "ActiveState=activating");

        List<QueuedJob> jobs = systemd().jobs().stream()
                .filter(job -> job.unit().equals("case.service"))
                .toList();

        assertThat(jobs).hasSize(1);
        assertThat(jobs.get(0).type()).isEqualTo("start");
        assertThat(jobs.get(0).isRunning()).isTrue();
        assertThat(systemd().cancel(jobs.get(0))).isTrue();
        assertThat(systemd().cancel(jobs.get(0))).isFalse();
        systemctl("stop", "case").exits(0);
    }

    @Test
    void aScheduledCommand() {
        ServiceHandler timer = systemd().schedule("case", "*-01-01 12:30 UTC", "/bin/echo", "50% $x");

        assertThat(timer.toString()).isEqualTo("case.timer");
        expect("case.timer", "ActiveState=active", "UnitFileState=enabled");
        ListedTimer listed = systemd().timers("case.timer").get(0);
        assertThat(listed.activates()).isEqualTo("case.service");
        assertThat(listed.next().orElseThrow()).asString().endsWith("-01-01T12:30:00Z");

        systemd().schedule("case", "*-02-03 12:30 UTC", "/bin/true");
        assertThat(systemd().timers("case.timer").get(0).next().orElseThrow())
                .asString()
                .endsWith("-02-03T12:30:00Z");

        assertThat(systemd().unschedule("case.timer")).hasSize(2).allMatch(Outcome::succeeded);
        expect("case.timer", "LoadState=not-found", "ActiveState=inactive");
        expect("case.service", "LoadState=not-found");
        assertThat(systemd().unschedule("case")).hasSize(2).allMatch(Outcome::succeeded);
    }
}
