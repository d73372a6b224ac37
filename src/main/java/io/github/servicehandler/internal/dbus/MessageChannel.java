package io.github.servicehandler.internal.dbus;

import io.github.servicehandler.internal.concurrent.DaemonThreads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Message channel over a transport. One daemon thread reads messages, another one writes them; both end with the
 * channel. Thread-safe.
 */
final class MessageChannel {

    /** Receiver of incoming messages, called on the reader thread. */
    interface Receiver {

        void onMessage(Message message);

        /** Handles the end of the channel. Called once, after the last message. */
        void onEnd(BusException reason);
    }

    private static final Logger log = LoggerFactory.getLogger(MessageChannel.class.getPackageName());

    private static final int READ_BUFFER = 32 * 1024;

    private final Transport transport;
    private final Receiver receiver;
    private final WriteQueue writeQueue = new WriteQueue();
    private final AtomicReference<@Nullable BusException> end = new AtomicReference<>();
    private final CompletableFuture<Boolean> authenticated = new CompletableFuture<>();
    private final Thread reader;
    private final Thread writer;

    MessageChannel(Transport transport, Receiver receiver) {
        this.transport = transport;
        this.receiver = receiver;
        this.reader = DaemonThreads.unstarted("servicehandler-bus-reader-" + transport.address(), this::read);
        this.writer = DaemonThreads.unstarted("servicehandler-bus-writer-" + transport.address(), this::write);
    }

    /** Starts to connect. Messages that are sent before the future is done wait for it. */
    CompletableFuture<Boolean> start() {
        reader.start();
        return authenticated;
    }

    boolean isReader(Thread thread) {
        return thread == reader;
    }

    String address() {
        return transport.address();
    }

    /** Returns why the channel has ended, or {@code null} if it has not. */
    @Nullable
    BusException end() {
        return end.get();
    }

    /**
     * Puts a message into the queue for the writer thread.
     *
     * @throws BusException with {@link DBusErrorNames#LIMITS_EXCEEDED} if too many bytes wait to be written, or with
     *     the reason if the channel has ended
     */
    void send(byte[] frame) {
        writeQueue.put(frame);
        BusException reason = end.get();
        if (reason != null) {
            throw reason;
        }
    }

    void close() {
        end(disconnected(" was closed", null));
    }

    /** Ends the channel, unless it has ended for another reason before. */
    private void end(BusException reason) {
        if (end.compareAndSet(null, reason)) {
            writeQueue.close();
            transport.close();
        }
    }

    private BusException disconnected(String event, @Nullable Throwable cause) {
        return new BusException(DBusErrorNames.DISCONNECTED, transport.address() + event, cause);
    }

    private void read() {
        BusException reason = reasonToStop();
        end(reason);
        BusException first = end.get();
        notifyEnd(first == null ? reason : first);
    }

    private BusException reasonToStop() {
        try {
            transport.open();
            MessageDecoder decoder = new MessageDecoder();
            decoder.add(SaslAuthentication.perform(transport));
            writer.start();
            authenticated.complete(true);
            receive(decoder);
            return disconnected(" was closed by the peer", null);
        } catch (BusException e) {
            return e;
        } catch (IOException | InterruptedException e) {
            return disconnected(" failed: " + e.getMessage(), e);
        } catch (Throwable e) {
            log.error("reading from {} failed unexpectedly", transport.address(), e);
            return disconnected(" failed unexpectedly: " + e, e);
        }
    }

    /**
     * Receives messages. What their receiver sends in response is written before the thread waits for more, so that an
     * in-process peer can see from that wait that there is no response to come.
     */
    private void receive(MessageDecoder decoder) throws IOException, InterruptedException {
        ByteBuffer buffer = ByteBuffer.allocate(READ_BUFFER);
        do {
            for (Message message = decoder.next(); message != null; message = decoder.next()) {
                receiver.onMessage(message);
            }
            buffer.clear();
            writeQueue.awaitWritten(transport::mayHaveInput);
        } while (fill(buffer, decoder));
    }

    private boolean fill(ByteBuffer buffer, MessageDecoder decoder) throws IOException {
        boolean more = transport.read(buffer) >= 0;
        decoder.add(buffer.flip());
        return more;
    }

    private void notifyEnd(BusException reason) {
        authenticated.completeExceptionally(reason);
        receiver.onEnd(reason);
    }

    private void write() {
        try {
            for (ByteBuffer batch = writeQueue.take(); batch != null; batch = writeQueue.take()) {
                transport.write(batch);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            // any exception: the stream may come from a custom runner, and nothing else would end the channel
            end(disconnected(" could not be written to: " + e.getMessage(), e));
        }
    }
}
