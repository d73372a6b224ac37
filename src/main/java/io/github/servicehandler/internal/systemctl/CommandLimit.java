package io.github.servicehandler.internal.systemctl;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.internal.concurrent.Deadline;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A limit on the commands of one kind that run for a manager at the same time, so that a manager that does not answer
 * does not fill the machine with processes. Further callers wait, each within the timeout of its command. Thread-safe.
 */
public final class CommandLimit {

    /** More processes at a time do not answer more queries per second. */
    private static final int MOST_QUERIES = 32;

    /** Verbs may take long: systemd waits until a service has started. */
    private static final int MOST_VERBS = 64;

    /** The limits of the runners that are in use, shared by all clients of the same manager. */
    private static final Map<CommandRunner, Map<ManagerAddress, Pair>> LIMITS = new WeakHashMap<>();

    private static final Map<CommandRunner, Map<List<String>, CommandLimit>> JOURNAL_LIMITS = new WeakHashMap<>();

    private final int most;
    private final Semaphore free;

    CommandLimit(int most) {
        this.most = most;
        this.free = new Semaphore(most, true);
    }

    /**
     * The limits of a manager. Verbs have a limit of their own, so that a slow start does not delay queries.
     *
     * @param queries the limit on commands other than verbs
     * @param verbs the limit on verbs
     */
    record Pair(CommandLimit queries, CommandLimit verbs) {}

    /** Returns the limits of a manager. */
    static Pair of(CommandRunner runner, ManagerAddress address) {
        synchronized (LIMITS) {
            return LIMITS.computeIfAbsent(runner, unused -> new HashMap<>())
                    .computeIfAbsent(
                            address, unused -> new Pair(new CommandLimit(MOST_QUERIES), new CommandLimit(MOST_VERBS)));
        }
    }

    /**
     * Returns the limit on reading the journals of a manager's units. It is a limit of its own, so that a large journal
     * does not delay queries.
     *
     * @param manager the arguments that select the manager
     */
    public static CommandLimit ofJournals(CommandRunner runner, List<String> manager) {
        synchronized (JOURNAL_LIMITS) {
            return JOURNAL_LIMITS
                    .computeIfAbsent(runner, unused -> new HashMap<>())
                    .computeIfAbsent(manager, unused -> new CommandLimit(MOST_QUERIES));
        }
    }

    CommandResult run(CommandRunner runner, Command command) {
        return run(command, runner::run);
    }

    /**
     * Runs a command as soon as fewer commands than the limit are running. The time that it waited counts for its
     * timeout.
     *
     * @param task runs the command, with the timeout that is left
     */
    public <T> T run(Command command, Function<Command, T> task) {
        boolean waits = !free.tryAcquire();
        Command timed = waits ? command.withTimeout(await(command)) : command;
        try {
            return task.apply(timed);
        } catch (CommandTimeoutException e) {
            throw waits ? new CommandTimeoutException(command) : e;
        } finally {
            free.release();
        }
    }

    /** Waits for a free place, and returns the time that is left for the command. */
    private Duration await(Command command) {
        Deadline deadline = Deadline.after(command.timeout());
        try {
            if (free.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                return deadline.remaining();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandInterruptedException(command);
        }
        throw new CommandTimeoutException(
                command,
                "the command was not run, because %d others for the same manager did not end within %d ms"
                        .formatted(most, command.timeout().toMillis()));
    }
}
