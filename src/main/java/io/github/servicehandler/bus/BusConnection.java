package io.github.servicehandler.bus;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is a conversation with a manager: calls go there, answers and signals come back. Thread-safe.
 *
 * <p>One daemon thread reads; it hands over answers and signals one at a time, in the order in which they came. Another one writes, so
 * that whoever sends never waits for the other side to read. Both end with the connection.
 *
 * <pre>{@code
 * try (BusConnection connection = BusConnection.toPrivateSocket(socket, this::onSignal, this::onClose, TIMEOUT)) {
 *     connection.call(SystemdBus.subscribe(), TIMEOUT);
 *     ...
 * }
 * }</pre>
 */
public final class BusConnection implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BusConnection.class);

    private final SignalListener signals;
    private final CloseListener closed;
    private final Wire wire;
    private final PendingCalls pending;
    private final AtomicInteger lastSerial = new AtomicInteger();
    private boolean established;
    private @Nullable BusException ended;

    private BusConnection(Transport transport, SignalListener signals, CloseListener closed) {
        this.signals = signals;
        this.closed = closed;
        this.wire = new Wire(transport, new Dispatcher());
        this.pending = new PendingCalls(wire::send);
    }

    /**
     * Returns a connection to the manager's private socket, where there is no bus in between and nobody else's signals come.
     *
     * @param socket such as {@code /run/systemd/private}
     * @param signals hears the signals, from the first one on, which may be before this returns
     * @param closed hears of the end, but not if this throws
     * @param timeout how long connecting may take
     * @return the connection
     * @throws BusException if there is no connection within that time
     */
    public static BusConnection toPrivateSocket(
            Path socket, SignalListener signals, CloseListener closed, Duration timeout) {
        return toPeer(new SocketTransport(socket), signals, closed, timeout);
    }

    /**
     * Returns a connection over a transport at whose other end is the manager itself, without a bus in between.
     *
     * @param transport the transport; it is closed with the connection, also if this throws
     * @param signals hears the signals, from the first one on, which may be before this returns
     * @param closed hears of the end, but not if this throws
     * @param timeout how long connecting may take
     * @return the connection
     * @throws BusException if there is no connection within that time
     */
    public static BusConnection toPeer(
            Transport transport, SignalListener signals, CloseListener closed, Duration timeout) {
        BusConnection connection = new BusConnection(transport, signals, closed);
        connection.establish(Deadline.after(timeout), List::of);
        return connection;
    }

    /**
     * Returns a connection to a bus, with a name on it and a subscription to all signals of systemd. Signals from others but the bus
     * itself are dropped.
     *
     * @param socket such as {@code /run/dbus/system_bus_socket}
     * @param signals hears the signals, from the first one on, which may be before this returns
     * @param closed hears of the end, but not if this throws
     * @param timeout how long connecting may take
     * @return the connection
     * @throws BusException if there is no connection within that time
     */
    public static BusConnection toBus(Path socket, SignalListener signals, CloseListener closed, Duration timeout) {
        return overBus(new SocketTransport(socket), signals, closed, timeout);
    }

    /**
     * Returns a connection over a transport at whose other end is a bus, such as the streams of a {@code systemd-stdio-bridge}; else
     * as {@link #toBus}.
     *
     * @param transport the transport; it is closed with the connection, also if this throws
     * @param signals hears the signals, from the first one on, which may be before this returns
     * @param closed hears of the end, but not if this throws
     * @param timeout how long connecting may take
     * @return the connection
     * @throws BusException if there is no connection within that time
     */
    public static BusConnection overBus(
            Transport transport, SignalListener signals, CloseListener closed, Duration timeout) {
        OwnerFilter filter = new OwnerFilter(signals);
        BusConnection connection = new BusConnection(transport, filter, closed);
        connection.establish(Deadline.after(timeout), () -> BusHandshake.perform(connection, filter));
        return connection;
    }

    private void establish(Deadline deadline, Supplier<List<CompletableFuture<Message>>> handshake) {
        try {
            deadline.await(wire.start(), "from " + this);
            for (CompletableFuture<Message> step : handshake.get()) {
                deadline.await(step, "from " + this);
            }
            becomeEstablished();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** From here on the end is the listener's to hear; up to here it is thrown. */
    private synchronized void becomeEstablished() {
        if (ended != null) {
            throw ended;
        }
        established = true;
    }

    /**
     * Sends a call. Its answer completes the future on the thread that reads, in its turn among signals and other answers; what depends
     * on the future runs there too if it was added before. Send as many as you like: they go out as fast as a bus takes them, at most
     * 100 unanswered ones at a time.
     *
     * @param call the call; its serial is replaced
     * @return the answer; or a {@link BusException}, for an error or for {@link ErrorNames#DISCONNECTED} and
     *     {@link ErrorNames#LIMITS_EXCEEDED}; cancel it to give the answer up
     * @throws IllegalArgumentException if it is no call that wants an answer, or cannot be encoded
     */
    public CompletableFuture<Message> send(Message call) {
        CompletableFuture<Message> answer = new CompletableFuture<>();
        send(call, answer);
        return answer;
    }

    /**
     * Sends a call, as {@link #send(Message)}, for a future on which something depends already: all of that runs on the thread that
     * reads, unless the call fails at once.
     *
     * @param call the call; its serial is replaced
     * @param answer is completed with the answer
     * @throws IllegalArgumentException if it is no call that wants an answer, or cannot be encoded
     */
    public void send(Message call, CompletableFuture<Message> answer) {
        if (!call.expectsReply()) {
            throw new IllegalArgumentException(call + " is no call that wants an answer");
        }
        int serial = nextSerial();
        byte[] frame = Encoder.encode(call.withSerial(serial));
        try {
            pending.send(serial, frame, answer);
        } catch (BusException e) {
            answer.completeExceptionally(e);
        }
    }

    /**
     * Sends a message and expects nothing.
     *
     * @param message a signal, or a call without reply
     * @throws BusException if it cannot be sent: {@link ErrorNames#DISCONNECTED}, {@link ErrorNames#LIMITS_EXCEEDED}
     * @throws IllegalArgumentException if it is a call that wants an answer, or cannot be encoded
     */
    public void sendNoReply(Message message) {
        if (message.expectsReply()) {
            throw new IllegalArgumentException(message + " wants an answer");
        }
        wire.send(Encoder.encode(message.withSerial(nextSerial())));
    }

    /**
     * Calls and waits for the answer.
     *
     * @param call the call; its serial is replaced
     * @param timeout how long to wait; an answer that comes later is dropped
     * @return the answer
     * @throws BusException if the other side refuses, with its error's name; or {@link ErrorNames#NO_REPLY} in time, or the thread was
     *     interrupted and stays so; or {@link ErrorNames#DISCONNECTED}
     * @throws IllegalStateException on the thread that reads, which would wait for itself
     * @throws IllegalArgumentException if it is no call that wants an answer, or cannot be encoded
     */
    public Message call(Message call, Duration timeout) {
        if (wire.isReader(Thread.currentThread())) {
            throw new IllegalStateException("The thread that reads answers cannot wait for one: use send");
        }
        return Deadline.after(timeout).await(send(call), "to " + call);
    }

    /** Returns the next number that is not zero, which no message may have. */
    private int nextSerial() {
        return lastSerial.updateAndGet(last -> last == -1 ? 1 : last + 1);
    }

    /**
     * Tells whether messages can still be sent.
     *
     * @return whether the connection has not ended
     */
    public boolean isOpen() {
        return wire.end() == null;
    }

    /**
     * Returns what people know the other side by.
     *
     * @return the address
     */
    @Override
    public String toString() {
        return wire.address();
    }

    /**
     * Ends the connection. Calls that wait fail, and the listener hears of it, soon after on the thread that reads. Does nothing the
     * second time.
     */
    @Override
    public void close() {
        wire.close();
    }

    private void guarded(Runnable listener) {
        try {
            listener.run();
        } catch (Throwable e) {
            log.warn("A listener of {} failed", this, e);
        }
    }

    /** Hands what comes in to whom it is for. */
    private final class Dispatcher implements Wire.Receiver {

        @Override
        public void onMessage(Message message) {
            switch (message.type()) {
                case SIGNAL -> guarded(() -> signals.onSignal(message));
                case METHOD_RETURN, ERROR -> pending.answer(message);
                case METHOD_CALL -> answer(message);
            }
        }

        private void answer(Message call) {
            if (call.expectsReply()) {
                sendNoReply(Peer.answer(call));
            }
        }

        @Override
        public void onEnd(BusException reason) {
            pending.fail(reason);
            if (end(reason)) {
                guarded(() -> closed.onClose(reason));
            }
        }
    }

    /** Returns whether the listener is to hear of the end. */
    private synchronized boolean end(BusException reason) {
        ended = reason;
        return established;
    }
}
