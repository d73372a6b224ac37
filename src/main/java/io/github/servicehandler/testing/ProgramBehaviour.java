package io.github.servicehandler.testing;

import io.github.servicehandler.testing.internal.process.FakeProgram;
import io.github.servicehandler.testing.internal.process.LinuxSignals;
import io.github.servicehandler.testing.internal.process.ProcessStep;
import io.github.servicehandler.testing.internal.process.WaitStatus;
import java.time.Duration;

/**
 * The steps that a process takes from its start on, in the order in which the methods were called. After the last step,
 * the process of a unit keeps running until a signal ends it. A separate command ends after its last step.
 *
 * <pre>{@code
 * fake.unit("MyBot.service").behaves(
 *         ProgramBehaviour.healthy().logs("connected").after(Duration.ofMinutes(5)).logs("out of memory").exits(1));
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
     * Returns the behaviour of a program that is ready at once, runs, and ends at once when it receives
     * {@code SIGTERM}. The fake uses it for every program that it does not know.
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
     * Adds a line that the process writes to its standard output. In a service the line goes to the journal.
     *
     * @param line the line, without a line break
     * @return the changed copy
     */
    public ProgramBehaviour logs(String line) {
        return new ProgramBehaviour(program.logs(line));
    }

    /**
     * Adds a pause before the next step.
     *
     * @param time the length of the pause in virtual time; not negative
     * @return the changed copy
     * @throws IllegalArgumentException if the time is negative
     */
    public ProgramBehaviour after(Duration time) {
        return then(new ProcessStep.Pause(micros(time)));
    }

    /**
     * Makes the start slow. A service of {@code Type=notify}, {@code dbus} or {@code forking} becomes active only after
     * this time. A {@code oneshot} service is ready when its process ends: call {@link #exits(int)} after this method.
     * A service of another type becomes active without this wait, because systemd cannot tell when it is ready.
     *
     * @param time the time until the service is ready, in virtual time; not negative
     * @return the changed copy
     * @throws IllegalArgumentException if the time is negative
     */
    public ProgramBehaviour readyAfter(Duration time) {
        return new ProgramBehaviour(program.notReadyAtOnce()).after(time).then(new ProcessStep.Ready());
    }

    /**
     * Adds the end of the process by an exit.
     *
     * @param status the exit status, from 0 to 255
     * @return the changed copy
     * @throws IllegalArgumentException if the status is out of range
     */
    public ProgramBehaviour exits(int status) {
        if (status < 0 || status > 255) {
            throw new IllegalArgumentException("exit status must be from 0 to 255, but was " + status);
        }
        return new ProgramBehaviour(program.exits(status));
    }

    /**
     * Adds the end of the process by a signal, as after a segmentation fault.
     *
     * @param signal the signal, such as {@code "SEGV"}, {@code "SIGKILL"} or {@code "9"}
     * @return the changed copy
     * @throws IllegalArgumentException if there is no such signal
     */
    public ProgramBehaviour dies(String signal) {
        return then(new ProcessStep.End(WaitStatus.signal(LinuxSignals.require(signal))));
    }

    /**
     * Makes the process ignore a signal. Ignoring {@code SIGKILL} has no effect.
     *
     * @param signal the signal, such as {@code "TERM"}
     * @return the changed copy
     * @throws IllegalArgumentException if there is no such signal
     */
    public ProgramBehaviour ignores(String signal) {
        return new ProgramBehaviour(program.ignores(LinuxSignals.require(signal)));
    }

    /**
     * Makes the stop slow. When the process receives a signal that would end it, it keeps running for this time and
     * then ends. {@code SIGKILL} still ends it at once.
     *
     * @param time the time from the signal to the end of the process, in virtual time; not negative
     * @return the changed copy
     * @throws IllegalArgumentException if the time is negative
     */
    public ProgramBehaviour stopsAfter(Duration time) {
        return new ProgramBehaviour(program.stopsAfter(micros(time)));
    }

    /**
     * Makes the process exit with the given status when it receives {@code SIGTERM}, as a JVM does with 143. Without
     * this call, the signal itself ends the process. systemd counts such an end, by the signal, as success, unless the
     * service is a {@code oneshot} service. It counts the exit status 143 as a failure.
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
            throw new IllegalArgumentException("time must not be negative, but was " + time);
        }
        return time.toNanos() / 1000;
    }

    FakeProgram program() {
        return program;
    }
}
