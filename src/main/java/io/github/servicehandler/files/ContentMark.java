package io.github.servicehandler.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * A mark at an offset of a file, with the first bytes of the file and the last bytes before the offset, to detect that
 * the file has other content now. Immutable.
 */
final class ContentMark {

    private static final int FIRST_BYTES = 256;
    private static final int LAST_BYTES = 64;

    private final long offset;
    private final byte[] first;
    private final byte[] last;

    private ContentMark(long offset, byte[] first, byte[] last) {
        this.offset = offset;
        this.first = first;
        this.last = last;
    }

    /** Returns a mark at an offset of a file, or at its end if it is shorter. */
    static ContentMark of(FileChannel channel, long offset) throws IOException {
        long end = Math.min(offset, channel.size());
        return new ContentMark(
                end, bytes(channel, 0, Math.min(FIRST_BYTES, end)), bytes(channel, end, -Math.min(LAST_BYTES, end)));
    }

    long offset() {
        return offset;
    }

    /** Returns the mark after further bytes of the file, the first of a buffer. */
    ContentMark plus(ByteBuffer bytes, int count) {
        boolean growing = first.length == offset && first.length < FIRST_BYTES;
        byte[] begin = growing ? concat(first, bytes, 0, Math.min(count, FIRST_BYTES - first.length)) : first;
        int used = Math.min(count, LAST_BYTES);
        int kept = Math.min(last.length, LAST_BYTES - used);
        byte[] before = Arrays.copyOfRange(last, last.length - kept, last.length);
        return new ContentMark(offset + count, begin, concat(before, bytes, count - used, used));
    }

    private static byte[] concat(byte[] before, ByteBuffer bytes, int from, int count) {
        byte[] both = Arrays.copyOf(before, before.length + count);
        bytes.get(from, both, before.length, count);
        return both;
    }

    /** Returns whether a file begins like this one; false if one of them is empty. */
    boolean beginsLike(FileChannel channel) throws IOException {
        byte[] begin = bytes(channel, 0, first.length);
        return begin.length > 0 && Arrays.equals(begin, Arrays.copyOf(first, begin.length));
    }

    /**
     * Returns whether so little is remembered that other content may begin like it, such as another line with the same
     * date.
     */
    boolean isShort() {
        return offset < FIRST_BYTES;
    }

    /** Returns whether this may be a mark in the content of another mark, at the same offset or later. */
    boolean continues(ContentMark other) {
        return offset >= other.offset
                && Arrays.equals(other.first, Arrays.copyOf(first, Math.min(first.length, other.first.length)));
    }

    /** Returns whether all that another file has may come before this mark. */
    boolean isAfter(FileChannel channel) throws IOException {
        return channel.size() <= offset && beginsLike(channel);
    }

    /** Returns a mark at a later offset of the same file. */
    ContentMark movedTo(FileChannel channel, long later) throws IOException {
        boolean complete = first.length == FIRST_BYTES && later >= FIRST_BYTES;
        return complete
                ? new ContentMark(later, first, bytes(channel, later, -LAST_BYTES))
                : ContentMark.of(channel, later);
    }

    /** Returns whether this and another mark remember the same. */
    boolean isLike(ContentMark other) {
        return offset == other.offset && Arrays.equals(first, other.first) && Arrays.equals(last, other.last);
    }

    /** Returns whether a file has the same content at this mark. */
    boolean isIn(FileChannel channel) throws IOException {
        return channel.size() >= offset
                && Arrays.equals(first, bytes(channel, 0, first.length))
                && Arrays.equals(last, bytes(channel, offset, -last.length));
    }

    /** Returns whether a file has the same content at this mark, or begins like it and ends before. */
    boolean isInOrBeyond(FileChannel channel) throws IOException {
        return channel.size() >= offset ? isIn(channel) : beginsLike(channel);
    }

    /** Returns checksums of the bytes that are remembered, as a text of printable characters. */
    String checksums() {
        return "f=" + checksum(first) + ";l=" + checksum(last);
    }

    private static String checksum(byte[] bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        return Long.toHexString(checksum.getValue());
    }

    /** Reads bytes after an offset, or before it if the count is negative; fewer if the file ends there. */
    private static byte[] bytes(FileChannel channel, long offset, long count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.abs(count));
        long begin = count < 0 ? offset + count : offset;
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, begin + bytes.position()) <= 0) {
                break;
            }
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
