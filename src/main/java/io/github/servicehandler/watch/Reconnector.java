package io.github.servicehandler.watch;

import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.ManagerUnavailableException;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.concurrent.RetryPause;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeper of the one open source of a manager, which reconnects at growing intervals if the source is lost. Thread-safe.
 */
final class Reconnector {

    private static final Logger log = LoggerFactory.getLogger(Reconnector.class.getPackageName());

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    /** How long to poll before trying again to receive signals instead. */
    private static final Duration POLLING_TIME = Duration.ofMinutes(1);

    private final Systemd systemd;
    private final StatusSourceFactory connector;
    private final ManagerHub hub;
    private final Executor executor;
    private volatile @Nullable StatusSource source;
    private volatile TimeSource.@Nullable Scheduled retry;
    private volatile boolean closed;
    private boolean wasLost;

    Reconnector(Systemd systemd, StatusSourceFactory connector, ManagerHub hub, Executor executor) {
        this.systemd = systemd;
        this.connector = connector;
        this.hub = hub;
        this.executor = executor;
    }

    /** Returns the source, and opens one first if none is open. */
    StatusSource source() {
        StatusSource opened;
        boolean again;
        synchronized (this) {
            StatusSource present = source;
            if (present != null) {
                return present;
            }
            again = wasLost;
            opened = connect(0);
        }
        if (again) {
            // watches that existed before have been waiting for this, too
            var unused = hub.regained(opened);
        }
        return opened;
    }

    /**
     * Connects, under the lock that the caller holds. {@link #current} and {@link #close} need no lock and do not wait
     * for this.
     */
    private StatusSource connect(int attempt) {
        StatusSource opened = connector.connect(hub, attempt);
        source = opened;
        wasLost = false;
        if (closed) {
            opened.close();
        } else if (opened.isPolling()) {
            improveLater(opened);
        }
        return opened;
    }

    /** Returns the source if one is open, without waiting. */
    Optional<StatusSource> current() {
        return Optional.ofNullable(source);
    }

    /** Waits for a source to complete a request, at most for the timeout of the manager's commands. */
    void await(CompletableFuture<Void> answer) {
        Command command = Command.of(ProgramNames.SYSTEMCTL, "show");
        try {
            answer.get(TimeUnit.NANOSECONDS.convert(systemd.timeout()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandInterruptedException(command);
        } catch (TimeoutException e) {
            throw new ManagerUnavailableException(
                    "the " + systemd + " did not answer within "
                            + systemd.timeout().toMillis() + " ms",
                    command,
                    null,
                    e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CommandException failure) {
                throw failure;
            }
            throw new ManagerUnavailableException(
                    "cannot watch the " + systemd + ": " + e.getCause(), command, null, e.getCause());
        }
    }

    /** Records that a source has ended. Returns {@code false} if it was not the current one. */
    synchronized boolean lost(StatusSource which) {
        if (source != which || closed) {
            return false;
        }
        source = null;
        wasLost = true;
        return true;
    }

    /** Starts trying to reconnect. */
    void regain() {
        later(new RetryPause(FIRST_PAUSE, LONGEST_PAUSE), 1);
    }

    private synchronized void later(RetryPause pause, int attempt) {
        if (!closed && source == null) {
            schedule(pause.next(), () -> regain(pause, attempt));
        }
    }

    private void schedule(Duration pause, Runnable task) {
        retry = TimeSource.of(systemd.runner()).schedule(pause, () -> executor.execute(task));
    }

    private synchronized void improveLater(StatusSource polling) {
        if (!closed && source == polling) {
            schedule(POLLING_TIME, () -> improve(polling));
        }
    }

    /** Replaces polling if signals can be received by now: the bus may only have been down for a moment. */
    private void improve(StatusSource polling) {
        if (source != polling) {
            return;
        }
        connectLive().ifPresentOrElse(live -> move(polling, live), () -> improveLater(polling));
    }

    private Optional<StatusSource> connectLive() {
        try {
            return connector.connectLive(hub);
        } catch (RuntimeException e) {
            log.debug("still cannot receive signals from the {}", systemd, e);
            return Optional.empty();
        }
    }

    private void move(StatusSource polling, StatusSource live) {
        if (!replace(polling, live)) {
            live.close();
            return;
        }
        polling.close();
        // a poll may be in progress, and its results are older than what the new source reports
        finish(polling.sync().handle((done, failure) -> null).thenCompose(done -> hub.followAll(live)));
    }

    private synchronized boolean replace(StatusSource polling, StatusSource live) {
        boolean isPresent = source == polling && !closed;
        if (isPresent) {
            source = live;
        }
        return isPresent;
    }

    private void regain(RetryPause pause, int attempt) {
        Optional<StatusSource> found = reopen(attempt);
        if (found.isPresent()) {
            finish(hub.regained(found.get()));
        } else {
            later(pause, attempt + 1);
        }
    }

    /** Waits for the answers, so that virtual time does not pass before them. */
    private void finish(CompletableFuture<Void> answers) {
        try {
            await(answers);
        } catch (CommandException e) {
            log.debug("the {} has not answered", systemd, e);
        }
    }

    private synchronized Optional<StatusSource> reopen(int attempt) {
        if (closed || source != null) {
            return Optional.empty();
        }
        try {
            return Optional.of(connect(attempt));
        } catch (RuntimeException e) {
            // any exception: a custom runner may throw its own, and the next attempt may succeed
            log.debug("cannot reconnect to the {} yet", systemd, e);
            return Optional.empty();
        }
    }

    /**
     * Closes the source and stops reconnecting. Does not wait for a source that is being opened, which is closed as
     * soon as it is open.
     */
    void close() {
        closed = true;
        TimeSource.Scheduled waiting = retry;
        if (waiting != null) {
            waiting.cancel();
        }
        current().ifPresent(StatusSource::close);
    }
}
