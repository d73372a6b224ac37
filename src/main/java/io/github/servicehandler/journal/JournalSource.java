package io.github.servicehandler.journal;

import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The way to the journal of a manager. Immutable.
 *
 * @param runner the runner of journalctl and systemctl
 * @param manager the options by which systemctl finds the manager
 * @param timeout the limit for each command that ends by itself
 * @param warningListener the listener for warnings
 */
record JournalSource(
        CommandRunner runner, List<String> manager, Duration timeout, Consumer<JournalWarning> warningListener) {

    JournalSource within(Duration newTimeout) {
        return new JournalSource(runner, manager, newTimeout, warningListener);
    }

    JournalSource withWarningListener(Consumer<JournalWarning> newListener) {
        return new JournalSource(runner, manager, timeout, newListener);
    }

    boolean isUserManager() {
        return manager.contains("--user");
    }

    /** Returns the results of earlier queries; empty if commands do not run on this machine, as this user. */
    Optional<QueryMemory> memory() {
        return runner.isLocal() ? Optional.of(QueryMemory.of(runner)) : Optional.empty();
    }

    TimeSource time() {
        return TimeSource.of(runner);
    }
}
