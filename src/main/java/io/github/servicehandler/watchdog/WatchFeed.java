package io.github.servicehandler.watchdog;

import io.github.servicehandler.watch.UnitEvent;
import io.github.servicehandler.watch.Watch;

/** The connection of a watch to the engine. Thread-safe. */
final class WatchFeed {

    private final Watch watch;
    private final EngineInput input;
    private final ContactTracker contacts;

    WatchFeed(Watch watch, EngineInput input, ContactTracker contacts) {
        this.watch = watch;
        this.input = input;
        this.contacts = contacts;
    }

    /** @param isVirtual whether events are handled on the thread that lets virtual time pass */
    void listen(boolean isVirtual) {
        if (isVirtual) {
            watch.onEvent(this::onEvent, Runnable::run);
        } else {
            watch.onEvent(this::onEvent);
        }
    }

    void onEvent(UnitEvent event) {
        if (event instanceof UnitEvent.StateChanged changed) {
            input.observed(changed.service(), changed.change().status());
        } else if (event instanceof UnitEvent.Restarted restarted) {
            input.observed(restarted.service(), restarted.status());
        } else if (event instanceof UnitEvent.JobEnded ended) {
            onJobEnd(ended);
        } else if (event instanceof UnitEvent.Overflowed overflowed) {
            overflowed.statuses().forEach(input::observed);
        } else if (event instanceof UnitEvent.ContactLost lost) {
            contacts.lost(lost.systemd());
        } else if (event instanceof UnitEvent.ContactRegained regained) {
            contacts.regained(regained.systemd());
        }
    }

    private void onJobEnd(UnitEvent.JobEnded ended) {
        if (ended.stop()) {
            input.stopped(ended.service(), ended.status());
        } else {
            input.observed(ended.service(), ended.status());
        }
    }
}
