package io.github.servicehandler;

import io.github.servicehandler.internal.dbus.SystemdBusNames;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** Baseline for receiving signals: a reader of the manager's socket that recognises one signal and decodes nothing. */
final class BareReader implements FailureClient {

    private static final Path SOCKET = Path.of(System.getenv("XDG_RUNTIME_DIR"), "systemd", "private");
    private static final String MANAGER = "/org/freedesktop/systemd1";
    private static final int FIXED_HEADER = 16;

    private static final String UNIT_PATH = MANAGER + "/unit/";
    private static final String OF_UNIT = "org.freedesktop.systemd1.Unit\0";

    /** A property's name, and the signature of a string. */
    private static final String STATE = "ActiveState\0\1s\0";

    /** Listener for the state of a unit in a signal. */
    @FunctionalInterface
    interface Listener {

        void state(String unit, String activeState, long nanos);
    }

    private final SocketChannel channel;
    private final DataInputStream input;
    private final Listener listener;

    private BareReader(SocketChannel channel, Listener listener) {
        this.channel = channel;
        this.input = new DataInputStream(Channels.newInputStream(channel));
        this.listener = listener;
    }

    static FailureClient open(KillLatencies kills) throws IOException {
        return open((unit, state, nanos) -> {
            if (state.equals("failed")) {
                kills.report(unit, nanos);
            }
        });
    }

    static BareReader open(Listener listener) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(SOCKET));
        BareReader reader = new BareReader(channel, listener);
        Object uid = Files.getAttribute(SOCKET, "unix:uid");
        String hex = HexFormat.of().formatHex(uid.toString().getBytes(StandardCharsets.US_ASCII));
        channel.write(StandardCharsets.US_ASCII.encode("\0AUTH EXTERNAL " + hex + "\r\nBEGIN\r\n"));
        while (reader.input.readByte() != '\n') {
            // the manager's answer to that is of no interest
        }
        channel.write(subscribe());
        reader.frame();
        Thread thread = new Thread(reader::read, "bare-reader");
        thread.setDaemon(true);
        thread.start();
        return reader;
    }

    private static ByteBuffer subscribe() {
        ByteBuffer frame = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        frame.put(new byte[] {'l', 1, 0, 1}).putInt(0).putInt(1).putInt(0);
        field(frame, 1, 'o', MANAGER);
        field(frame, 2, 's', "org.freedesktop.systemd1.Manager");
        field(frame, 3, 's', "Subscribe");
        field(frame, 6, 's', "org.freedesktop.systemd1");
        return frame.putInt(12, frame.position() - FIXED_HEADER)
                .position(padded(frame.position()))
                .flip();
    }

    private static void field(ByteBuffer frame, int code, char type, String value) {
        frame.position(padded(frame.position()));
        frame.put(new byte[] {(byte) code, 1, (byte) type, 0}).putInt(value.length());
        frame.put(value.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
    }

    private static int padded(int length) {
        return (length + 7) & ~7;
    }

    private void read() {
        try {
            while (true) {
                look(frame());
            }
        } catch (ClosedChannelException e) {
            // that is how it ends
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void look(String frame) {
        int path = frame.indexOf(UNIT_PATH);
        int state = frame.indexOf(STATE);
        if (path >= 0 && state >= 0 && frame.contains(OF_UNIT)) {
            int length = (state + STATE.length() + 3) & ~3;
            String value = upToNul(frame, length + Integer.BYTES);
            listener.state(SystemdBusNames.unitName(upToNul(frame, path)), value, System.nanoTime());
        }
    }

    private static String upToNul(String frame, int from) {
        return frame.substring(from, frame.indexOf('\0', from));
    }

    private String frame() throws IOException {
        byte[] header = input.readNBytes(FIXED_HEADER);
        ByteBuffer lengths = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        byte[] rest = input.readNBytes(padded(lengths.getInt(12)) + lengths.getInt(4));
        return new String(rest, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
