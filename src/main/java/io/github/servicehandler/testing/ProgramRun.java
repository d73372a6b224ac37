package io.github.servicehandler.testing;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandTimeoutException;

/** Is a program that code under test runs by itself, not by a unit: does what is known of it while virtual time passes. */
final class ProgramRun {

    private static final int SIGNALLED = 128;

    private final VirtualTime time;
    private final Command command;
    private final Reply reply;
    private final long deadline;

    private ProgramRun(VirtualTime time, Command command, Reply reply, long deadline) {
        this.time = time;
        this.command = command;
        this.reply = reply;
        this.deadline = deadline;
    }

    /** Runs a command; {@code false} if nothing is known of its program. */
    static boolean run(Programs programs, VirtualTime time, Command command, Reply reply, long deadline) {
        Program program = programs.find(command.argv());
        if (program != null) {
            ProgramRun run = new ProgramRun(time, command, reply, deadline);
            program.steps().forEach(run::take);
        }
        return program != null;
    }

    /** What is for systemd alone, such as being ready, means nothing here. */
    private void take(Step step) {
        if (step instanceof Step.Log log) {
            write(log);
        } else if (step instanceof Step.Pause pause) {
            pass(pause.micros());
        } else if (step instanceof Step.End end) {
            int status = end.ending().status();
            reply.exit(end.ending().exited() ? status : SIGNALLED + status);
        }
    }

    private void write(Step.Log log) {
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
