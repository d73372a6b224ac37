package io.github.servicehandler;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A source of damaged texts, as broken pipes, disk errors, attackers and later versions might produce them. The same
 * seed gives the same damage.
 */
final class Mutator {

    private static final List<byte[]> INSERTS = Stream.of(
                    "\n",
                    "\n\n",
                    "\r\n",
                    "\0",
                    "=",
                    "\"",
                    "\\",
                    "\\u00",
                    ",",
                    "{",
                    "]",
                    "null",
                    " ",
                    "99999999999999999999999",
                    "-1",
                    "[not set]",
                    "garbage\n",
                    "Id=running.service\n",
                    "LoadState=masked\n",
                    "ActiveState=active\n",
                    "ActiveState=failed\n",
                    "SubState=running\n",
                    "SubState=dead\n",
                    "\"active\":\"failed\",",
                    "\"sub\":\"failed\",",
                    "\uFEFF",
                    "\u2028")
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList();

    private final Random random;
    private final List<byte[]> documents;

    Mutator(long seed, List<String> documents) {
        this.random = new Random(seed);
        this.documents = documents.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    int nextDocument() {
        return random.nextInt(documents.size());
    }

    /** Returns a damaged copy of a document, decoded as the runner decodes its input. */
    String mutated(int document) {
        byte[] bytes = documents.get(document);
        for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
            bytes = mutate(bytes);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private byte[] mutate(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        int end = at + 1 + random.nextInt(Math.min(40, bytes.length - at));
        return switch (random.nextInt(8)) {
            case 0 -> withBit(bytes, at, 1 << random.nextInt(8));
            case 1 -> withByte(bytes, at, (byte) (0x80 + random.nextInt(0x80)));
            case 2 -> joined(bytes, 0, at, new byte[0], bytes.length);
            case 3 -> joined(bytes, 0, at, new byte[0], end);
            case 4 -> joined(bytes, 0, end, new byte[0], at);
            case 5 -> joined(bytes, 0, at, INSERTS.get(random.nextInt(INSERTS.size())), at);
            case 6 -> joined(bytes, 0, at, part(documents.get(nextDocument())), random.nextBoolean() ? at : end);
            default -> withoutLine(bytes, at);
        };
    }

    private static byte[] withBit(byte[] bytes, int at, int bit) {
        return withByte(bytes, at, (byte) (bytes[at] ^ bit));
    }

    private static byte[] withByte(byte[] bytes, int at, byte value) {
        byte[] copy = bytes.clone();
        copy[at] = value;
        return copy;
    }

    /** Returns the bytes up to {@code end}, then {@code between}, then the bytes from {@code resume}. */
    private static byte[] joined(byte[] bytes, int begin, int end, byte[] between, int resume) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(2 * bytes.length);
        out.write(bytes, begin, end - begin);
        out.write(between, 0, between.length);
        out.write(bytes, resume, bytes.length - resume);
        return out.toByteArray();
    }

    private byte[] part(byte[] bytes) {
        int begin = random.nextInt(bytes.length);
        int length = random.nextInt(Math.min(100, bytes.length - begin));
        return joined(bytes, begin, begin + length, new byte[0], bytes.length);
    }

    /** Removes the line at a position, and half of the time inserts it before all others. */
    private byte[] withoutLine(byte[] bytes, int at) {
        int begin = at;
        while (begin > 0 && bytes[begin - 1] != '\n') {
            begin--;
        }
        int end = at;
        while (end < bytes.length && bytes[end++] != '\n') {
            // skip to the end of the line
        }
        byte[] line = joined(bytes, begin, end, new byte[0], bytes.length);
        byte[] rest = joined(bytes, 0, begin, new byte[0], end);
        return random.nextBoolean() ? rest : joined(line, 0, line.length, rest, line.length);
    }
}
