package io.github.servicehandler.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Counts the cases that passed, failed and were skipped on each backend, in {@code target/contract/BACKEND}. */
final class Tally implements TestWatcher {

    private static final Path DIRECTORY = Path.of("target", "contract");

    @Override
    public void testSuccessful(ExtensionContext context) {
        counts(context).add(context, 0);
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        counts(context).add(context, 1);
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        counts(context).add(context, 2);
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        counts(context).add(context, 2);
    }

    private static Counts counts(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Tally.class))
                .computeIfAbsent(Counts.class, key -> new Counts(), Counts.class);
    }

    /** Lives as long as the run, and leaves the counts behind when it ends. */
    static final class Counts implements AutoCloseable {

        private final Map<String, AtomicIntegerArray> byBackend = new TreeMap<>();

        synchronized void add(ExtensionContext context, int outcome) {
            Object test = context.getRequiredTestInstance();
            if (test instanceof Contract contract) {
                byBackend
                        .computeIfAbsent(contract.backend.toString(), name -> new AtomicIntegerArray(3))
                        .incrementAndGet(outcome);
            }
        }

        @Override
        public synchronized void close() {
            try {
                Files.createDirectories(DIRECTORY);
                for (Map.Entry<String, AtomicIntegerArray> entry : byBackend.entrySet()) {
                    AtomicIntegerArray counts = entry.getValue();
                    Files.writeString(
                            DIRECTORY.resolve(entry.getKey()),
                            "%d %d %d%n".formatted(counts.get(0), counts.get(1), counts.get(2)),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
