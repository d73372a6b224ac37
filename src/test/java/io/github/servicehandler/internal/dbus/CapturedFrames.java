package io.github.servicehandler.internal.dbus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The frames that {@code src/test/systemd/capture-bus} captured from one real manager, on one of its sockets. */
record CapturedFrames(int version, String socket) {

    static Stream<CapturedFrames> all() {
        return Stream.of(247, 252, 257, 262)
                .flatMap(version ->
                        Stream.of(new CapturedFrames(version, "private"), new CapturedFrames(version, "bus")));
    }

    byte[] bytes() {
        String name = "captured/systemd-" + version + "/bus/" + socket + ".gz";
        try (InputStream file = CapturedFrames.class.getClassLoader().getResourceAsStream(name)) {
            return new GZIPInputStream(Objects.requireNonNull(file, name)).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the frames, separated only by the two lengths at the beginning of each. */
    List<byte[]> frames() {
        byte[] bytes = bytes();
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> frames = new ArrayList<>();
        for (int begin = 0; begin < bytes.length; ) {
            int end = begin + 16 + (buffer.getInt(begin + 12) + 7) / 8 * 8 + buffer.getInt(begin + 4);
            frames.add(Arrays.copyOfRange(bytes, begin, end));
            begin = end;
        }
        return frames;
    }

    List<Message> messages() {
        return frames().stream().map(CapturedFrames::decoded).toList();
    }

    static Message decoded(byte[] frame) {
        MessageDecoder decoder = new MessageDecoder();
        decoder.add(ByteBuffer.wrap(frame));
        return Objects.requireNonNull(decoder.next(), "more bytes are needed");
    }

    @Override
    public String toString() {
        return "systemd " + version + ", " + socket;
    }
}
