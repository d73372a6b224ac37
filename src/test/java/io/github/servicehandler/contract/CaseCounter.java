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

/** A counter of passed, failed and skipped cases for each backend, written to {@code target/contract/BACKEND}. */
final class CaseCounter implements TestWatcher {

    private static final Path DIRECTORY = Path.of("target", "contract");

    /** The last outcome of each case, by backend. A failed case runs a second time in the same process. */
    private static final Map<String, Map<String, Outcome>> OUTCOMES = new ConcurrentHashMap<>();

    @Override
    public void testSuccessful(ExtensionContext context) {
        count(context, Outcome.PASSED);
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        count(context, Outcome.FAILED);
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        count(context, Outcome.SKIPPED);
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        count(context, Outcome.SKIPPED);
    }

    private static void count(ExtensionContext context, Outcome outcome) {
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

    /** The report that writes the counts at the end of a run. */
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
