package io.github.servicehandler;

import io.github.servicehandler.internal.concurrent.Listeners;
import io.github.servicehandler.internal.concurrent.SerialDispatcher;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last observed state of one unit, and the listeners that are notified when it changes. Thread-safe. The changes
 * form a chain, and every listener gets all of them, one at a time and in order, on the thread of the caller that
 * observed the change.
 */
final class StateTracker {

    private static final Logger log = LoggerFactory.getLogger(StateTracker.class.getPackageName());

    private final List<StateListener> listeners = new CopyOnWriteArrayList<>();
    private final Queue<StateChange> undelivered = new ArrayDeque<>();
    private final SerialDispatcher dispatcher = new SerialDispatcher(Runnable::run, this::deliver);
    private @Nullable ServiceState lastState;
    private long lastReadAt;
    private @Nullable String knownId;

    void add(StateListener listener) {
        listeners.add(listener);
    }

    void remove(StateListener listener) {
        listeners.remove(listener);
    }

    /**
     * Returns the unit's primary name once its file has been read. Before that, the name asked for may be an alias of
     * another unit.
     */
    synchronized Optional<String> knownId() {
        return Optional.ofNullable(knownId);
    }

    /** Passes each status to the handler at the same position. */
    static void observe(List<ServiceHandler> handlers, List<ServiceStatus> statuses, long readAt, Instant now) {
        for (int i = 0; i < handlers.size(); i++) {
            handlers.get(i).tracker().observe(statuses.get(i), readAt, now);
        }
    }

    /**
     * Records a status. It is ignored if its reading began before that of the last one.
     *
     * @param readAt when the reading began, for example by {@link System#nanoTime}
     * @param now the time of the observation
     */
    void observe(ServiceStatus status, long readAt, Instant now) {
        if (remember(status, readAt, now)) {
            dispatcher.dispatch();
        }
    }

    /** Stores a status. Returns whether there are changes to deliver. */
    private synchronized boolean remember(ServiceStatus status, long readAt, Instant now) {
        if (lastState != null && (readAt - lastReadAt < 0 || isWithinRestart(status))) {
            return false;
        }
        if (lastState != null && lastState != status.state()) {
            undelivered.add(new StateChange(status.unit(), lastState, status.state(), status, now));
        }
        lastState = status.state();
        lastReadAt = readAt;
        rememberId(status);
        return !undelivered.isEmpty();
    }

    /**
     * Returns whether a status shows only that the job of an automatic restart has stopped the unit and waits to start
     * it, as it does before version 254.
     */
    private boolean isWithinRestart(ServiceStatus status) {
        return lastState == ServiceState.RESTARTING && status.state() == ServiceState.STOPPED && status.hasJob();
    }

    private void rememberId(ServiceStatus status) {
        if (status.loadState().equals("loaded")) {
            knownId = status.id();
        } else if (!status.loadState().equals(ServiceStatus.NOT_LOADED)) {
            knownId = null;
        }
    }

    /**
     * Delivers the changes without holding the lock: a listener may query the state again, which may cause another
     * change.
     */
    private void deliver() {
        for (StateChange change = next(); change != null; change = next()) {
            log.info("{}", change);
            for (StateListener listener : listeners) {
                // errors too are only logged: the verb has been carried out, and its caller must get the outcome
                Listeners.call(listener::stateChanged, change, log);
            }
        }
    }

    private synchronized @Nullable StateChange next() {
        return undelivered.poll();
    }
}
