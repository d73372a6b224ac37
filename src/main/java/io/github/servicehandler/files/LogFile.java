package io.github.servicehandler.files;

import io.github.servicehandler.journal.Multiline;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A log file that grows and may be rotated, and that can be followed as with {@code tail -F}:
 *
 * <pre>{@code
 * LogFile log = LogFile.of(Path.of("/var/log/bot.log")).last(10);
 * try (LogFileFollow follow = log.follow(line -> System.out.println(line))) {
 *     …
 * }
 * }</pre>
 *
 * <p>A follower is bound to the path, not to one file. The file may be renamed and created again (logrotate's
 * {@code create}), copied and truncated ({@code copytruncate}), removed with its directory, or not exist yet.
 *
 * <p>After a rename, a writer often continues with the old file for a while. So the follower still reads the old file,
 * and delivers its lines before those of the new file. It closes the old file when the new file has lines and the old
 * file has received none for ten seconds. It reads at most three old files at a time, and closes the oldest if there
 * are more. When a file is truncated, lines that had not been read yet are read from the copy that logrotate made, if
 * that copy is in the same directory, its name begins with that of the file and a {@code .}, {@code -}, {@code _} or
 * {@code ~}, and it is not compressed yet. Symbolic links may be switched anywhere on the way to the file.
 *
 * <p>A slow listener does not delay the follower in noticing changes. Each file is opened as soon as it is at the path,
 * and is read later even if it has been renamed or removed by then. At most 64 opened files wait for the listener; if
 * there are more, {@link LogFileEvent#LINES_LOST} reports the loss.
 *
 * <p>Files that were at the path only between two looks of the follower are found, too, in their order, by the names
 * that they have now: a file that was renamed within its directory, and a copy that was made before the file was
 * truncated, if its name continues that of the file with a number or a date.
 *
 * <p>So lines that are in a file when the follower notices that file are delivered once and in order. Other lines can
 * be lost:
 *
 * <ul>
 *   <li>A file was gone before it was noticed: it was removed, replaced, moved to another directory, or was the target
 *       of a link that was switched. {@link LogFileEvent#LINES_LOST} reports this if the file may have had content.
 *   <li>A file was truncated before it was read, and there is no copy. The event reports this if the follower had seen
 *       these lines. Lines that were written and truncated between two looks leave no trace.
 *   <li>Lines that are written while logrotate copies and truncates are lost to every reader, without a report; see
 *       {@code copytruncate} in logrotate(8).
 *   <li>A truncation goes unnoticed if the file has grown again before the next look, and is then at least as long as
 *       the part that had been read, and the first 256 and the last 64 bytes of that part are unchanged.
 *   <li>A whole directory was replaced: files that were rotated in the new one before it was noticed are not found.
 *   <li>There are so many changes in a directory at once that the system drops its reports: files that were at the path
 *       meanwhile are not found.
 * </ul>
 *
 * <p>The file is read as UTF-8. A line ends with a line feed, or with a carriage return and a line feed. The text after
 * the last line feed is delivered when a line feed follows, or when the file has been replaced or truncated. NUL bytes
 * at the beginning of a line are skipped: a writer that does not append leaves a hole of them after a truncation.
 *
 * <p>On Linux, the system reports changes (see inotify(7)), and an idle follower costs nothing but its open file. All
 * followers of a JVM share one inotify instance and one thread that receives the reports. A listener is called on a
 * thread that it has only while there are lines. There is one exception to the reports: a renamed or removed file that
 * is still being read is also polled, at intervals that grow to ten seconds, because it may be in a directory that is
 * not watched. On other systems, or if Linux has no inotify watches left, the follower looks once a second. The system
 * does not report what another machine writes to a shared file system: follow such a file on that machine.
 *
 * <p>A file that was at rest is read at once when it is written to, and then up to 20 times a second. While files of a
 * directory are written to very often, the follower asks for their lengths instead of receiving a report of each write,
 * and for the lengths of the other files there ten times a second. Rotations are still reported at once.
 *
 * <p>Immutable and thread-safe.
 */
public final class LogFile {

    /** The default maximum length of a line in bytes: 1 MiB. */
    public static final int DEFAULT_LONGEST_LINE = 1024 * 1024;

    private static final int LONGEST_LINE_LIMIT = 1 << 30;

    private final Path path;
    private final LogFileStart start;
    private final int longestLine;
    private final @Nullable Multiline multiline;

    private LogFile(Path path, LogFileStart start, int longestLine, @Nullable Multiline multiline) {
        this.path = path;
        this.start = start;
        this.longestLine = longestLine;
        this.multiline = multiline;
    }

    private LogFile startingAt(LogFileStart other) {
        return new LogFile(path, other, longestLine, multiline);
    }

    /**
     * Returns a log file that is followed from its end. Reads nothing yet; the file need not exist.
     *
     * @param path the file's path; a relative path is resolved against the current working directory
     * @return the log file
     */
    public static LogFile of(Path path) {
        return new LogFile(
                Objects.requireNonNull(path, "path").toAbsolutePath(),
                LogFileStart.last(0),
                DEFAULT_LONGEST_LINE,
                null);
    }

    /**
     * Returns a copy that is followed from its first line.
     *
     * @return the changed copy
     */
    public LogFile fromStart() {
        return startingAt(LogFileStart.BEGINNING);
    }

    /**
     * Returns a copy that is followed from its end: lines that exist when the follower starts are not delivered. This
     * is the default.
     *
     * @return the changed copy
     */
    public LogFile fromEnd() {
        return last(0);
    }

    /**
     * Returns a copy that is followed from its last lines.
     *
     * @param lines the number of existing lines to deliver first; not negative
     * @return the changed copy
     * @throws IllegalArgumentException if {@code lines} is negative
     */
    public LogFile last(int lines) {
        return startingAt(LogFileStart.last(lines));
    }

    /**
     * Returns a copy that is followed from a saved position, such as that of an earlier run. If the file has been
     * rotated since, the rest of the file that has the position is delivered first, then the files that were rotated
     * after it, and then the file at the path. They are found by their names, as described above, also if gzip(1) has
     * compressed them. If no file has the position, {@link LogFileEvent#LINES_LOST} reports it, and the file is
     * followed from its first line.
     *
     * @param position a position that {@link LogFileFollow#position()} returned
     * @return the changed copy
     */
    public LogFile after(LogFilePosition position) {
        return startingAt(LogFileStart.after(Objects.requireNonNull(position, "position")));
    }

    /**
     * Returns a copy with another maximum length of a line. Only the beginning of a longer line is delivered, marked as
     * {@linkplain LogFileLine#truncated truncated}; the rest is skipped. A follower holds no more than one line of each
     * open file in memory.
     *
     * @param bytes the maximum number of bytes to keep of a line; from 1 to 1 GiB, by default 1 MiB
     * @return the changed copy
     * @throws IllegalArgumentException if {@code bytes} is out of this range
     */
    public LogFile longestLine(int bytes) {
        if (bytes <= 0 || bytes > LONGEST_LINE_LIMIT) {
            throw new IllegalArgumentException("bytes must be from 1 to " + LONGEST_LINE_LIMIT + ", but was " + bytes);
        }
        return new LogFile(path, start, bytes, multiline);
    }

    /**
     * Returns a copy that joins lines to messages, such as the lines of a stack trace. Each message is delivered as one
     * line whose text has several lines, separated by line feeds.
     *
     * <p>A message is delivered when a line follows that does not belong to it, when the file has not grown within the
     * {@linkplain Multiline#timeout timeout}, when the file has been replaced or truncated, or when the follower is
     * closed. {@link #last} counts single lines. {@linkplain LogFileFollow#position() The position} of a follower is
     * always between two messages.
     *
     * @param rules the rules by which lines are joined
     * @return the changed copy
     */
    public LogFile multiline(Multiline rules) {
        return new LogFile(path, start, longestLine, Objects.requireNonNull(rules, "rules"));
    }

    /**
     * Returns the path of the file.
     *
     * @return the absolute path
     */
    public Path path() {
        return path;
    }

    /**
     * Follows the file until the follower is closed. The starting position is determined before this method returns, so
     * every line that is written afterwards is delivered. If the file does not exist or cannot be read yet, the
     * follower waits for it, and then delivers also what was written while it could not be read.
     *
     * @param listener the listener for the lines, which is called on a daemon thread; while it works, the thread is
     *     named after the file
     * @return the follower, which the caller must close
     */
    public LogFileFollow follow(LogFileListener listener) {
        Objects.requireNonNull(listener, "listener");
        LogFileDispatcher dispatcher = new LogFileDispatcher(path, listener);
        PathWatch watch = PathWatch.of(path);
        LogFileTail tail = new LogFileTail(path, start, longestLine, multiline, watch, dispatcher, System::nanoTime);
        return LogFileFollow.begin(tail, path, dispatcher, watch);
    }

    /** Returns the path. */
    @Override
    public String toString() {
        return path.toString();
    }
}
