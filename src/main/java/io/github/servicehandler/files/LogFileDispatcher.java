package io.github.servicehandler.files;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands lines and events to a listener, until it is closed. */
final class LogFileDispatcher {

    private static final Logger log = LoggerFactory.getLogger(LogFile.class);

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

    void line(LogFileLine line) {
        tell(to -> to.onLine(line));
    }

    void event(LogFileEvent event) {
        log.debug("{}: {}", path, event);
        tell(to -> to.onEvent(event));
    }

    private void tell(Consumer<LogFileListener> what) {
        if (closed) {
            return;
        }
        try {
            what.accept(listener);
        } catch (Throwable e) {
            // errors too: whatever is wrong with this line, the next one is another
            log.warn("a listener to {} threw", path, e);
        } finally {
            // an interrupt would close the file that is being read; a follow ends when it is closed
            Thread.interrupted();
        }
    }
}
