package io.github.servicehandler.command;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Runner that starts processes on this machine. */
final class ProcessRunner implements CommandRunner {

    static final int DEFAULT_OUTPUT_LIMIT = 64 * 1024 * 1024;

    private final int outputLimit;

    ProcessRunner(int outputLimit) {
        if (outputLimit < 0) {
            throw new IllegalArgumentException("outputLimit must be at least 0, but was " + outputLimit);
        }
        this.outputLimit = outputLimit;
    }

    @Override
    public CommandResult run(Command command) {
        long begin = System.nanoTime();
        Process process = ProcessLauncher.withInput(command);
        try (PipeReader stdout = new PipeReader(process.getInputStream(), outputLimit);
                PipeReader stderr = new PipeReader(process.getErrorStream(), outputLimit)) {
            // a very long timeout becomes Long.MAX_VALUE; the sum overflows, and so does the difference in awaitEnd,
            // which undoes it
            long deadline = begin + TimeUnit.NANOSECONDS.convert(command.timeout());
            int exitCode = awaitEnd(command, process, stdout, stderr, deadline);
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            return new CommandResult(exitCode, stdout.text(), stderr.text(), took);
        } catch (IOException e) {
            throw new CommandStartException(
                    "the output of the command could not be read: " + e.getMessage(), command, false, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandInterruptedException(command);
        } finally {
            ProcessTree.destroy(process);
        }
    }

    /**
     * Drains both pipes on the calling thread until the process has ended. It reads only bytes that are available, so
     * nothing delays it: neither a full pipe, nor a grandchild that keeps a pipe open after the process has ended.
     */
    private int awaitEnd(Command command, Process process, PipeReader stdout, PipeReader stderr, long deadline)
            throws IOException, InterruptedException {
        PollPause pause = new PollPause();
        while (true) {
            boolean ended = !process.isAlive();
            // read after isAlive(): once a process has ended, all of its output is in the pipes
            boolean progress = stdout.readAvailable();
            progress |= stderr.readAvailable();
            if (stdout.overflowed() || stderr.overflowed()) {
                throw new OutputLimitException(command, outputLimit);
            }
            if (ended && !progress) {
                return process.exitValue();
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new CommandTimeoutException(command);
            }
            if (!ended) {
                pause.await(process, progress, left);
            }
        }
    }

    @Override
    public RunningCommand start(Command command) {
        Process process = ProcessLauncher.withStdin(command);
        try {
            return new RunningProcess(command, process);
        } catch (RuntimeException | Error e) {
            // for example, no further thread can be started
            RunningProcess.abandon(process);
            throw e;
        }
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    /** The wait between two reads of the pipes. It ends early when the process ends. */
    private static final class PollPause {
        private static final long BRIEFLY = TimeUnit.MICROSECONDS.toNanos(50);
        private static final long SHORTEST = TimeUnit.MICROSECONDS.toNanos(500);
        private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(20);

        private long lastProgress = System.nanoTime();

        void await(Process process, boolean progress, long atMost) throws InterruptedException {
            long now = System.nanoTime();
            if (progress) {
                // the process may have more to write and wait because the pipe was full
                lastProgress = now;
                LockSupport.parkNanos(BRIEFLY);
            } else {
                long length = Math.min(LONGEST, Math.max(SHORTEST, (now - lastProgress) / 4));
                process.waitFor(Math.min(length, atMost), TimeUnit.NANOSECONDS);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProcessRunner that && outputLimit == that.outputLimit;
    }

    @Override
    public int hashCode() {
        return outputLimit;
    }
}
