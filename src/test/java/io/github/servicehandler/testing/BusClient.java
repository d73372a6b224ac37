package io.github.servicehandler.testing;

import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.MessageDecoder;
import io.github.servicehandler.internal.dbus.MessageEncoder;
import io.github.servicehandler.internal.dbus.MessageType;
import io.github.servicehandler.internal.dbus.Variant;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A minimal client of a bus behind a bridge, which uses only the codec and reads on a thread of its own. */
public final class BusClient implements AutoCloseable {

    private static final String MANAGER = "org.freedesktop.systemd1.Manager";
    private static final String MANAGER_PATH = "/org/freedesktop/systemd1";
    private static final String PROPERTIES = "org.freedesktop.DBus.Properties";
    private static final String HANDSHAKE = "\0AUTH EXTERNAL\r\nDATA\r\nNEGOTIATE_UNIX_FD\r\nBEGIN\r\n";
    private static final int ANSWERS = 3;

    private final RunningCommand bridge;
    private final InputStream in;
    private final Consumer<Message> listener;
    private final AtomicInteger serials = new AtomicInteger();
    private final Map<Integer, BlockingQueue<Message>> waiting = new ConcurrentHashMap<>();
    private final List<Message> signals = new CopyOnWriteArrayList<>();
    private final Thread reader = new Thread(this::read, "bus-client");

    private BusClient(RunningCommand bridge, Consumer<Message> listener) {
        this.bridge = bridge;
        this.in = new BufferedInputStream(bridge.stdout());
        this.listener = listener;
    }

    /** Connects to the bus and subscribes to all signals of systemd. */
    public static BusClient subscribed(RunningCommand bridge) {
        return subscribed(bridge, signal -> {});
    }

    /** Connects, subscribes to all signals of systemd, and passes each of them to a listener on the reading thread. */
    public static BusClient subscribed(RunningCommand bridge, Consumer<Message> listener) {
        BusClient client = connected(bridge, listener);
        client.addMatch();
        client.manager("Subscribe", "");
        return client;
    }

    /** Connects to the bus: performs the handshake and calls Hello. */
    public static BusClient connected(RunningCommand bridge, Consumer<Message> listener) {
        BusClient client = new BusClient(bridge, listener);
        client.shakeHands();
        client.reader.setDaemon(true);
        client.reader.start();
        client.bus("Hello", "");
        return client;
    }

    void addMatch() {
        bus("AddMatch", "s", "type='signal',sender='org.freedesktop.systemd1'");
    }

    private void shakeHands() {
        try {
            bridge.stdin().write(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
            bridge.stdin().flush();
            for (int lines = 0; lines < ANSWERS; ) {
                int next = in.read();
                if (next < 0) {
                    throw new IllegalStateException("the bridge ended: " + bridge.stderrTail());
                }
                lines += next == '\n' ? 1 : 0;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        MessageDecoder decoder = new MessageDecoder();
        byte[] buffer = new byte[8192];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                decoder.add(ByteBuffer.wrap(buffer, 0, count));
                for (Message message = decoder.next(); message != null; message = decoder.next()) {
                    take(message);
                }
            }
        } catch (IOException e) {
            // the conversation has ended
        }
    }

    private void take(Message message) {
        BlockingQueue<Message> answer = waiting.remove(message.replySerial());
        if (answer != null) {
            answer.add(message);
        } else if (message.type() == MessageType.SIGNAL) {
            signals.add(message);
            listener.accept(message);
        }
    }

    /** Returns the signals received so far. */
    public List<Message> signals() {
        return List.copyOf(signals);
    }

    Message bus(String member, String types, Object... values) {
        return call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", member, types, values);
    }

    /** Calls a method of the manager and returns the answer or the error. */
    public Message manager(String member, String types, Object... values) {
        return call("org.freedesktop.systemd1", MANAGER_PATH, MANAGER, member, types, values);
    }

    /** Waits until everything that was sent earlier has arrived. */
    public void ping() {
        call("org.freedesktop.systemd1", MANAGER_PATH, "org.freedesktop.DBus.Peer", "Ping", "");
    }

    Variant get(String path, String interfaceName, String property) {
        return call("org.freedesktop.systemd1", path, PROPERTIES, "Get", "ss", interfaceName, property)
                .value(0, Variant.class);
    }

    Message getAll(String path, String interfaceName) {
        return call("org.freedesktop.systemd1", path, PROPERTIES, "GetAll", "s", interfaceName);
    }

    /** Calls a method and returns the answer or the error. */
    Message call(String destination, String path, String interfaceName, String member, String types, Object... values) {
        int serial = serials.incrementAndGet();
        BlockingQueue<Message> answer = new LinkedBlockingQueue<>();
        waiting.put(serial, answer);
        send(Message.call(destination, path, interfaceName, member)
                .withBody(types, values)
                .withSerial(serial));
        try {
            Message message = answer.poll(10, TimeUnit.SECONDS);
            if (message == null) {
                throw new IllegalStateException("no answer to " + member + "; " + bridge.stderrTail());
            }
            return message;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void send(Message message) {
        try {
            synchronized (this) {
                bridge.stdin().write(MessageEncoder.encode(message));
                bridge.stdin().flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the conversation has ended. */
    public void awaitEnd() throws InterruptedException {
        reader.join(10_000);
        if (reader.isAlive()) {
            throw new IllegalStateException("the conversation has not ended within 10 s");
        }
    }

    @Override
    public void close() {
        bridge.close();
    }
}
