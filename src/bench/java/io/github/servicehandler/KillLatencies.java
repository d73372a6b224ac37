package io.github.servicehandler;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Latencies between the kill of a service and the time when a client reports its failure. Thread-safe. */
final class KillLatencies {

    private static final long PATIENCE = 10;

    private final Map<String, CompletableFuture<Long>> expected = new ConcurrentHashMap<>();

    /**
     * Records that a client reported a failure.
     *
     * @param nanos when, by CLOCK_MONOTONIC, which {@link System#nanoTime()} is
     */
    void report(String unit, long nanos) {
        CompletableFuture<Long> kill = expected.get(unit);
        if (kill != null) {
            kill.complete(nanos);
        }
    }

    /** Kills a process, and returns the milliseconds until a client reported the failure; NaN if none did. */
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
