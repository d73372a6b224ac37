package io.github.servicehandler.watch;

import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.ManagerUnavailableException;
import io.github.servicehandler.command.TimeSource;
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

/** Keeps one source open as long as it can, and looks for another at growing intervals once it is lost. Thread-safe. */
final class Contact {

    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    /** How long the manager is asked again and again before it is seen whether it can be heard after all. */
    private static final Duration POLLING_TIME = Duration.ofMinutes(1);

    private final Systemd systemd;
    private final Connector connector;
    private final Hub hub;
    private volatile @Nullable Source source;
    private volatile TimeSource.@Nullable Scheduled retry;
    private volatile boolean closed;
    private boolean wasLost;

    Contact(Systemd systemd, Connector connector, Hub hub) {
        this.systemd = systemd;
        this.connector = connector;
        this.hub = hub;
    }

    /** Returns the source, which is opened if it is not open yet. */
    Source source() {
        Source opened;
        boolean again;
        synchronized (this) {
            Source present = source;
            if (present != null) {
                return present;
            }
            again = wasLost;
            opened = connect(0);
        }
        if (again) {
            // whoever has watched already waits for this too
            hub.regained(opened);
        }
        return opened;
    }

    /** Connecting takes its time, but only who needs a source waits for that: not the thread that reads it, nor {@link #close}. */
    private Source connect(int attempt) {
        Source opened = connector.connect(hub, attempt);
        source = opened;
        wasLost = false;
        if (closed) {
            opened.close();
        } else if (opened.isPolling()) {
            improveLater(opened);
        }
        return opened;
    }

    /** Returns the source if it is open, without waiting. */
    Optional<Source> current() {
        return Optional.ofNullable(source);
    }

    /** Waits for what a source was asked for. */
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
                    "the " + systemd + " could not be watched: " + e.getCause(), command, null, e.getCause());
        }
    }

    /** Takes note of a source having ended; false if it was not the present one. */
    synchronized boolean lost(Source which) {
        if (source != which || closed) {
            return false;
        }
        source = null;
        wasLost = true;
        return true;
    }

    /** Looks for another source, again and again. */
    void regain() {
        later(FIRST_PAUSE, 1);
    }

    private synchronized void later(Duration pause, int attempt) {
        if (!closed && source == null) {
            schedule(pause, () -> regain(pause, attempt));
        }
    }

    private void schedule(Duration pause, Runnable task) {
        TimeSource time = systemd.runner().time();
        Executor executor = WatchThreads.executorFor(time);
        retry = time.schedule(pause, () -> executor.execute(task));
    }

    private synchronized void improveLater(Source polling) {
        if (!closed && source == polling) {
            schedule(POLLING_TIME, () -> improve(polling));
        }
    }

    /** The bus may just have been down when there was nothing better. */
    private void improve(Source polling) {
        if (source != polling) {
            return;
        }
        connectLive().ifPresentOrElse(live -> move(polling, live), () -> improveLater(polling));
    }

    private Optional<Source> connectLive() {
        try {
            return connector.connectLive(hub);
        } catch (RuntimeException e) {
            log.debug("the {} can still not be heard", systemd, e);
            return Optional.empty();
        }
    }

    private void move(Source polling, Source live) {
        if (!replace(polling, live)) {
            live.close();
            return;
        }
        polling.close();
        // its last answers may be under way still, and older than what the other one is about to tell
        var unused = polling.sync().whenComplete((done, failure) -> hub.followAll(live));
    }

    private synchronized boolean replace(Source polling, Source live) {
        boolean isPresent = source == polling && !closed;
        if (isPresent) {
            source = live;
        }
        return isPresent;
    }

    private void regain(Duration pause, int attempt) {
        Optional<Source> found = reopen(attempt);
        if (found.isPresent()) {
            hub.regained(found.get());
        } else {
            Duration doubled = pause.multipliedBy(2);
            later(doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE, attempt + 1);
        }
    }

    private synchronized Optional<Source> reopen(int attempt) {
        if (closed || source != null) {
            return Optional.empty();
        }
        try {
            return Optional.of(connect(attempt));
        } catch (RuntimeException e) {
            // not the library's own only: whatever somebody's runner throws, it may do better the next time
            log.debug("no contact with the {} yet", systemd, e);
            return Optional.empty();
        }
    }

    /** Ends it, without waiting for what is being opened, which is closed as soon as it is open. */
    void close() {
        closed = true;
        TimeSource.Scheduled waiting = retry;
        if (waiting != null) {
            waiting.cancel();
        }
        current().ifPresent(Source::close);
    }
}
