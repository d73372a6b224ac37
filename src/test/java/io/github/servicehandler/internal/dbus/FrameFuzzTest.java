package io.github.servicehandler.internal.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Test that feeds the decoder with damaged frames of real managers: 100,000 of them, or as many as
 * {@code -Dfuzz.frames} requests. For each frame the decoder must throw a {@link MalformedMessageException}, wait for
 * more bytes, or return a message that can be written and read again.
 */
@Timeout(600)
class FrameFuzzTest {

    private static final int FRAMES = Integer.getInteger("fuzz.frames", 100_000);
    private static final int PARTS = 8;
    private static final int LARGEST = 4096;

    private final List<byte[]> frames = CapturedFrames.all()
            .flatMap(captured -> captured.frames().stream())
            .flatMap(frame -> Stream.of(frame, bigEndian(frame)))
            .filter(frame -> frame.length <= LARGEST)
            .toList();

    private static byte[] bigEndian(byte[] frame) {
        return MessageEncoder.encode(CapturedFrames.decoded(frame), ByteOrder.BIG_ENDIAN);
    }

    @Test
    void aDamagedFrameIsRefusedOrIsAMessage() {
        int accepted = inParallel(part -> {
            FrameMutator mutator = new FrameMutator(part, frames);
            int count = 0;
            for (int i = 0; i < FRAMES / PARTS; i++) {
                count += isAccepted(mutator.next()) ? 1 : 0;
            }
            return count;
        });

        assertThat(accepted).isBetween(FRAMES / 20, FRAMES * 19 / 20);
    }

    private static boolean isAccepted(byte[] frame) {
        try {
            Message message = decoded(frame, frame.length);
            return message != null && isConsistent(message);
        } catch (MalformedMessageException e) {
            return false;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError("of " + Arrays.toString(frame), e);
        }
    }

    private static @Nullable Message decoded(byte[] bytes, int length) {
        MessageDecoder decoder = new MessageDecoder();
        decoder.add(ByteBuffer.wrap(bytes, 0, length));
        return decoder.next();
    }

    private static boolean isConsistent(Message message) {
        byte[] written = MessageEncoder.encode(message);
        Message again = decoded(written, written.length);
        if (again == null || !Arrays.equals(MessageEncoder.encode(again), written)) {
            throw new IllegalStateException(message + " reads otherwise once it is written");
        }
        return true;
    }

    @Test
    void aStreamWithDamageEndsWithAnErrorOrIsReadToItsEnd() {
        int read = inParallel(part -> {
            FrameMutator mutator = new FrameMutator(1000L + part, frames);
            int count = 0;
            for (int i = 0; i < FRAMES / PARTS / 20; i++) {
                count += read(mutator);
            }
            return count;
        });

        assertThat(read).isPositive();
    }

    private static int read(FrameMutator mutator) {
        MessageDecoder decoder = new MessageDecoder();
        int count = 0;
        try {
            for (int i = 0; i < 20; i++) {
                decoder.add(ByteBuffer.wrap(mutator.next()));
                while (decoder.next() != null) {
                    count++;
                }
            }
        } catch (MalformedMessageException e) {
            return count;
        }
        return count;
    }

    @Test
    void everyBeginningOfAFrameWaitsForTheRest() {
        for (byte[] frame : frames.subList(0, 100)) {
            for (int length = 0; length < frame.length; length++) {
                assertThat(decoded(frame, length)).isNull();
            }
        }
    }

    @Test
    void giantClaimsTakeNoMemory() {
        byte[] preamble = Hex.bytes("'l' 04 00 01  f0 ff ff 03  01 00 00 00  00 00 00 04");
        List<MessageDecoder> decoders = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            MessageDecoder decoder = new MessageDecoder();
            decoder.add(ByteBuffer.wrap(preamble));
            assertThat(decoder.next()).isNull();
            decoders.add(decoder);
        }

        assertThat(decoders).as("decoders that wait for 128 GB in total").hasSize(1000);
    }

    private static int inParallel(IntUnaryOperator part) {
        return IntStream.range(0, PARTS).parallel().map(part).sum();
    }
}
