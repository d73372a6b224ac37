package io.github.servicehandler.watch;

import io.github.servicehandler.internal.concurrent.Listeners;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A subscriber that passes all events to a function, and continues with the next event if the function throws. */
final class ConsumerSubscriber implements Flow.Subscriber<UnitEvent> {

    private static final Logger log = LoggerFactory.getLogger(ConsumerSubscriber.class.getPackageName());

    private final Consumer<? super UnitEvent> function;

    ConsumerSubscriber(Consumer<? super UnitEvent> function) {
        this.function = function;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(UnitEvent event) {
        Listeners.call(function, event, log);
    }

    @Override
    public void onError(Throwable error) {
        throw new AssertionError("the demand is unlimited and never invalid", error);
    }

    @Override
    public void onComplete() {
        // a function has no use for this: the watch was closed by the code that registered it
    }
}
