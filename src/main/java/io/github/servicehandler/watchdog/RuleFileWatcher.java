package io.github.servicehandler.watchdog;

import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.concurrent.WorkLock;
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
 * A watcher that reads a rule file again when it has changed. It polls every two seconds, which also detects what other
 * ways of watching a file miss: a file that was replaced, a symbolic link to another file, a file on a network mount.
 * Thread-safe.
 */
final class RuleFileWatcher implements AutoCloseable {

    private static final Duration PACE = Duration.ofSeconds(2);

    private final Path file;
    private final List<Rule> others;
    private final boolean mayBeWritable;
    private final WatchdogExecutors executors;
    private final WorkLock access = new WorkLock();
    private Stamp taken = Stamp.NONE;
    private Stamp seen = Stamp.NONE;
    private TimeSource.@Nullable Scheduled next;
    private boolean closed;

    /** Whether the last change of the file was refused. */
    private volatile boolean refused;

    /** The text of the rules that are in place, without comments. */
    private volatile List<List<String>> inPlace = List.of();

    /** The attributes that show whether a file has changed. */
    private record Stamp(
            @Nullable FileTime written,
            long size,
            @Nullable Object inode,
            @Nullable String problem) {

        static final Stamp NONE = new Stamp(null, -1, null, null);

        /** @param problem who else may change the file; {@code null} if no other user can */
        static Stamp of(Path file, @Nullable String problem) {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(now.lastModifiedTime(), now.size(), now.fileKey(), problem);
            } catch (IOException e) {
                return NONE;
            }
        }
    }

    /**
     * @param others the rules that come before those of the file
     * @param mayBeWritable whether a file that other users may write is accepted
     */
    RuleFileWatcher(Path file, List<Rule> others, boolean mayBeWritable, WatchdogExecutors executors) {
        this.mayBeWritable = mayBeWritable;
        this.file = file;
        this.others = List.copyOf(others);
        this.executors = executors;
    }

    /**
     * Returns all rules: those given and those of the file.
     *
     * @throws RuleFileException if there is an error in the file
     * @throws UncheckedIOException if the file cannot be read
     * @throws IllegalArgumentException if other users may write the file
     */
    List<Rule> read() {
        return access.get(() -> {
            byte[] bytes = readBytes();
            List<Rule> rules = parse(bytes);
            inPlace = meaning(bytes);
            return rules;
        });
    }

    private byte[] readBytes() {
        taken = stamp();
        seen = taken;
        FileTrust.require(file, taken.problem());
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the rule file " + file + " could not be read: " + IoErrorText.of(e), e);
        }
    }

    private Stamp stamp() {
        return Stamp.of(file, mayBeWritable ? null : FileTrust.problem(file));
    }

    private List<Rule> parse(byte[] bytes) {
        List<Rule> rules = new ArrayList<>(others);
        rules.addAll(Rule.read(bytes, file));
        return rules;
    }

    private static List<List<String>> meaning(byte[] bytes) {
        return RuleFileParser.meaning(RuleFileDecoder.decode(bytes));
    }

    /**
     * Starts to watch the file.
     *
     * @param rules gets the new rules; may refuse them with an {@link IllegalArgumentException}
     * @param notes gets a message if the new rules cannot be used
     */
    void start(Consumer<List<Rule>> rules, Consumer<String> notes) {
        access.run(() -> {
            if (!closed) {
                next = executors.later(PACE, () -> look(rules, notes));
            }
        });
    }

    private void look(Consumer<List<Rule>> rules, Consumer<String> notes) {
        try {
            if (access.get(this::hasSettledChange)) {
                take(access.get(this::readBytes), rules, notes);
                refused = false;
            }
        } catch (RuntimeException e) {
            refused = true;
            notes.accept(
                    "the new rules of " + file + " cannot be used, and the old ones stay in place: " + e.getMessage());
        } finally {
            start(rules, notes);
        }
    }

    /** Passes the rules on, unless they are the same as before: replacing rules restarts their readings. */
    private void take(byte[] bytes, Consumer<List<Rule>> rules, Consumer<String> notes) {
        List<Rule> read = parse(bytes);
        List<List<String>> meaning = meaning(bytes);
        if (!meaning.equals(inPlace)) {
            rules.accept(read);
            inPlace = meaning;
        } else if (refused) {
            notes.accept("the rules of " + file + " are again those that are in place");
        }
    }

    /** Returns whether the file is another one than was read, and has not changed since the last poll. */
    private boolean hasSettledChange() {
        Stamp now = stamp();
        boolean settled = now.equals(seen);
        seen = now;
        return settled && !now.equals(taken) && !closed;
    }

    @Override
    public void close() {
        access.run(() -> {
            closed = true;
            if (next != null) {
                next.cancel();
            }
        });
    }
}
