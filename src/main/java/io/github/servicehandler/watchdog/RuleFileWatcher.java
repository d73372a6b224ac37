package io.github.servicehandler.watchdog;

import io.github.servicehandler.command.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rules of a file again whenever the file has changed. It looks for that every two seconds, which also finds
 * what other ways of watching a file miss: one that was put in place of the old one, a link that leads elsewhere, a
 * file of another machine. Thread-safe.
 */
final class RuleFileWatcher implements AutoCloseable {

    private static final Duration PACE = Duration.ofSeconds(2);

    private final Path file;
    private final List<Rule> others;
    private final WatchdogExecutors executors;
    private Stamp taken = Stamp.NONE;
    private Stamp seen = Stamp.NONE;
    private TimeSource.@Nullable Scheduled next;
    private boolean closed;

    /** Is what changes when a file does. */
    private record Stamp(
            @Nullable FileTime written, long size, @Nullable Object inode) {

        static final Stamp NONE = new Stamp(null, -1, null);

        static Stamp of(Path file) {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(now.lastModifiedTime(), now.size(), now.fileKey());
            } catch (IOException e) {
                return NONE;
            }
        }
    }

    /** @param others rules that come before those of the file */
    RuleFileWatcher(Path file, List<Rule> others, WatchdogExecutors executors) {
        this.file = file;
        this.others = List.copyOf(others);
        this.executors = executors;
    }

    /**
     * Reads all rules.
     *
     * @throws RuleFileException if there is a mistake in the file
     * @throws UncheckedIOException if it could not be read
     */
    synchronized List<Rule> read() {
        taken = Stamp.of(file);
        seen = taken;
        List<Rule> rules = new ArrayList<>(others);
        try {
            rules.addAll(Rule.readAll(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the rules could not be read from " + file + ": " + e, e);
        }
        return rules;
    }

    /**
     * Begins to look.
     *
     * @param rules is given the new rules; may refuse them by an {@link IllegalArgumentException}
     * @param notes hears of those that could not be taken
     */
    synchronized void start(Consumer<List<Rule>> rules, Consumer<String> notes) {
        if (!closed) {
            next = executors.later(PACE, () -> look(rules, notes));
        }
    }

    private void look(Consumer<List<Rule>> rules, Consumer<String> notes) {
        try {
            if (hasSettledChange()) {
                rules.accept(read());
            }
        } catch (RuntimeException e) {
            notes.accept("the rules in " + file + " were not taken, and the present ones stay: " + e.getMessage());
        } finally {
            start(rules, notes);
        }
    }

    /** Tells whether it is another than that which was read, and nobody is writing to it any more. */
    private synchronized boolean hasSettledChange() {
        Stamp now = Stamp.of(file);
        boolean settled = now.equals(seen);
        seen = now;
        return settled && !now.equals(taken) && !closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel();
        }
    }
}
