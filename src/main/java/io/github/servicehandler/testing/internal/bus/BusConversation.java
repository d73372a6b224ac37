package io.github.servicehandler.testing.internal.bus;

import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.MessageDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's conversation with a bus through a bridge. Calls are answered on the thread that writes them. */
final class BusConversation {

    private static final Logger log = LoggerFactory.getLogger(BusConversation.class.getPackageName());

    /** The maximum number of bytes that are kept for a client that does not read them. */
    private static final int CAPACITY = 16 * 1024 * 1024;

    /** A callback that ends the bridge's process. */
    @FunctionalInterface
    interface Ender {
        void end(int exitCode, String complaint);
    }

    private final FakeBus bus;
    private final BridgeStdout output = new BridgeStdout(CAPACITY);
    private final BridgeHandshake handshake = new BridgeHandshake();
    private final MessageDecoder decoder = new MessageDecoder();
    private final List<String> matches = new ArrayList<>();
    private final Queue<byte[]> signals = new ArrayDeque<>();
    private Ender ender = (exitCode, complaint) -> {};
    private String name = "";
    private boolean subscribed;
    private boolean ended;

    BusConversation(FakeBus bus) {
        this.bus = bus;
    }

    void onEnd(Ender callback) {
        ender = callback;
    }

    BridgeStdout output() {
        return output;
    }

    /** Returns the client's unique name, which is empty until the client has called Hello. */
    String name() {
        return name;
    }

    void assignName(String uniqueName) {
        name = uniqueName;
    }

    List<String> matches() {
        return matches;
    }

    boolean isSubscribed() {
        return subscribed;
    }

    void setSubscribed(boolean subscribed) {
        this.subscribed = subscribed;
    }

    /** Processes bytes that the client wrote. */
    void receive(ByteBuffer bytes) {
        try {
            if (!handshake.isDone()) {
                send(handshake.take(bytes).getBytes(StandardCharsets.US_ASCII));
            }
            decoder.add(bytes);
            for (Message message = decoder.next(); message != null && !ended; message = decoder.next()) {
                bus.handle(this, message);
            }
        } catch (BusProtocolException e) {
            end(1, e.complaint());
        } catch (BusException e) {
            end(1, "Failed to process bus: Bad message");
        }
    }

    void send(byte[] bytes) {
        if (bytes.length > 0 && !ended && !output.offer(bytes)) {
            log.warn(
                    "disconnecting client {} of the fake's bus: its unread data would exceed {} bytes", name, CAPACITY);
            end(1, "Failed to process bus: No buffer space available");
        }
    }

    /** Keeps a signal until {@link #sendNextSignal} is called. */
    void sendLater(byte[] signal) {
        signals.add(signal);
    }

    boolean hasSignalsOnTheirWay() {
        return !signals.isEmpty();
    }

    /** Sends the signal that has been kept for the longest time. Returns whether there is one. */
    boolean sendNextSignal() {
        byte[] signal = signals.poll();
        if (signal != null) {
            send(signal);
        }
        return signal != null;
    }

    boolean isEnded() {
        return ended;
    }

    /** Ends the conversation; the client can still read what was sent. */
    void end(int exitCode, String complaint) {
        if (!ended) {
            ended = true;
            bus.remove(this);
            output.close();
            ender.end(exitCode, complaint);
        }
    }
}
