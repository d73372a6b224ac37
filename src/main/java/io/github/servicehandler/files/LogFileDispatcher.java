package io.github.servicehandler.files;

import io.github.servicehandler.internal.concurrent.Listeners;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dispatcher of lines and events, which passes them to a listener until it is closed. */
final class LogFileDispatcher {

    private static final Logger log = LoggerFactory.getLogger(LogFileDispatcher.class.getPackageName());

    private final Path path;
    private final LogFileListener listener;
    private volatile boolean closed;

    LogFileDispatcher(Path path, LogFileListener listener) {
        this.path = path;
        this.listener = listener;
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }

    /** Passes on a line. Returns false if the dispatcher is closed, so that the line was not delivered. */
    boolean line(LogFileLine line) {
        return tell(to -> to.onLine(line));
    }

    /** Passes on the last line, even though the dispatcher is closed. */
    void lastLine(LogFileLine line) {
        call(to -> to.onLine(line));
    }

    void event(LogFileEvent event) {
        log.debug("{}: {}", path, event);
        tell(to -> to.onEvent(event));
    }

    private boolean tell(Consumer<LogFileListener> what) {
        if (closed) {
            return false;
        }
        call(what);
        return true;
    }

    private void call(Consumer<LogFileListener> what) {
        Listeners.run(() -> what.accept(listener), path, log);
        // an interrupt would close the file that is being read, and a follower ends only when it is closed
        Thread.interrupted();
    }
}
