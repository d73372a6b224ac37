package io.github.servicehandler.files;

/**
 * A change of a followed file other than growth. If a file that was renamed away gets its path back while the follower
 * still has it open, reading continues where it stopped.
 */
public enum LogFileEvent {
    /** The file exists now and did not before. It is read from its first line. */
    APPEARED,
    /** The path now leads to another file, as after a rotation by rename. That file is read from its first line. */
    REPLACED,
    /** The file was truncated, as after a rotation by copy and truncate. It is read from its first line again. */
    TRUNCATED,
    /** The path does not lead to a file any more. What is still written to the former file is still delivered. */
    DISAPPEARED
}
