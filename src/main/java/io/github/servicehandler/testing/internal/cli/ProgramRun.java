package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.testing.internal.process.FakeProgram;
import io.github.servicehandler.testing.internal.process.ProcessStep;
import io.github.servicehandler.testing.internal.process.ProgramRegistry;
import io.github.servicehandler.testing.internal.time.VirtualTime;

/**
 * Is a program that code under test runs by itself, not by a unit: does what is known of it while virtual time passes.
 */
public final class ProgramRun {

    private static final int SIGNALLED = 128;

    private final VirtualTime time;
    private final Command command;
    private final CommandReply reply;
    private final long deadline;

    private ProgramRun(VirtualTime time, Command command, CommandReply reply, long deadline) {
        this.time = time;
        this.command = command;
        this.reply = reply;
        this.deadline = deadline;
    }

    /** Runs a command; {@code false} if nothing is known of its program. */
    public static boolean run(
            ProgramRegistry programs, VirtualTime time, Command command, CommandReply reply, long deadline) {
        FakeProgram program = programs.find(command.argv());
        if (program != null) {
            ProgramRun run = new ProgramRun(time, command, reply, deadline);
            program.steps().forEach(run::take);
        }
        return program != null;
    }

    /** What is for systemd alone, such as being ready, means nothing here. */
    private void take(ProcessStep step) {
        if (step instanceof ProcessStep.Log log) {
            write(log);
        } else if (step instanceof ProcessStep.Pause pause) {
            pass(pause.micros());
        } else if (step instanceof ProcessStep.End end) {
            int status = end.ending().status();
            reply.exit(end.ending().exited() ? status : SIGNALLED + status);
        }
    }

    private void write(ProcessStep.Log log) {
        if (log.error()) {
            reply.err(log.line());
        } else {
            reply.out(log.line());
        }
    }

    private void pass(long micros) {
        long now = time.micros();
        if (micros > deadline - now) {
            time.runUntil(deadline);
            throw new CommandTimeoutException(command);
        }
        time.runUntil(now + micros);
    }
}
