package io.github.servicehandler.watch;

import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a plain function hear all events; one that throws hears the next one nevertheless. */
final class Listener implements Flow.Subscriber<WatchEvent> {

    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    private final Consumer<? super WatchEvent> function;

    Listener(Consumer<? super WatchEvent> function) {
        this.function = function;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(WatchEvent event) {
        try {
            function.accept(event);
        } catch (Throwable e) {
            // errors too: whatever is wrong with this event, the next one is another
            log.warn("a listener failed on: {}", event, e);
        }
    }

    @Override
    public void onError(Throwable error) {
        throw new AssertionError("everything was requested at once", error);
    }

    @Override
    public void onComplete() {
        // the watch was closed, by whoever added the function
    }
}
