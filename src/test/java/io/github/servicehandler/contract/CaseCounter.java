package io.github.servicehandler.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Counts the cases that passed, failed and were skipped on each backend, in {@code target/contract/BACKEND}. */
final class CaseCounter implements TestWatcher {

    private static final Path DIRECTORY = Path.of("target", "contract");

    /**
     * The last outcome of each case, by backend: cases that fail are run once more by themselves, in the same program.
     */
    private static final Map<String, Map<String, Outcome>> OUTCOMES = new ConcurrentHashMap<>();

    @Override
    public void testSuccessful(ExtensionContext context) {
        note(context, Outcome.PASSED);
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        note(context, Outcome.FAILED);
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        note(context, Outcome.SKIPPED);
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        note(context, Outcome.SKIPPED);
    }

    private static void note(ExtensionContext context, Outcome outcome) {
        if (context.getRequiredTestInstance() instanceof Contract contract) {
            OUTCOMES.computeIfAbsent(contract.backend.toString(), name -> new ConcurrentHashMap<>())
                    .put(context.getUniqueId(), outcome);
            context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(CaseCounter.class))
                    .computeIfAbsent(Report.class, key -> new Report(), Report.class);
        }
    }

    private enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    /** Leaves the counts behind when a run ends. */
    static final class Report implements AutoCloseable {

        @Override
        public void close() throws IOException {
            Files.createDirectories(DIRECTORY);
            for (Map.Entry<String, Map<String, Outcome>> backend : OUTCOMES.entrySet()) {
                Collection<Outcome> outcomes = backend.getValue().values();
                String counts = Stream.of(Outcome.values())
                        .map(outcome -> "" + Collections.frequency(outcomes, outcome))
                        .collect(Collectors.joining(" ", "", "\n"));
                Files.writeString(DIRECTORY.resolve(backend.getKey()), counts);
            }
        }
    }
}
