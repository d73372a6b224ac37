package io.github.servicehandler.internal.dbus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls that have no reply yet. At most {@link #WINDOW} of them are on their way at a time, because the system bus
 * replies to more than 128 with an error; the others wait here for their turn. Thread-safe; futures are completed
 * outside of the lock.
 */
final class PendingCalls {

    /** The maximum number of calls on their way. Cancelled ones count too, because a bus counts them. */
    static final int WINDOW = 100;

    static final int CAPACITY = 65_536;

    private static final class Call {
        private final byte[] frame;
        private final CompletableFuture<Message> future;

        Call(byte[] frame, CompletableFuture<Message> future) {
            this.frame = frame;
            this.future = future;
        }
    }

    private final Map<Integer, CompletableFuture<Message>> inFlight = new HashMap<>();
    private final Map<Integer, Call> waiting = new LinkedHashMap<>();
    private final Consumer<byte[]> sender;
    private @Nullable BusException ended;

    PendingCalls(Consumer<byte[]> sender) {
        this.sender = sender;
    }

    /**
     * Sends a call in its turn, unless its future is done by then.
     *
     * @throws BusException if no reply can be expected: {@link DBusErrorNames#DISCONNECTED} or
     *     {@link DBusErrorNames#LIMITS_EXCEEDED}
     */
    @SuppressWarnings("FutureReturnValueIgnored") // callers wait for the reply itself
    void send(int serial, byte[] frame, CompletableFuture<Message> future) {
        queue(serial, new Call(frame, future));
        future.whenComplete((message, error) -> forget(serial));
    }

    private synchronized void queue(int serial, Call call) {
        if (ended != null) {
            throw ended;
        }
        if (waiting.size() >= CAPACITY) {
            throw new BusException(DBusErrorNames.LIMITS_EXCEEDED, CAPACITY + " calls are already waiting to be sent");
        }
        waiting.put(serial, call);
        sendWaiting();
    }

    private void sendWaiting() {
        Iterator<Map.Entry<Integer, Call>> calls = waiting.entrySet().iterator();
        while (inFlight.size() < WINDOW && calls.hasNext()) {
            Map.Entry<Integer, Call> next = calls.next();
            calls.remove();
            inFlight.put(next.getKey(), next.getValue().future);
            sender.accept(next.getValue().frame);
        }
    }

    private synchronized void forget(int serial) {
        waiting.remove(serial);
    }

    /** Completes the call that a reply belongs to. The reply to a cancelled call has no effect. */
    void complete(Message message) {
        CompletableFuture<Message> future = take(message.replySerial());
        if (future != null) {
            complete(future, message);
        }
        // last, because it throws if the connection has just ended
        sendNext();
    }

    private static void complete(CompletableFuture<Message> future, Message message) {
        if (message.type() == MessageType.ERROR) {
            future.completeExceptionally(new BusException(message.errorName(), textOf(message)));
        } else {
            future.complete(message);
        }
    }

    private synchronized @Nullable CompletableFuture<Message> take(int serial) {
        return inFlight.remove(serial);
    }

    private synchronized void sendNext() {
        sendWaiting();
    }

    private static String textOf(Message error) {
        boolean hasText = !error.body().isEmpty() && error.body().get(0) instanceof String;
        return hasText ? error.value(0, String.class) : "the peer refused the call and gave no reason";
    }

    /** Fails all calls without a reply. Any later call fails when it is sent. */
    void fail(BusException reason) {
        end(reason).forEach(future -> future.completeExceptionally(reason));
    }

    private synchronized List<CompletableFuture<Message>> end(BusException reason) {
        ended = reason;
        List<CompletableFuture<Message>> incomplete = new ArrayList<>(inFlight.values());
        waiting.values().forEach(call -> incomplete.add(call.future));
        inFlight.clear();
        waiting.clear();
        return incomplete;
    }

    /** Returns the number of calls that wait for a reply or to be sent. */
    synchronized int size() {
        return inFlight.size() + waiting.size();
    }
}
