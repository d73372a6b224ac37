package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.concurrent.DaemonThreads;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a transient service, from its start until it is unloaded. If the run does not come to its end, the service
 * is stopped: systemd-run leaves it running when it is killed.
 */
final class TransientRun {

    private static final Logger log = LoggerFactory.getLogger(TransientRun.class.getPackageName());

    /** Threads that stop services whose time is over, while their callers read. */
    private static final Executor STOPS = DaemonThreads.bounded("servicehandler-run", 4);

    private static final int LONGEST_LINE = 65_536;
    private static final String SUCCESS = "success";

    /** The codes of {@code ExecMainCode} for a process that exited. */
    private static final int EXITED = 1;

    private final CommandRunner runner;
    private final ManagerClient client;
    private final UnitName unit;
    private final Command command;
    private final long begin;

    TransientRun(CommandRunner runner, ManagerClient client, UnitName unit, Command command) {
        this.runner = runner;
        this.client = client;
        this.unit = unit;
        this.command = command;
        this.begin = client.time().nanos();
    }

    TransientResult run() {
        try {
            return result(runner.run(command));
        } catch (CommandException e) {
            stop();
            throw e;
        }
    }

    TransientResult run(Consumer<String> onLine) {
        AtomicBoolean isLate = new AtomicBoolean();
        boolean isDone = false;
        try (RunningCommand running = RunningCommand.start(runner, command)) {
            TimeSource.Scheduled deadline = client.time().schedule(command.timeout(), () -> {
                isLate.set(true);
                STOPS.execute(() -> end(running));
            });
            try {
                write(running);
                read(running, onLine);
                CommandResult ended = ended(running);
                if (isLate.get()) {
                    throw new CommandTimeoutException(command);
                }
                TransientResult result = result(ended);
                isDone = true;
                return result;
            } finally {
                deadline.cancel();
            }
        } catch (UncheckedIOException e) {
            throw isLate.get() ? new CommandTimeoutException(command) : e;
        } finally {
            if (!isDone) {
                stop();
            }
        }
    }

    /** Stops the service before systemd-run: it holds the pipe from which its output is read. */
    private void end(RunningCommand running) {
        stop();
        running.close();
    }

    private void write(RunningCommand running) {
        try (OutputStream stdin = running.stdin()) {
            stdin.write(command.input().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            log.debug("{} did not read all of its input", unit, e);
        }
    }

    private static void read(RunningCommand running, Consumer<String> onLine) {
        StringBuilder line = new StringBuilder();
        try (Reader output = new InputStreamReader(running.stdout(), StandardCharsets.UTF_8)) {
            char[] buffer = new char[LONGEST_LINE];
            for (int count = output.read(buffer); count >= 0; count = output.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    append(line, buffer[i], onLine);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!line.isEmpty()) {
            onLine.accept(line.toString());
        }
    }

    private static void append(StringBuilder line, char character, Consumer<String> onLine) {
        if (character != '\n') {
            line.append(character);
        }
        if (character == '\n' || line.length() == LONGEST_LINE) {
            String text = line.toString();
            line.setLength(0);
            onLine.accept(text);
        }
    }

    private CommandResult ended(RunningCommand running) {
        try {
            Duration left = command.timeout().minus(took());
            OptionalInt code = running.await(left.isNegative() ? Duration.ZERO : left);
            int exitCode = code.orElseThrow(() -> new CommandTimeoutException(command));
            return new CommandResult(exitCode, "", running.stderrTail(), took());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandInterruptedException(command);
        }
    }

    private TransientResult result(CommandResult ended) {
        return ended.succeeded() ? result(ended, SUCCESS, new ProcessExit(false, 0)) : failure(ended);
    }

    /** Returns how the service failed, which is known as long as it is loaded, and unloads it. */
    private TransientResult failure(CommandResult ended) {
        List<String> names = List.of("LoadState", "ActiveState", "Result", "ExecMainCode", "ExecMainStatus");
        UnitProperties state = client.properties(unit, names);
        if (!state.text("ActiveState").equals("failed")) {
            throw ManagerClient.failure(command, ended);
        }
        client.perform(Verb.RESET_FAILED.request(List.of(unit)));
        boolean bySignal = state.number("ExecMainCode").orElse(EXITED) > EXITED;
        int code = (int) state.number("ExecMainStatus").orElse(0);
        return result(ended, state.text("Result"), new ProcessExit(bySignal, code));
    }

    private TransientResult result(CommandResult ended, String result, ProcessExit exit) {
        return new TransientResult(unit.toString(), result, exit, ended.stdout(), ended.stderr(), took());
    }

    private Duration took() {
        return Duration.ofNanos(client.time().nanos() - begin);
    }

    /** Stops the service, if it runs, also if this thread was interrupted, and unloads it. */
    private void stop() {
        boolean wasInterrupted = Thread.interrupted();
        try {
            client.perform(Verb.STOP.request(List.of(unit)));
            client.perform(Verb.RESET_FAILED.request(List.of(unit)));
        } catch (CommandException e) {
            log.debug("cannot stop {}", unit, e);
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
