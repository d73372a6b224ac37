package io.github.servicehandler.internal.dbus;

import io.github.servicehandler.internal.concurrent.Listeners;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a systemd manager, for sending calls and receiving replies and signals. Thread-safe.
 *
 * <p>One daemon thread reads. It delivers replies and signals one at a time, in the order in which they arrive. Another
 * daemon thread writes, so that a sender never waits for the peer to read. Both threads end with the connection.
 *
 * <pre>{@code
 * try (BusConnection connection = BusConnection.toPrivateSocket(socket, this::onSignal, this::onClose, TIMEOUT)) {
 *     connection.call(SystemdBusNames.subscribe(), TIMEOUT);
 *     ...
 * }
 * }</pre>
 */
public final class BusConnection implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BusConnection.class.getPackageName());

    private final OddSignalLog oddSignals = new OddSignalLog(log, System::nanoTime);
    private final SignalListener signals;
    private final CloseListener closed;
    private final MessageChannel channel;
    private final PendingCalls pending;
    private final AtomicInteger lastSerial = new AtomicInteger();
    private boolean established;
    private @Nullable BusException ended;

    private BusConnection(Transport transport, SignalListener signals, CloseListener closed) {
        this.signals = signals;
        this.closed = closed;
        this.channel = new MessageChannel(transport, new Dispatcher());
        this.pending = new PendingCalls(channel::send);
    }

    /**
     * Returns a connection to the manager's private socket. There is no bus in between, so no other program's signals
     * arrive.
     *
     * @param socket the socket's path, such as {@code /run/systemd/private}
     * @param signals receives the signals, from the first one on, possibly before this method returns
     * @param closed is notified when the connection ends, but not if this method throws
     * @param timeout the maximum time for connecting
     * @return the connection
     * @throws BusException if the connection cannot be established within that time
     */
    public static BusConnection toPrivateSocket(
            Path socket, SignalListener signals, CloseListener closed, Duration timeout) {
        return toPeer(new SocketTransport(socket), signals, closed, timeout);
    }

    /**
     * Returns a connection over a transport that leads to the manager itself, without a bus in between.
     *
     * @param transport the transport; it is closed with the connection, and also if this method throws
     * @param signals receives the signals, from the first one on, possibly before this method returns
     * @param closed is notified when the connection ends, but not if this method throws
     * @param timeout the maximum time for connecting
     * @return the connection
     * @throws BusException if the connection cannot be established within that time
     */
    public static BusConnection toPeer(
            Transport transport, SignalListener signals, CloseListener closed, Duration timeout) {
        BusConnection connection = new BusConnection(transport, signals, closed);
        connection.establish(ReplyDeadline.after(timeout), List::of);
        return connection;
    }

    /**
     * Returns a connection to a bus, registered there with a name and subscribed to all signals of systemd. Signals
     * from other senders are dropped, except the bus's own {@code NameOwnerChanged} for systemd's name, which reports
     * that systemd has joined or left the bus.
     *
     * @param socket the socket's path, such as {@code /run/dbus/system_bus_socket}
     * @param signals receives the signals, from the first one on, possibly before this method returns
     * @param closed is notified when the connection ends, but not if this method throws
     * @param timeout the maximum time for connecting
     * @return the connection
     * @throws BusException if the connection cannot be established within that time
     */
    public static BusConnection toBus(Path socket, SignalListener signals, CloseListener closed, Duration timeout) {
        return overBus(new SocketTransport(socket), signals, closed, timeout);
    }

    /**
     * Returns a connection over a transport that leads to a bus, such as the streams of a {@code systemd-stdio-bridge}.
     * In all other respects it is like {@link #toBus}.
     *
     * @param transport the transport; it is closed with the connection, and also if this method throws
     * @param signals receives the signals, from the first one on, possibly before this method returns
     * @param closed is notified when the connection ends, but not if this method throws
     * @param timeout the maximum time for connecting
     * @return the connection
     * @throws BusException if the connection cannot be established within that time
     */
    public static BusConnection overBus(
            Transport transport, SignalListener signals, CloseListener closed, Duration timeout) {
        OwnerFilter filter = new OwnerFilter(signals);
        BusConnection connection = new BusConnection(transport, filter, closed);
        connection.establish(ReplyDeadline.after(timeout), () -> BusRegistration.perform(connection, filter));
        return connection;
    }

    private void establish(ReplyDeadline deadline, Supplier<List<CompletableFuture<Message>>> handshake) {
        try {
            deadline.await(channel.start(), "from " + this);
            for (CompletableFuture<Message> step : handshake.get()) {
                deadline.await(step, "from " + this);
            }
            becomeEstablished();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /**
     * Marks the connection as established. Throws if it has ended before; if it ends later, the listener is notified.
     */
    private synchronized void becomeEstablished() {
        if (ended != null) {
            throw ended;
        }
        established = true;
    }

    /**
     * Sends a call. The reader thread completes the future with the reply, in order with signals and other replies. It
     * also runs the stages that depend on the future, if they were added before the reply arrives.
     *
     * <p>At most 100 calls are unanswered at a time; up to 65,536 further calls are queued.
     *
     * @param call the call; its serial is replaced
     * @return a future of the reply. It fails with a {@link BusException}: the peer's error,
     *     {@link DBusErrorNames#DISCONNECTED} if the connection has ended or ends before the reply arrives, or
     *     {@link DBusErrorNames#LIMITS_EXCEEDED} if too many calls or bytes are queued. Cancel the future to give up on
     *     the reply
     * @throws IllegalArgumentException if the message is not a call that expects a reply, or cannot be encoded
     */
    public CompletableFuture<Message> send(Message call) {
        CompletableFuture<Message> reply = new CompletableFuture<>();
        send(call, reply);
        return reply;
    }

    /**
     * Sends a call like {@link #send(Message)}, but completes a given future. Stages that depend on the future already
     * all run on the reader thread, unless the call fails at once.
     *
     * @param call the call; its serial is replaced
     * @param future the future to complete with the reply
     * @throws IllegalArgumentException if the message is not a call that expects a reply, or cannot be encoded
     */
    public void send(Message call, CompletableFuture<Message> future) {
        if (!call.expectsReply()) {
            throw new IllegalArgumentException(call + " is not a call that expects a reply: use sendNoReply");
        }
        int serial = nextSerial();
        byte[] frame = MessageEncoder.encode(call.withSerial(serial));
        try {
            pending.send(serial, frame, future);
        } catch (BusException e) {
            future.completeExceptionally(e);
        }
    }

    /**
     * Sends a message that expects no reply.
     *
     * @param message a signal, or a call without reply
     * @throws BusException if the message cannot be sent: {@link DBusErrorNames#DISCONNECTED} or
     *     {@link DBusErrorNames#LIMITS_EXCEEDED}
     * @throws IllegalArgumentException if the message is a call that expects a reply, or cannot be encoded
     */
    public void sendNoReply(Message message) {
        if (message.expectsReply()) {
            throw new IllegalArgumentException(message + " expects a reply: use send or call");
        }
        channel.send(MessageEncoder.encode(message.withSerial(nextSerial())));
    }

    /**
     * Sends a call and waits for the reply.
     *
     * @param call the call; its serial is replaced
     * @param timeout the maximum time to wait; a later reply is dropped
     * @return the reply
     * @throws BusException with the peer's error name if the peer refuses the call; with
     *     {@link DBusErrorNames#NO_REPLY} if no reply arrives in time, or if the thread is interrupted, whose interrupt
     *     flag then stays set; with {@link DBusErrorNames#DISCONNECTED} or {@link DBusErrorNames#LIMITS_EXCEEDED} as
     *     for {@link #send(Message)}
     * @throws IllegalStateException if the caller is the reader thread, which would wait for itself
     * @throws IllegalArgumentException if the message is not a call that expects a reply, or cannot be encoded
     */
    public Message call(Message call, Duration timeout) {
        requireOtherThread();
        return ReplyDeadline.after(timeout).await(send(call), "to " + call);
    }

    /**
     * Sends calls one after the other without waiting in between, and then waits for all replies.
     *
     * @param calls the calls; their serials are replaced
     * @param timeout the maximum time to wait for all of them
     * @return the replies, in the order of the calls
     * @throws BusException as for {@link #call}, if any of the calls fails; the replies to the others are dropped
     * @throws IllegalStateException if the caller is the reader thread, which would wait for itself
     * @throws IllegalArgumentException if a message is not a call that expects a reply, or cannot be encoded
     */
    public List<Message> callAll(List<Message> calls, Duration timeout) {
        return callAll(calls, (index, reply) -> {}, timeout);
    }

    /**
     * Sends calls like {@link #callAll(List, Duration)}.
     *
     * @param calls the calls; their serials are replaced
     * @param onReply receives the index of each call and its reply, on the reader thread, in order with signals
     * @param timeout the maximum time to wait for all of them
     * @return the replies, in the order of the calls
     */
    public List<Message> callAll(List<Message> calls, ObjIntConsumer<Message> onReply, Duration timeout) {
        requireOtherThread();
        ReplyDeadline deadline = ReplyDeadline.after(timeout);
        List<CompletableFuture<Message>> sent = new ArrayList<>();
        List<CompletableFuture<Message>> handled = new ArrayList<>();
        try {
            for (int i = 0; i < calls.size(); i++) {
                CompletableFuture<Message> reply = new CompletableFuture<>();
                int index = i;
                // attached before the call is sent, so that the reader thread runs it
                handled.add(reply.whenComplete((message, failure) -> {
                    if (failure == null) {
                        onReply.accept(message, index);
                    }
                }));
                sent.add(reply);
                send(calls.get(i), reply);
            }
            List<Message> replies = new ArrayList<>();
            for (int i = 0; i < calls.size(); i++) {
                replies.add(deadline.await(handled.get(i), "to " + calls.get(i)));
            }
            return replies;
        } finally {
            sent.forEach(reply -> reply.cancel(false));
        }
    }

    private void requireOtherThread() {
        if (channel.isReader(Thread.currentThread())) {
            throw new IllegalStateException(
                    "the reader thread cannot wait for a reply, which it would have to read itself: use send");
        }
    }

    /** Returns the next serial. It skips zero, which the specification does not allow. */
    private int nextSerial() {
        return lastSerial.updateAndGet(last -> last == -1 ? 1 : last + 1);
    }

    /**
     * Returns whether messages can still be sent.
     *
     * @return {@code true} until the connection ends
     */
    public boolean isOpen() {
        return channel.end() == null;
    }

    /**
     * Returns a readable address of the peer.
     *
     * @return the address
     */
    @Override
    public String toString() {
        return channel.address();
    }

    /**
     * Ends the connection. Soon afterwards, on the reader thread, pending calls fail and the listener is notified.
     * Further calls of this method have no effect.
     */
    @Override
    public void close() {
        channel.close();
    }

    /** The receiver of incoming messages, which passes them on to the listeners and the pending calls. */
    private final class Dispatcher implements MessageChannel.Receiver {

        @Override
        public void onMessage(Message message) {
            switch (message.type()) {
                case SIGNAL -> passOn(message);
                case METHOD_RETURN, ERROR -> pending.complete(message);
                case METHOD_CALL -> replyTo(message);
            }
        }

        private void passOn(Message signal) {
            try {
                signals.onSignal(signal);
            } catch (Throwable e) {
                oddSignals.failed(signal, BusConnection.this, e);
            }
        }

        private void replyTo(Message call) {
            if (call.expectsReply()) {
                sendNoReply(PeerResponder.reply(call));
            }
        }

        @Override
        public void onEnd(BusException reason) {
            pending.fail(reason);
            if (end(reason)) {
                Listeners.run(() -> closed.onClose(reason), BusConnection.this, log);
            }
        }
    }

    /** Records the end of the connection. Returns whether to notify the listener. */
    private synchronized boolean end(BusException reason) {
        ended = reason;
        return established;
    }
}
