package io.github.servicehandler.journal;

import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.command.OutputLimitException;
import io.github.servicehandler.command.RunningCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reader of the entries that a running journalctl writes. It reads ahead one buffer at most, so that a slow caller
 * slows journalctl down. For use by one thread, but any thread may close it.
 */
final class JournalEntryReader implements AutoCloseable {

    /** How long journalctl may take to exit after it has closed its output. */
    private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(5);

    private final RunningCommand running;
    private final ExportFormatReader exportReader;
    private final JournalctlSelection selection;
    private final Consumer<JournalWarning> warnings;
    private final CompletableFuture<Void> deadline = new CompletableFuture<>();
    private volatile boolean closed;
    private volatile boolean expired;
    private boolean ended;

    JournalEntryReader(RunningCommand running, JournalctlSelection selection, Consumer<JournalWarning> warnings) {
        this.running = running;
        this.exportReader =
                new ExportFormatReader(running.stdout(), this::warn, selection.attribution(), ExportFormatReader.LIMIT);
        this.selection = selection;
        this.warnings = warnings;
    }

    /** Makes reading fail with a {@link CommandTimeoutException} once the timeout has passed. */
    JournalEntryReader within(Duration timeout) {
        try {
            deadline.orTimeout(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS)
                    .exceptionally(tooLate -> {
                        expired = true;
                        running.close();
                        return null;
                    });
        } catch (RuntimeException | Error e) {
            // no further thread can be started
            running.close();
            throw e;
        }
        return this;
    }

    /**
     * Returns the next entry that passes the filter, or {@code null} at the end and once this reader is closed.
     *
     * @throws CommandException if journalctl failed
     */
    @Nullable
    JournalEntry next() {
        while (!ended) {
            JournalEntry entry = read();
            if (entry == null) {
                ended = true;
                checkExit();
            } else {
                ended = selection.isEnd(entry);
                if (selection.filter().test(entry)) {
                    return entry;
                }
            }
        }
        return null;
    }

    /**
     * Returns the remaining entries, but no more than {@code limit}.
     *
     * @throws OutputLimitException if they take more memory than {@link JournalQuery#MOST_BYTES}
     */
    List<JournalEntry> first(int limit) {
        List<JournalEntry> entries = new ArrayList<>();
        long size = 0;
        for (JournalEntry entry = next(); entry != null; entry = next()) {
            entries.add(entry);
            size += entry.size();
            checkSize(size);
            if (entries.size() == limit) {
                break;
            }
        }
        return entries;
    }

    /**
     * Reads to the end and returns the last entries, but no more than {@code limit}.
     *
     * @throws OutputLimitException if they take more memory than {@link JournalQuery#MOST_BYTES}
     */
    List<JournalEntry> last(int limit) {
        Deque<JournalEntry> entries = new ArrayDeque<>();
        long size = 0;
        for (JournalEntry entry = next(); entry != null; entry = next()) {
            entries.add(entry);
            size += entry.size();
            if (entries.size() > limit) {
                size -= entries.remove().size();
            }
            checkSize(size);
        }
        return List.copyOf(entries);
    }

    private void checkSize(long size) {
        if (size > JournalQuery.MOST_BYTES) {
            throw new OutputLimitException(running.command(), JournalQuery.MOST_BYTES);
        }
    }

    private @Nullable JournalEntry read() {
        try {
            return exportReader.next();
        } catch (IOException e) {
            if (closed || expired) {
                return null;
            }
            throw new JournalReadException(
                    "the output of journalctl could not be read: " + e.getMessage(), running.command(), null, e);
        }
    }

    /** Passes on a warning, unless it is only about an entry that was cut off by closing or by the timeout. */
    private void warn(JournalWarning warning) {
        if (!closed && !expired) {
            warnings.accept(warning);
        }
    }

    private void checkExit() {
        if (expired) {
            throw new CommandTimeoutException(running.command());
        }
        if (closed) {
            return;
        }
        try {
            OptionalInt exitCode = running.await(EXIT_TIMEOUT);
            if (exitCode.isPresent() && !closed) {
                JournalctlErrors.checkExit(running.command(), exitCode.getAsInt(), running.stderrTail(), warnings);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandInterruptedException(running.command());
        }
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        deadline.complete(null);
        running.close();
    }
}
