package io.github.servicehandler.internal.concurrent;

import java.util.function.Consumer;
import org.slf4j.Logger;

/** Calls of listeners whose failures do not reach the caller. */
public final class Listeners {

    private Listeners() {}

    /** Calls a listener. Any exception or error that it throws is logged, because the next event may not cause one. */
    public static <T> void call(Consumer<? super T> listener, T event, Logger log) {
        run(() -> listener.accept(event), event, log);
    }

    /**
     * Runs a call of a listener. Whatever it throws is logged, errors too.
     *
     * @param subject describes the event or its source in the log
     */
    public static void run(Runnable call, Object subject, Logger log) {
        try {
            call.run();
        } catch (Throwable e) {
            log.warn("a listener failed on: {}", subject, e);
        }
    }
}
