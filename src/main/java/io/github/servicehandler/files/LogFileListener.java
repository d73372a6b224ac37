package io.github.servicehandler.files;

/**
 * Hears the lines of a followed file, one after the other, on the follow's own thread. While it works on one, no other is read: a slow
 * listener slows down the reading and costs no memory.
 *
 * <p>What it throws is logged, and does not end the follow.
 */
@FunctionalInterface
public interface LogFileListener {

    /**
     * Hears a line.
     *
     * @param line the line
     */
    void onLine(LogFileLine line);

    /**
     * Hears that the file was rotated, removed or created. Does nothing by default.
     *
     * @param event what happened, before the first line that comes after it
     */
    default void onEvent(LogFileEvent event) {}
}
