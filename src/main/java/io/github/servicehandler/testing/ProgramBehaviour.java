package io.github.servicehandler.testing;

import io.github.servicehandler.testing.internal.process.FakeProgram;
import io.github.servicehandler.testing.internal.process.LinuxSignals;
import io.github.servicehandler.testing.internal.process.ProcessStep;
import io.github.servicehandler.testing.internal.process.WaitStatus;
import java.time.Duration;

/**
 * Says what a service's main process does, from its start on, in the order in which it is written. A process that has
 * done all it says lives on until a signal ends it.
 *
 * <pre>{@code
 * fake.unit("MyBot.service").behaves(
 *         Behaviour.healthy().logs("connected").after(Duration.ofMinutes(5)).logs("out of memory").exits(1));
 * }</pre>
 *
 * <p>Immutable: each method returns a changed copy. Thread-safe.
 */
public final class ProgramBehaviour {

    private static final ProgramBehaviour HEALTHY = new ProgramBehaviour(FakeProgram.healthy());

    private final FakeProgram program;

    private ProgramBehaviour(FakeProgram program) {
        this.program = program;
    }

    /**
     * Returns the behaviour of a service that starts at once, runs, and ends at once when it gets {@code SIGTERM}. This
     * is what the fake takes every program for that it does not know.
     *
     * @return the behaviour
     */
    public static ProgramBehaviour healthy() {
        return HEALTHY;
    }

    /**
     * Returns the behaviour of a service whose program cannot be executed: it fails with 203/EXEC.
     *
     * @return the behaviour
     */
    public static ProgramBehaviour cannotExecute() {
        return new ProgramBehaviour(FakeProgram.cannotExecute());
    }

    /**
     * Returns the behaviour of a service whose {@code User=} does not exist: it fails with 217/USER.
     *
     * @return the behaviour
     */
    public static ProgramBehaviour cannotBecomeUser() {
        return new ProgramBehaviour(FakeProgram.cannotBecomeUser());
    }

    /**
     * Returns the behaviour of a service whose {@code WorkingDirectory=} does not exist: it fails with 200/CHDIR.
     *
     * @return the behaviour
     */
    public static ProgramBehaviour cannotChangeDirectory() {
        return new ProgramBehaviour(FakeProgram.cannotChangeDirectory());
    }

    /**
     * Adds a line that it writes to its standard output, hence to the journal.
     *
     * @param line the line, without its end
     * @return the changed copy
     */
    public ProgramBehaviour logs(String line) {
        return new ProgramBehaviour(program.logs(line));
    }

    /**
     * Lets it do nothing for a time before what follows.
     *
     * @param time how long, on the fake's clock; not negative
     * @return the changed copy
     */
    public ProgramBehaviour after(Duration time) {
        return then(new ProcessStep.Pause(micros(time)));
    }

    /**
     * Makes it slow to start: a {@code Type=notify}, {@code dbus} or {@code forking} service is up only after this
     * time, and a {@code oneshot} done only then. No other type lets systemd see when a service is ready.
     *
     * @param time how long, on the fake's clock; not negative
     * @return the changed copy
     */
    public ProgramBehaviour readyAfter(Duration time) {
        return new ProgramBehaviour(program.notReadyAtOnce()).after(time).then(new ProcessStep.Ready());
    }

    /**
     * Makes it end by itself.
     *
     * @param status the exit status, from 0 to 255
     * @return the changed copy
     */
    public ProgramBehaviour exits(int status) {
        if (status < 0 || status > 255) {
            throw new IllegalArgumentException("an exit status is a number from 0 to 255, not " + status);
        }
        return new ProgramBehaviour(program.exits(status));
    }

    /**
     * Makes a signal end it, as a segmentation fault would.
     *
     * @param signal the signal, such as {@code "SEGV"}, {@code "SIGKILL"} or {@code "9"}
     * @return the changed copy
     */
    public ProgramBehaviour dies(String signal) {
        return then(new ProcessStep.End(WaitStatus.signal(LinuxSignals.require(signal))));
    }

    /**
     * Makes it ignore a signal. Only {@code SIGKILL} cannot be ignored.
     *
     * @param signal the signal, such as {@code "TERM"}
     * @return the changed copy
     */
    public ProgramBehaviour ignores(String signal) {
        return new ProgramBehaviour(program.ignores(LinuxSignals.require(signal)));
    }

    /**
     * Makes it slow to stop: so long it goes on after a signal that ends it, {@code SIGKILL} aside.
     *
     * @param time how long, on the fake's clock; not negative
     * @return the changed copy
     */
    public ProgramBehaviour stopsAfter(Duration time) {
        return new ProgramBehaviour(program.stopsAfter(micros(time)));
    }

    /**
     * Makes it handle {@code SIGTERM} by exiting, as a JVM does with 143; without this the signal ends it, which
     * systemd takes for success.
     *
     * @param status the exit status, from 0 to 255
     * @return the changed copy
     */
    public ProgramBehaviour exitsOnTerm(int status) {
        return new ProgramBehaviour(program.exitsOnTerm(status));
    }

    private ProgramBehaviour then(ProcessStep step) {
        return new ProgramBehaviour(program.then(step));
    }

    private static long micros(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a time to wait is not negative: " + time);
        }
        return time.toNanos() / 1000;
    }

    /** Returns what all this comes to for a process. */
    FakeProgram program() {
        return program;
    }
}
