package io.github.servicehandler;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Brings together when a service was killed and when a client heard that it failed. Thread-safe. */
final class Kills {

    private static final long PATIENCE = 10;

    private final Map<String, CompletableFuture<Long>> expected = new ConcurrentHashMap<>();

    /**
     * Takes down that a client heard of a failure.
     *
     * @param nanos when, by CLOCK_MONOTONIC, which {@link System#nanoTime()} is
     */
    void heard(String unit, long nanos) {
        CompletableFuture<Long> kill = expected.get(unit);
        if (kill != null) {
            kill.complete(nanos);
        }
    }

    /** Kills a process, and returns how many milliseconds later that was heard; NaN if it was not. */
    double kill(String unit, ProcessHandle process) throws InterruptedException {
        CompletableFuture<Long> hearing = new CompletableFuture<>();
        expected.put(unit, hearing);
        long begin = System.nanoTime();
        process.destroyForcibly();
        try {
            return (hearing.get(PATIENCE, TimeUnit.SECONDS) - begin) / 1e6;
        } catch (TimeoutException e) {
            return Double.NaN;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            expected.remove(unit);
        }
    }
}
