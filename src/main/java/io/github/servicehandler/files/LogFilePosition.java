package io.github.servicehandler.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position in a log file, after a line. Its text can be saved, so that a later run can continue from there, even if
 * the file has been rotated and compressed meanwhile. It identifies the file by its number and by checksums of its
 * first bytes and of the bytes before the position. Immutable.
 *
 * @param text the position as printable ASCII characters
 */
public record LogFilePosition(String text) {

    private static final Pattern FORM =
            Pattern.compile("o=(\\d{1,18});f=([0-9a-f]{1,8});l=([0-9a-f]{1,8});i=(\\d{0,20})");
    private static final Pattern FILE_NUMBER = Pattern.compile("ino=(\\d+)");

    /**
     * Checks that the text has the form of a position.
     *
     * @param text the position as printable ASCII characters
     * @throws IllegalArgumentException if the text cannot be a position
     */
    public LogFilePosition {
        Objects.requireNonNull(text, "text");
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + (text.length() <= 80 ? text : text.substring(0, 80) + "…")
                    + "\" is not a position in a log file; it must be what LogFileFollow.position() returned, such as"
                    + " o=…;f=…;l=…;i=…");
        }
    }

    static LogFilePosition of(Object fileKey, ContentMark mark) {
        return new LogFilePosition("o=" + mark.offset() + ";" + mark.checksums() + ";i=" + fileNumber(fileKey));
    }

    private static String fileNumber(Object fileKey) {
        Matcher number = FILE_NUMBER.matcher(fileKey.toString());
        return number.find() ? number.group(1) : "";
    }

    private Matcher parts() {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalStateException("the form has been checked: " + text);
        }
        return matcher;
    }

    long offset() {
        return Long.parseLong(parts().group(1));
    }

    /** Returns whether this is the number of the file, which a file keeps when it is renamed. */
    boolean isNumberOf(Object fileKey) {
        return fileNumber(fileKey).equals(parts().group(4));
    }

    /** Returns whether a file has the same content before this position. */
    boolean isIn(FileChannel channel) throws IOException {
        return channel.size() >= offset()
                && text.startsWith("o=" + offset() + ";"
                        + ContentMark.of(channel, offset()).checksums() + ";");
    }

    /** Returns the text, ready to be saved. */
    @Override
    public String toString() {
        return text;
    }
}
