package io.github.servicehandler.files;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Queue of the files that were at a path, and of events there, which the listener has not received yet. */
final class GenerationQueue {

    /** The maximum number of files that are open and wait to be read. */
    static final int MAX_WAITING = 64;

    /** The maximum number of steps that wait, including those that need no file of their own. */
    private static final int MAX_STEPS = 4 * MAX_WAITING;

    static final Generation LOSS = new Generation(LogFileEvent.LINES_LOST, null, false);

    private final Deque<Generation> waiting = new ArrayDeque<>();

    /**
     * A step to the next file, or an event at the same file.
     *
     * @param event what happened; {@code null} if it is nothing that the listener must know
     * @param reader the reader of the file that is at the path from now on; {@code null} if the file is the same
     * @param opened whether the file was opened for this step, and not before
     */
    record Generation(
            @Nullable LogFileEvent event, @Nullable LogFileReader reader, boolean opened) {}

    /**
     * Adds a step.
     *
     * @param newest the file that is at the path now, which is not given up
     * @return a file that was given up because too many are waiting
     */
    Optional<LogFileReader> add(Generation generation, @Nullable LogFileReader newest) {
        if (generation.equals(LOSS) && LOSS.equals(waiting.peekLast())) {
            return Optional.empty();
        }
        waiting.addLast(generation);
        if (waiting.size() > MAX_STEPS) {
            // the path alternates between files that are open anyway
            waiting.stream()
                    .filter(step -> !step.opened() && !step.equals(LOSS))
                    .findFirst()
                    .ifPresent(waiting::remove);
        }
        long readers = waiting.stream().filter(Generation::opened).count();
        return readers > MAX_WAITING ? giveUpOne(newest) : Optional.empty();
    }

    /** Gives up a file that nothing was read of: the last one that is no longer at the path. */
    private Optional<LogFileReader> giveUpOne(@Nullable LogFileReader newest) {
        List<Generation> steps = new ArrayList<>(waiting);
        for (int i = steps.size() - 1; i >= 0; i--) {
            Generation step = steps.get(i);
            LogFileReader reader = step.reader();
            if (step.opened() && reader != null && reader != newest && isOnlyIn(step, reader)) {
                steps.set(i, LOSS);
                setSteps(steps);
                return Optional.of(reader);
            }
        }
        return Optional.empty();
    }

    private boolean isOnlyIn(Generation step, LogFileReader reader) {
        return waiting.stream().allMatch(each -> each.equals(step) || each.reader() != reader);
    }

    private void setSteps(List<Generation> steps) {
        waiting.clear();
        for (Generation step : steps) {
            if (!step.equals(LOSS) || !step.equals(waiting.peekLast())) {
                waiting.addLast(step);
            }
        }
    }

    /** Removes and returns the next step; {@code null} if there is none. */
    @Nullable
    Generation next() {
        return waiting.pollFirst();
    }

    boolean contains(LogFileReader reader) {
        return waiting.stream().anyMatch(each -> reader.equals(each.reader()));
    }

    void clear() {
        waiting.clear();
    }
}
