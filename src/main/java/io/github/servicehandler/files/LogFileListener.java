package io.github.servicehandler.files;

/**
 * A listener for the lines of a followed file. It is called for one line at a time, on the follower's own thread. While
 * it works on a line, no other line is read, so a slow listener slows the reading down and costs no memory.
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
