package io.github.servicehandler.files;

/**
 * A change of a followed file other than growth.
 *
 * <p>A file may be renamed, and later be renamed back. If the follower still has the file open then, it continues where
 * it stopped, and does not read the file from its first line.
 */
public enum LogFileEvent {
    /** The file exists now and did not before. It is read from its first line. */
    APPEARED,
    /** The path now leads to another file, as after a rotation by rename. That file is read from its first line. */
    REPLACED,
    /** The file was truncated, as after a rotation by copy and truncate. It is read from its first line again. */
    TRUNCATED,
    /** The path does not lead to a file any more. What is still written to the former file is still delivered. */
    DISAPPEARED,
    /**
     * Lines are missing here that were in the file, or in another one that was at the path for a moment. The file was
     * truncated before they were read, and no copy of it was found; or a file was at the path and was gone before it
     * could be opened; or the listener is so slow that more than 64 rotated files wait for it, and some of them were
     * given up.
     */
    LINES_LOST
}
