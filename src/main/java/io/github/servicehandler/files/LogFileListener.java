package io.github.servicehandler.files;

/**
 * A listener for the lines of a followed file. It is called for one line at a time. While it works on a line, no other
 * line of that file is read, so a slow listener slows the reading down and costs no memory. It does not slow down other
 * followers, and rotated files are still opened in time.
 *
 * <p>An exception that it throws is logged and does not end the follower.
 */
@FunctionalInterface
public interface LogFileListener {

    /**
     * Receives a line.
     *
     * @param line the line
     */
    void onLine(LogFileLine line);

    /**
     * Receives an event: the file was rotated, removed or created. It is delivered before the lines that are read after
     * it. Does nothing by default.
     *
     * @param event what happened
     */
    default void onEvent(LogFileEvent event) {}
}
