package io.github.servicehandler.examples;

import io.github.servicehandler.Systemd;
import io.github.servicehandler.watch.UnitEvent;
import io.github.servicehandler.watch.Watch;

/** A program that prints what happens to the user's services, whatever the cause, until it is interrupted. */
public final class WatchBots {

    private WatchBots() {}

    /**
     * Runs the program.
     *
     * @param args patterns of unit names, such as {@code bot-*}; by default all services
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        String[] patterns = args.length > 0 ? args : new String[] {"*"};
        try (Watch watch = Watch.all(Systemd.user(), patterns)) {
            watch.onEvent(WatchBots::print);
            watch.statuses().values().forEach(System.out::println);
            Thread.currentThread().join();
        }
    }

    private static void print(UnitEvent event) {
        System.out.println(event.at() + " " + event);
    }
}
