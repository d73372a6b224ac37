package io.github.servicehandler.files;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Is a log file that grows and is rotated, and can be followed as {@code tail -F} does it:
 *
 * <pre>{@code
 * try (LogFileFollow follow = LogFile.of(Path.of("/var/log/bot.log")).last(10).follow(line -> System.out.println(line))) {
 *     …
 * }
 * }</pre>
 *
 * <p>It is the name that is followed. The file may be renamed and made anew (logrotate's {@code create}), copied and cut
 * ({@code copytruncate}), removed with its directory, or not be there yet. A renamed file is read on, before the one that bears the name
 * now, until that has lines and no more came to the old one for ten seconds; so a writer may take its time to open the new one. When a
 * file was cut, what was written to it between the last look and the cut is read from the copy that logrotate made, if that is in the
 * same directory and not compressed yet.
 *
 * <p>Two things cannot be known. What is written while logrotate copies and cuts is lost to everybody: see {@code copytruncate} in
 * logrotate(8). And a file that was cut is taken for one that only grew if, by the next look, it has grown past its former length
 * and the 64 bytes before that happen to be the same.
 *
 * <p>The file is read as UTF-8; a line ends with a line feed, or a carriage return and a line feed. What stands at the end of a file
 * without a line feed is a line once the file was replaced or cut. On Linux the system tells of changes, see inotify(7), and an idle
 * follow costs nothing, but that a renamed or removed file which is still read on is looked at too, ever more rarely, every ten seconds
 * in the end: nobody tells of what happens in a directory that it may have been moved to. On other systems, or when the system has no
 * watches left, it looks once a second. What another machine writes to a shared file system is not told of: follow it there.
 *
 * <p>Immutable and thread-safe.
 */
public final class LogFile {

    /** How long a line may be when nothing else is said: 1 MiB. */
    public static final int DEFAULT_LONGEST_LINE = 1024 * 1024;

    private static final int LONGEST_LINE_LIMIT = 1 << 30;

    private final Path path;
    private final LogFileStart start;
    private final int longestLine;

    private LogFile(Path path, LogFileStart start, int longestLine) {
        this.path = path;
        this.start = start;
        this.longestLine = longestLine;
    }

    /**
     * Returns a log file that will be followed from its end. Reads nothing yet; the file need not exist.
     *
     * @param path the file's path; a relative one is below the current working directory
     * @return the log file
     */
    public static LogFile of(Path path) {
        return new LogFile(
                Objects.requireNonNull(path, "path").toAbsolutePath(), LogFileStart.last(0), DEFAULT_LONGEST_LINE);
    }

    /**
     * Returns this log file to be followed from its first line on.
     *
     * @return the changed copy
     */
    public LogFile fromStart() {
        return new LogFile(path, LogFileStart.BEGINNING, longestLine);
    }

    /**
     * Returns this log file to be followed from its end on: what is in it when the follow begins does not come. This is the default.
     *
     * @return the changed copy
     */
    public LogFile fromEnd() {
        return last(0);
    }

    /**
     * Returns this log file to be followed from its last lines on.
     *
     * @param lines how many of the lines that are in it come first; not negative
     * @return the changed copy
     * @throws IllegalArgumentException if the number is negative
     */
    public LogFile last(int lines) {
        return new LogFile(path, LogFileStart.last(lines), longestLine);
    }

    /**
     * Returns this log file with another bound on the length of lines. Of a longer line only the beginning comes, marked as
     * {@linkplain LogFileLine#truncated truncated}; the rest of it is skipped. A follow holds no more than one line in memory.
     *
     * @param bytes how many bytes of a line are kept; from 1 to 1 GiB, by default 1 MiB
     * @return the changed copy
     * @throws IllegalArgumentException if the number is beyond these
     */
    public LogFile longestLine(int bytes) {
        if (bytes <= 0 || bytes > LONGEST_LINE_LIMIT) {
            throw new IllegalArgumentException(
                    "the longest line must have 1 to " + LONGEST_LINE_LIMIT + " bytes, not " + bytes);
        }
        return new LogFile(path, start, bytes);
    }

    /**
     * Returns where the file is.
     *
     * @return the absolute path
     */
    public Path path() {
        return path;
    }

    /**
     * Follows the file until the follow is closed. Where it begins is decided before this returns: every line that is written from now
     * on comes. A file that is not there, or cannot be read yet, is waited for.
     *
     * @param listener hears the lines, on a daemon thread of this follow's own that is named after the file
     * @return the follow, to be closed by the caller
     */
    public LogFileFollow follow(LogFileListener listener) {
        Objects.requireNonNull(listener, "listener");
        LogFileDispatcher sink = new LogFileDispatcher(path, listener);
        return LogFileFollow.begin(new LogFileTail(path, start, longestLine, sink, System::nanoTime), path, sink);
    }

    /** Returns the path. */
    @Override
    public String toString() {
        return path.toString();
    }
}
