package io.github.servicehandler.watch;

import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.ManagerUnavailableException;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.concurrent.RetryPause;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeper of the one open source of a manager, which reconnects at growing intervals if the source is lost. Thread-safe.
 */
final class Reconnector {

    /** @param isRegained whether contact was lost before */
    private record Contact(StatusSource source, boolean isRegained) {}

    private static final Logger log = LoggerFactory.getLogger(Reconnector.class.getPackageName());

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    /** How long to poll before trying again to receive signals instead. */
    private static final Duration POLLING_TIME = Duration.ofMinutes(1);

    private final Systemd systemd;
    private final StatusSourceFactory connector;
    private final ManagerHub hub;
    private final Executor executor;
    /** Held while connecting, which may take long. The object's monitor guards the fields. */
    private final ReentrantLock connecting = new ReentrantLock();

    private volatile @Nullable StatusSource source;
    private @Nullable Heartbeat heartbeat;
    private TimeSource.@Nullable Scheduled retry;
    private volatile boolean closed;
    private boolean wasLost;

    Reconnector(Systemd systemd, StatusSourceFactory connector, ManagerHub hub, Executor executor) {
        this.systemd = systemd;
        this.connector = connector;
        this.hub = hub;
        this.executor = executor;
    }

    /**
     * Returns the source, and opens one first if none is open. If contact was lost, this is tried again until the wait
     * is over, as the manager may be about to return.
     */
    StatusSource source(ManagerWait wait) {
        RetryPause pause = newPause();
        while (true) {
            try {
                return presentOrNew(wait);
            } catch (ManagerUnavailableException e) {
                if (!isLost() || !wait.pause(pause.next())) {
                    throw e;
                }
            }
        }
    }

    private StatusSource presentOrNew(ManagerWait wait) {
        StatusSource present = source;
        if (present != null) {
            return present;
        }
        Contact contact = wait.locked(connecting, () -> findOrConnect(wait));
        if (contact.isRegained()) {
            // watches that existed before have been waiting for this, too
            var unused = hub.regained(contact.source());
        }
        return contact.source();
    }

    private Contact findOrConnect(ManagerWait wait) {
        StatusSource present = source;
        if (present != null) {
            return new Contact(present, false);
        }
        boolean isRegained = isLost();
        return new Contact(connect(0, wait), isRegained);
    }

    private StatusSource connect(int attempt, ManagerWait wait) {
        StatusSource opened = connector.connect(hub, attempt, wait);
        install(opened);
        if (closed) {
            opened.close();
        } else if (opened.isPolling()) {
            improveLater(opened);
        }
        return opened;
    }

    private synchronized void install(StatusSource opened) {
        source = opened;
        wasLost = false;
        stopHeartbeat();
        if (!closed && !opened.isPolling()) {
            heartbeat = new Heartbeat(opened, hub, TimeSource.system(), HubRegistry.THREADS);
            heartbeat.begin();
        }
    }

    private void stopHeartbeat() {
        if (heartbeat != null) {
            heartbeat.stop();
        }
    }

    private synchronized boolean isLost() {
        return wasLost;
    }

    private static RetryPause newPause() {
        return new RetryPause(FIRST_PAUSE, LONGEST_PAUSE);
    }

    /** Returns the source if one is open, without waiting. */
    Optional<StatusSource> current() {
        return Optional.ofNullable(source);
    }

    /** Records that a source has ended. Returns {@code false} if it was not the current one. */
    synchronized boolean lost(StatusSource which) {
        if (source != which || closed) {
            return false;
        }
        source = null;
        wasLost = true;
        stopHeartbeat();
        return true;
    }

    /** Starts trying to reconnect. */
    void regain() {
        later(newPause(), 1);
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
            return connector.connectLive(hub, new ManagerWait(systemd));
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
            install(live);
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
            var unused = new ManagerWait(systemd).await(answers);
        } catch (CommandException e) {
            log.debug("the {} has not answered", systemd, e);
        }
    }

    private Optional<StatusSource> reopen(int attempt) {
        // on virtual time, this may run while the same thread connects
        if (connecting.isHeldByCurrentThread() || !connecting.tryLock()) {
            return Optional.empty();
        }
        try {
            return closed || source != null
                    ? Optional.empty()
                    : Optional.of(connect(attempt, new ManagerWait(systemd)));
        } catch (RuntimeException e) {
            // any exception: a custom runner may throw its own, and the next attempt may succeed
            log.debug("cannot reconnect to the {} yet", systemd, e);
            return Optional.empty();
        } finally {
            connecting.unlock();
        }
    }

    /**
     * Closes the source and stops reconnecting. Does not wait for a source that is being opened, which is closed as
     * soon as it is open.
     */
    void close() {
        synchronized (this) {
            closed = true;
            stopHeartbeat();
            if (retry != null) {
                retry.cancel();
            }
        }
        current().ifPresent(StatusSource::close);
    }
}
