package io.github.servicehandler.testing.internal.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The behaviour of a process: its steps from the start on, and its reaction to signals. A process that has completed
 * all steps runs on until a signal ends it. Immutable: each method returns a changed copy.
 */
public final class FakeProgram {

    private static final FakeProgram HEALTHY = new FakeProgram(List.of(), Set.of(), 0, null, true, true);
    private static final FakeProgram SCRIPT = new FakeProgram(List.of(), Set.of(), 0, null, false, false);

    private final List<ProcessStep> steps;
    private final Set<Integer> ignoredSignals;
    private final long stopMicros;
    private final @Nullable WaitStatus endingOnTerm;
    private final boolean readyAtOnce;
    private final boolean canReload;

    private FakeProgram(
            List<ProcessStep> steps,
            Set<Integer> ignoredSignals,
            long stopMicros,
            @Nullable WaitStatus endingOnTerm,
            boolean readyAtOnce,
            boolean canReload) {
        this.steps = List.copyOf(steps);
        this.ignoredSignals = Set.copyOf(ignoredSignals);
        this.stopMicros = stopMicros;
        this.endingOnTerm = endingOnTerm;
        this.readyAtOnce = readyAtOnce;
        this.canReload = canReload;
    }

    /**
     * Returns a program that is ready immediately, runs, reloads on the signal for it, and ends immediately on
     * {@code SIGTERM}.
     */
    public static FakeProgram healthy() {
        return HEALTHY;
    }

    /**
     * Returns a program without steps. Unlike {@link #healthy()}, it is not ready before a step reports readiness, and
     * handles no signal for reloads.
     */
    static FakeProgram script() {
        return SCRIPT;
    }

    /** Returns a program that cannot be executed: it fails with 203/EXEC. */
    public static FakeProgram cannotExecute() {
        return SCRIPT.exits(ExitCodes.EXEC);
    }

    /** Returns a program whose {@code User=} does not exist: it fails with 217/USER. */
    public static FakeProgram cannotBecomeUser() {
        return SCRIPT.exits(ExitCodes.USER);
    }

    /** Returns a program whose {@code StandardOutput=} cannot be opened: it fails with 209/STDOUT. */
    public static FakeProgram cannotOpenOutput() {
        return SCRIPT.exits(ExitCodes.STDOUT);
    }

    /** Returns a program whose {@code WorkingDirectory=} does not exist: it fails with 200/CHDIR. */
    public static FakeProgram cannotChangeDirectory() {
        return SCRIPT.exits(ExitCodes.CHDIR);
    }

    /** Adds a step. */
    public FakeProgram then(ProcessStep step) {
        List<ProcessStep> more = new ArrayList<>(steps);
        more.add(Objects.requireNonNull(step));
        return new FakeProgram(more, ignoredSignals, stopMicros, endingOnTerm, readyAtOnce, canReload);
    }

    /** Adds a step that writes a line to standard output. */
    public FakeProgram logs(String line) {
        return then(new ProcessStep.Log(line, false));
    }

    /** Adds a step that exits with a status from 0 to 255. */
    public FakeProgram exits(int status) {
        return then(new ProcessStep.End(WaitStatus.exit(status)));
    }

    /** Makes the process ignore a signal; {@code SIGKILL} cannot be ignored. */
    public FakeProgram ignores(int signal) {
        Set<Integer> more = new TreeSet<>(ignoredSignals);
        more.add(signal);
        return new FakeProgram(steps, more, stopMicros, endingOnTerm, readyAtOnce, canReload);
    }

    /**
     * Makes the process run on for a time, in microseconds, after a signal that ends it; {@code SIGKILL} still ends it
     * immediately.
     */
    public FakeProgram stopsAfter(long micros) {
        return new FakeProgram(steps, ignoredSignals, micros, endingOnTerm, readyAtOnce, canReload);
    }

    /** Makes the process exit with a status on {@code SIGTERM}. */
    public FakeProgram exitsOnTerm(int status) {
        return new FakeProgram(steps, ignoredSignals, stopMicros, WaitStatus.exit(status), readyAtOnce, canReload);
    }

    /** Makes the process ready only when a step reports readiness. */
    public FakeProgram notReadyAtOnce() {
        return new FakeProgram(steps, ignoredSignals, stopMicros, endingOnTerm, false, canReload);
    }

    public List<ProcessStep> steps() {
        return steps;
    }

    boolean readyAtOnce() {
        return readyAtOnce;
    }

    /** Returns whether the program handles the signal for reloads, and reports when it has reloaded. */
    boolean canReload() {
        return canReload;
    }

    Set<Integer> ignoredSignals() {
        return ignoredSignals;
    }

    /** Returns how long the process runs on after a signal that ends it, in microseconds. */
    long stopMicros() {
        return stopMicros;
    }

    /** Returns how the process ends on a signal that ends it. */
    WaitStatus endingOn(int signal) {
        return signal == LinuxSignals.TERM && endingOnTerm != null ? endingOnTerm : WaitStatus.signal(signal);
    }
}
