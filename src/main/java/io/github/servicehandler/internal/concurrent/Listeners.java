package io.github.servicehandler.internal.concurrent;

import java.util.function.Consumer;
import org.slf4j.Logger;

/** Calls of listeners that must not disturb the caller. */
public final class Listeners {

    private Listeners() {}

    /** Calls a listener. Whatever it throws is logged, errors too: the next event is another one. */
    public static <T> void call(Consumer<? super T> listener, T event, Logger log) {
        try {
            listener.accept(event);
        } catch (Throwable e) {
            log.warn("a listener failed on: {}", event, e);
        }
    }
}
