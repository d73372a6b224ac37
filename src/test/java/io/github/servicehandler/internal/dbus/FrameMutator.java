package io.github.servicehandler.internal.dbus;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;

/**
 * Generator of frames with the kind of damage that broken or hostile peers might send. The same seed gives the same
 * damage.
 */
final class FrameMutator {

    private static final int[] NUMBERS = {
        0,
        1,
        2,
        3,
        4,
        7,
        8,
        255,
        256,
        65_535,
        -1,
        Integer.MIN_VALUE,
        Integer.MAX_VALUE,
        64 << 20,
        (64 << 20) + 1,
        128 << 20
    };
    private static final String CODES = "ybnqiuxtdsoghav(){}";

    private final Random random;
    private final List<byte[]> frames;

    FrameMutator(long seed, List<byte[]> frames) {
        this.random = new Random(seed);
        this.frames = frames;
    }

    /** Returns a damaged copy of one of the frames. */
    byte[] next() {
        byte[] frame = anyFrame().clone();
        for (int i = random.nextInt(3); i >= 0 && frame.length >= 8; i--) {
            frame = damaged(frame);
        }
        if (random.nextBoolean()) {
            makeWhole(frame);
        }
        return frame;
    }

    /** Makes the length of the body fit the frame again, so that only decoding the values can find the damage. */
    private static void makeWhole(byte[] frame) {
        if (frame.length >= 16) {
            ByteBuffer buffer = ByteBuffer.wrap(frame).order(order(frame));
            buffer.putInt(4, frame.length - 16 - (buffer.getInt(12) + 7) / 8 * 8);
        }
    }

    private static ByteOrder order(byte[] frame) {
        return frame[0] == 'B' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private byte[] anyFrame() {
        return frames.get(random.nextInt(frames.size()));
    }

    private byte[] damaged(byte[] frame) {
        int at = place(frame);
        int end = at + 1 + random.nextInt(Math.min(40, frame.length - at));
        switch (random.nextInt(9)) {
            case 0 -> frame[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> frame[at] = (byte) random.nextInt(256);
            case 2 -> frame[at] = (byte) CODES.charAt(random.nextInt(CODES.length()));
            case 3 -> number(frame, at / 4 * 4, NUMBERS[random.nextInt(NUMBERS.length)]);
            case 4 -> number(frame, at / 4 * 4, random.nextInt(frame.length));
            case 5 -> {
                return joined(frame, 0, at, frame, end);
            }
            case 6 -> {
                return joined(frame, 0, end, frame, at);
            }
            case 7 -> {
                byte[] other = anyFrame();
                return joined(frame, 0, at, other, Math.min(at, other.length));
            }
            default -> {
                return joined(frame, 0, at, frame, frame.length);
            }
        }
        return frame;
    }

    /** Returns a position to damage. Half of them are in the header and the first values, where damage matters more. */
    private int place(byte[] frame) {
        return random.nextInt(random.nextBoolean() ? Math.min(300, frame.length) : frame.length);
    }

    private void number(byte[] frame, int at, int number) {
        if (at + 4 <= frame.length) {
            ByteBuffer.wrap(frame).order(order(frame)).putInt(at, number);
        }
    }

    private static byte[] joined(byte[] first, int begin, int end, byte[] second, int resume) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(first.length + second.length);
        out.write(first, begin, end - begin);
        out.write(second, resume, second.length - resume);
        return out.toByteArray();
    }
}
