package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.testing.internal.process.FakeProgram;
import io.github.servicehandler.testing.internal.process.ProcessStep;
import io.github.servicehandler.testing.internal.process.ProgramRegistry;
import io.github.servicehandler.testing.internal.time.VirtualTime;

/**
 * The run of a program that the code under test executes as a separate command rather than in a unit. The program's
 * steps are carried out while virtual time passes.
 */
public final class ProgramRun {

    private static final int SIGNAL_EXIT_BASE = 128;

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

    /** Runs a command; returns false if the fake does not know its program. */
    public static boolean run(
            ProgramRegistry programs, VirtualTime time, Command command, CommandReply reply, long deadline) {
        FakeProgram program = programs.find(command.argv());
        if (program != null) {
            ProgramRun run = new ProgramRun(time, command, reply, deadline);
            program.steps().forEach(run::carryOut);
        }
        return program != null;
    }

    /** Carries out a step; steps that only concern systemd, such as becoming ready, have no effect here. */
    private void carryOut(ProcessStep step) {
        if (step instanceof ProcessStep.Log log) {
            write(log);
        } else if (step instanceof ProcessStep.Pause pause) {
            pause(pause.micros());
        } else if (step instanceof ProcessStep.End end) {
            int status = end.ending().status();
            reply.exit(end.ending().exited() ? status : SIGNAL_EXIT_BASE + status);
        }
    }

    private void write(ProcessStep.Log log) {
        if (log.error()) {
            reply.err(log.line());
        } else {
            reply.out(log.line());
        }
    }

    private void pause(long micros) {
        long now = time.micros();
        if (micros > deadline - now) {
            time.runUntil(deadline);
            throw new CommandTimeoutException(command);
        }
        time.runUntil(now + micros);
    }
}
