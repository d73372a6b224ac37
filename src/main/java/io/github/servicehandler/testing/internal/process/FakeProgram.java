package io.github.servicehandler.testing.internal.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a process does, step by step from its start on, and how it takes signals. A process that has done all its steps
 * lives on until a signal ends it. Immutable: each method returns a changed copy.
 */
public final class FakeProgram {

    private static final FakeProgram HEALTHY = new FakeProgram(List.of(), Set.of(), 0, null, true);
    private static final FakeProgram SCRIPT = new FakeProgram(List.of(), Set.of(), 0, null, false);

    private final List<ProcessStep> steps;
    private final Set<Integer> ignored;
    private final long stopMicros;
    private final @Nullable WaitStatus endingOnTerm;
    private final boolean readiesAtOnce;

    private FakeProgram(
            List<ProcessStep> steps,
            Set<Integer> ignored,
            long stopMicros,
            @Nullable WaitStatus endingOnTerm,
            boolean readiesAtOnce) {
        this.steps = List.copyOf(steps);
        this.ignored = Set.copyOf(ignored);
        this.stopMicros = stopMicros;
        this.endingOnTerm = endingOnTerm;
        this.readiesAtOnce = readiesAtOnce;
    }

    /** Returns the program that is ready at once, runs, and ends at once when it gets {@code SIGTERM}. */
    public static FakeProgram healthy() {
        return HEALTHY;
    }

    /** Returns the program that does nothing: unlike {@link #healthy()} it is not ready before it says so. */
    static FakeProgram script() {
        return SCRIPT;
    }

    /** Returns the program that cannot be executed: it fails with 203/EXEC. */
    public static FakeProgram cannotExecute() {
        return SCRIPT.exits(ExitStatus.EXEC);
    }

    /** Returns the program whose {@code User=} does not exist: it fails with 217/USER. */
    public static FakeProgram cannotBecomeUser() {
        return SCRIPT.exits(ExitStatus.USER);
    }

    /** Returns the program whose {@code WorkingDirectory=} does not exist: it fails with 200/CHDIR. */
    public static FakeProgram cannotChangeDirectory() {
        return SCRIPT.exits(ExitStatus.CHDIR);
    }

    /** Adds a step. */
    public FakeProgram then(ProcessStep step) {
        List<ProcessStep> more = new ArrayList<>(steps);
        more.add(Objects.requireNonNull(step));
        return new FakeProgram(more, ignored, stopMicros, endingOnTerm, readiesAtOnce);
    }

    /** Adds a line for standard output. */
    public FakeProgram logs(String line) {
        return then(new ProcessStep.Log(line, false));
    }

    /** Adds the end, with an exit status from 0 to 255. */
    public FakeProgram exits(int status) {
        return then(new ProcessStep.End(WaitStatus.exit(status)));
    }

    /** Makes it ignore a signal; only {@code SIGKILL} ends it all the same. */
    public FakeProgram ignores(int signal) {
        Set<Integer> more = new TreeSet<>(ignored);
        more.add(signal);
        return new FakeProgram(steps, more, stopMicros, endingOnTerm, readiesAtOnce);
    }

    /** Makes it run on for that long after a signal that ends it, {@code SIGKILL} aside. */
    public FakeProgram stopsAfter(long micros) {
        return new FakeProgram(steps, ignored, micros, endingOnTerm, readiesAtOnce);
    }

    /** Makes it exit with a status when it gets {@code SIGTERM}. */
    public FakeProgram exitsOnTerm(int status) {
        return new FakeProgram(steps, ignored, stopMicros, WaitStatus.exit(status), readiesAtOnce);
    }

    /** Makes it ready only when it says so. */
    public FakeProgram notReadyAtOnce() {
        return new FakeProgram(steps, ignored, stopMicros, endingOnTerm, false);
    }

    public List<ProcessStep> steps() {
        return steps;
    }

    boolean readiesAtOnce() {
        return readiesAtOnce;
    }

    Set<Integer> ignored() {
        return ignored;
    }

    /** Returns how long it runs on after a signal that ends it, in microseconds. */
    long stopMicros() {
        return stopMicros;
    }

    /** Returns how it ends when it gets a signal that ends it. */
    WaitStatus endingOn(int signal) {
        return signal == LinuxSignals.TERM && endingOnTerm != null ? endingOnTerm : WaitStatus.signal(signal);
    }
}
