package io.github.servicehandler.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a process does, step by step from its start on, and how it takes signals. A process that has done all its steps lives on
 * until a signal ends it. Immutable: each method returns a changed copy.
 */
final class Program {

    private static final Program HEALTHY = new Program(List.of(), Set.of(), 0, null, true);
    private static final Program SCRIPT = new Program(List.of(), Set.of(), 0, null, false);

    private final List<Step> steps;
    private final Set<Integer> ignored;
    private final long stopMicros;
    private final @Nullable Ending endingOnTerm;
    private final boolean readiesAtOnce;

    private Program(
            List<Step> steps,
            Set<Integer> ignored,
            long stopMicros,
            @Nullable Ending endingOnTerm,
            boolean readiesAtOnce) {
        this.steps = List.copyOf(steps);
        this.ignored = Set.copyOf(ignored);
        this.stopMicros = stopMicros;
        this.endingOnTerm = endingOnTerm;
        this.readiesAtOnce = readiesAtOnce;
    }

    /** Returns the program that is ready at once, runs, and ends at once when it gets {@code SIGTERM}. */
    static Program healthy() {
        return HEALTHY;
    }

    /** Returns the program that does nothing: unlike {@link #healthy()} it is not ready before it says so. */
    static Program script() {
        return SCRIPT;
    }

    /** Returns the program that cannot be executed: it fails with 203/EXEC. */
    static Program cannotExecute() {
        return SCRIPT.exits(ExitStatus.EXEC);
    }

    /** Returns the program whose {@code User=} does not exist: it fails with 217/USER. */
    static Program cannotBecomeUser() {
        return SCRIPT.exits(ExitStatus.USER);
    }

    /** Returns the program whose {@code WorkingDirectory=} does not exist: it fails with 200/CHDIR. */
    static Program cannotChangeDirectory() {
        return SCRIPT.exits(ExitStatus.CHDIR);
    }

    /** Adds a step. */
    Program then(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(Objects.requireNonNull(step));
        return new Program(more, ignored, stopMicros, endingOnTerm, readiesAtOnce);
    }

    /** Adds a line for standard output. */
    Program logs(String line) {
        return then(new Step.Log(line, false));
    }

    /** Adds the end, with an exit status from 0 to 255. */
    Program exits(int status) {
        return then(new Step.End(Ending.exit(status)));
    }

    /** Makes it ignore a signal; only {@code SIGKILL} ends it all the same. */
    Program ignores(int signal) {
        Set<Integer> more = new TreeSet<>(ignored);
        more.add(signal);
        return new Program(steps, more, stopMicros, endingOnTerm, readiesAtOnce);
    }

    /** Makes it run on for that long after a signal that ends it, {@code SIGKILL} aside. */
    Program stopsAfter(long micros) {
        return new Program(steps, ignored, micros, endingOnTerm, readiesAtOnce);
    }

    /** Makes it exit with a status when it gets {@code SIGTERM}. */
    Program exitsOnTerm(int status) {
        return new Program(steps, ignored, stopMicros, Ending.exit(status), readiesAtOnce);
    }

    /** Makes it ready only when it says so. */
    Program notReadyAtOnce() {
        return new Program(steps, ignored, stopMicros, endingOnTerm, false);
    }

    List<Step> steps() {
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
    Ending endingOn(int signal) {
        return signal == Signals.TERM && endingOnTerm != null ? endingOnTerm : Ending.signal(signal);
    }
}
