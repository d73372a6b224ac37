package io.github.servicehandler.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says what a service's main process does, from its start on, in the order in which it is written. A process that has done
 * all it says lives on until a signal ends it.
 *
 * <pre>{@code
 * fake.unit("MyBot.service").behaves(
 *         Behaviour.healthy().logs("connected").after(Duration.ofMinutes(5)).logs("out of memory").exits(1));
 * }</pre>
 *
 * <p>Immutable: each method returns a changed copy. Thread-safe.
 */
public final class Behaviour {

    private static final Behaviour NOTHING = new Behaviour(List.of(), Set.of(), 0, null, true);

    private final List<Step> steps;
    private final Set<Integer> ignored;
    private final long stopMicros;
    private final @Nullable Ending stopEnding;
    private final boolean readies;

    private Behaviour(
            List<Step> steps, Set<Integer> ignored, long stopMicros, @Nullable Ending stopEnding, boolean readies) {
        this.steps = List.copyOf(steps);
        this.ignored = Set.copyOf(ignored);
        this.stopMicros = stopMicros;
        this.stopEnding = stopEnding;
        this.readies = readies;
    }

    /**
     * Returns the behaviour of a service that starts at once, runs, and ends at once when it gets {@code SIGTERM}. This is
     * what the fake takes every program for that it does not know.
     *
     * @return the behaviour
     */
    public static Behaviour healthy() {
        return NOTHING;
    }

    /**
     * Returns the behaviour of a service whose program cannot be executed: it fails with 203/EXEC.
     *
     * @return the behaviour
     */
    public static Behaviour cannotExecute() {
        return script().exits(ExitStatus.EXEC);
    }

    /**
     * Returns the behaviour of a service whose {@code User=} does not exist: it fails with 217/USER.
     *
     * @return the behaviour
     */
    public static Behaviour cannotBecomeUser() {
        return script().exits(ExitStatus.USER);
    }

    /**
     * Returns the behaviour of a service whose {@code WorkingDirectory=} does not exist: it fails with 200/CHDIR.
     *
     * @return the behaviour
     */
    public static Behaviour cannotChangeDirectory() {
        return script().exits(ExitStatus.CHDIR);
    }

    /** Returns the behaviour of a known program: unlike {@link #healthy()} it is not ready before it says so. */
    static Behaviour script() {
        return new Behaviour(List.of(), Set.of(), 0, null, false);
    }

    /**
     * Adds a line that it writes to its standard output, hence to the journal.
     *
     * @param line the line, without its end
     * @return the changed copy
     */
    public Behaviour logs(String line) {
        return then(new Step.Log(line, false));
    }

    /**
     * Lets it do nothing for a time before what follows.
     *
     * @param time how long, on the fake's clock; not negative
     * @return the changed copy
     */
    public Behaviour after(Duration time) {
        return then(new Step.Pause(micros(time)));
    }

    /**
     * Makes it slow to start: a {@code Type=notify}, {@code dbus} or {@code forking} service is up only after this time, and a
     * {@code oneshot} done only then. No other type lets systemd see when a service is ready.
     *
     * @param time how long, on the fake's clock; not negative
     * @return the changed copy
     */
    public Behaviour readyAfter(Duration time) {
        return script(false).after(time).then(new Step.Ready());
    }

    /**
     * Makes it end by itself.
     *
     * @param status the exit status, from 0 to 255
     * @return the changed copy
     */
    public Behaviour exits(int status) {
        if (status < 0 || status > 255) {
            throw new IllegalArgumentException("an exit status is a number from 0 to 255, not " + status);
        }
        return then(new Step.End(Ending.exit(status)));
    }

    /**
     * Makes a signal end it, as a segmentation fault would.
     *
     * @param signal the signal, such as {@code "SEGV"}, {@code "SIGKILL"} or {@code "9"}
     * @return the changed copy
     */
    public Behaviour dies(String signal) {
        return then(new Step.End(Ending.signal(Signals.require(signal))));
    }

    /**
     * Makes it ignore a signal. Only {@code SIGKILL} cannot be ignored.
     *
     * @param signal the signal, such as {@code "TERM"}
     * @return the changed copy
     */
    public Behaviour ignores(String signal) {
        Set<Integer> more = new TreeSet<>(ignored);
        more.add(Signals.require(signal));
        return new Behaviour(steps, more, stopMicros, stopEnding, readies);
    }

    /**
     * Makes it slow to stop: so long it goes on after a signal that ends it, {@code SIGKILL} aside.
     *
     * @param time how long, on the fake's clock; not negative
     * @return the changed copy
     */
    public Behaviour stopsAfter(Duration time) {
        return new Behaviour(steps, ignored, micros(time), stopEnding, readies);
    }

    /**
     * Makes it handle {@code SIGTERM} by exiting, as a JVM does with 143; without this the signal ends it, which systemd takes
     * for success.
     *
     * @param status the exit status, from 0 to 255
     * @return the changed copy
     */
    public Behaviour exitsOnTerm(int status) {
        return new Behaviour(steps, ignored, stopMicros, Ending.exit(status), readies);
    }

    Behaviour then(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(Objects.requireNonNull(step));
        return new Behaviour(more, ignored, stopMicros, stopEnding, readies);
    }

    private Behaviour script(boolean ready) {
        return new Behaviour(steps, ignored, stopMicros, stopEnding, ready);
    }

    private static long micros(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a time to wait is not negative: " + time);
        }
        return time.toNanos() / 1000;
    }

    List<Step> steps() {
        return steps;
    }

    boolean endsByItself() {
        return steps.stream().anyMatch(Step.End.class::isInstance);
    }

    boolean readiesAtOnce() {
        return readies;
    }

    Set<Integer> ignored() {
        return ignored;
    }

    long stopMicros() {
        return stopMicros;
    }

    Ending endingOn(int signal) {
        return signal == Signals.TERM && stopEnding != null ? stopEnding : Ending.signal(signal);
    }
}
