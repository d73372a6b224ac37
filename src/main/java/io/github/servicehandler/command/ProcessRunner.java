package io.github.servicehandler.command;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Runs commands as processes of this machine. */
final class ProcessRunner implements CommandRunner {

    static final int DEFAULT_OUTPUT_LIMIT = 64 * 1024 * 1024;

    private final int outputLimit;

    ProcessRunner(int outputLimit) {
        if (outputLimit < 0) {
            throw new IllegalArgumentException("the output limit must not be negative: " + outputLimit);
        }
        this.outputLimit = outputLimit;
    }

    @Override
    public CommandResult run(Command command) {
        long begin = System.nanoTime();
        Process process = ProcessStart.withInput(command);
        try (PipeReader stdout = new PipeReader(process.getInputStream(), outputLimit);
                PipeReader stderr = new PipeReader(process.getErrorStream(), outputLimit)) {
            int exitCode = awaitEnd(command, process, stdout, stderr, begin + nanos(command.timeout()));
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            return new CommandResult(exitCode, stdout.text(), stderr.text(), took);
        } catch (IOException e) {
            throw new CommandStartException("its output could not be read: " + e.getMessage(), command, false, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandInterruptedException(command);
        } finally {
            ProcessTree.destroy(process);
        }
    }

    /**
     * Drains both pipes on the calling thread until the process has ended. Only bytes that are there are read, so nothing here
     * blocks: not a full pipe, not the deadline, not a grandchild that keeps a pipe open after the process itself has ended.
     */
    private int awaitEnd(Command command, Process process, PipeReader stdout, PipeReader stderr, long deadline)
            throws IOException, InterruptedException {
        Pause pause = new Pause();
        while (true) {
            boolean ended = !process.isAlive();
            // in this order: what an ended process wrote is all in the pipes
            boolean progress = stdout.readAvailable();
            progress |= stderr.readAvailable();
            if (stdout.overflown() || stderr.overflown()) {
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
                process.waitFor(pause.next(progress, left), TimeUnit.NANOSECONDS);
            }
        }
    }

    /** Returns the duration in nanoseconds, or a hundred years for what does not fit: both are never. */
    private static long nanos(Duration duration) {
        return Math.min(duration.toDays(), 36_500) < 36_500 ? duration.toNanos() : TimeUnit.DAYS.toNanos(36_500);
    }

    @Override
    public RunningCommand start(Command command) {
        return new RunningProcess(command, ProcessStart.withStdin(command));
    }

    /** Decides how long to wait for a process that has just said something, or has been silent for a while. */
    private static final class Pause {
        private static final long SHORTEST = TimeUnit.MICROSECONDS.toNanos(500);
        private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(20);

        private long length = SHORTEST;

        long next(boolean progress, long atMost) {
            length = progress ? SHORTEST : Math.min(LONGEST, length * 2);
            return Math.min(length, atMost);
        }
    }
}
