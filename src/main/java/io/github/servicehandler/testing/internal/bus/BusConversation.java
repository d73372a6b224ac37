package io.github.servicehandler.testing.internal.bus;

import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.MessageDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Is one client's conversation with a bus through a bridge. Its calls are answered on the thread that writes them. */
final class BusConversation {

    private static final Logger log = LoggerFactory.getLogger(BusConversation.class.getPackageName());

    /** How much of what a client does not read is kept for it. */
    private static final int CAPACITY = 16 * 1024 * 1024;

    /** Ends the program that carries the conversation. */
    @FunctionalInterface
    interface Ender {
        void end(int exitCode, String complaint);
    }

    private final FakeBus bus;
    private final BridgeOutput output = new BridgeOutput(CAPACITY);
    private final BridgeHandshake handshake = new BridgeHandshake();
    private final MessageDecoder decoder = new MessageDecoder();
    private final List<String> matches = new ArrayList<>();
    private Ender ender = (exitCode, complaint) -> {};
    private String name = "";
    private boolean subscribed;
    private boolean over;

    BusConversation(FakeBus bus) {
        this.bus = bus;
    }

    void onEnd(Ender what) {
        ender = what;
    }

    BridgeOutput output() {
        return output;
    }

    /** Returns the client's unique name, empty until it has said hello. */
    String name() {
        return name;
    }

    void baptise(String uniqueName) {
        name = uniqueName;
    }

    List<String> matches() {
        return matches;
    }

    boolean isSubscribed() {
        return subscribed;
    }

    void subscribe(boolean whether) {
        subscribed = whether;
    }

    /** Takes what the client wrote. */
    void receive(ByteBuffer bytes) {
        try {
            if (!handshake.isDone()) {
                send(handshake.take(bytes).getBytes(StandardCharsets.US_ASCII));
            }
            decoder.add(bytes);
            for (Message message = decoder.next(); message != null && !over; message = decoder.next()) {
                bus.handle(this, message);
            }
        } catch (BusProtocolException e) {
            end(1, e.complaint());
        } catch (BusException e) {
            end(1, "Failed to process bus: Bad message");
        }
    }

    void send(byte[] bytes) {
        if (bytes.length > 0 && !over && !output.offer(bytes)) {
            log.warn("a client of the fake's bus does not read: it left {} bytes, and is disconnected", CAPACITY);
            end(1, "Failed to process bus: No buffer space available");
        }
    }

    boolean isOver() {
        return over;
    }

    /** Ends it from either side; what was sent can still be read. */
    void end(int exitCode, String complaint) {
        if (!over) {
            over = true;
            bus.remove(this);
            output.close();
            ender.end(exitCode, complaint);
        }
    }
}
