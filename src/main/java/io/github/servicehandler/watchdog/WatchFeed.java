package io.github.servicehandler.watchdog;

import io.github.servicehandler.watch.Watch;
import io.github.servicehandler.watch.WatchEvent;

/** Passes on what a watch sees. Thread-safe. */
final class WatchFeed {

    private final Watch watch;
    private final EngineInput input;
    private final Contacts contacts;

    WatchFeed(Watch watch, EngineInput input, Contacts contacts) {
        this.watch = watch;
        this.input = input;
        this.contacts = contacts;
    }

    /** @param isVirtual whether events are taken by the thread that lets virtual time pass */
    void listen(boolean isVirtual) {
        if (isVirtual) {
            watch.onEvent(this::heard, Runnable::run);
        } else {
            watch.onEvent(this::heard);
        }
    }

    void heard(WatchEvent event) {
        if (event instanceof WatchEvent.StateChanged changed) {
            input.observed(changed.service(), changed.change().status());
        } else if (event instanceof WatchEvent.Restarted restarted) {
            input.observed(restarted.service(), restarted.status());
        } else if (event instanceof WatchEvent.Overflowed overflowed) {
            overflowed.statuses().forEach(input::observed);
        } else if (event instanceof WatchEvent.ContactLost lost) {
            contacts.lost(lost.systemd());
        } else if (event instanceof WatchEvent.ContactRegained regained) {
            contacts.regained(regained.systemd());
        }
    }
}
