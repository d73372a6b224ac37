package io.github.servicehandler.examples;

import io.github.servicehandler.ListedUnitFile;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.watchdog.Watchdog;
import java.nio.file.Path;
import java.util.List;

/** A program that supervises the user's services {@code bot-*} by the rules in a file, until it is interrupted. */
public final class SuperviseBots {

    private SuperviseBots() {}

    /**
     * Runs the program.
     *
     * @param args the file of rules, by default {@code examples/bots.rules}; it may be changed at any time
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        try (Watchdog dog = supervise(Systemd.user(), Path.of(args.length > 0 ? args[0] : "examples/bots.rules"))) {
            System.out.println(dog.table());
            Thread.currentThread().join();
        }
    }

    static Watchdog supervise(Systemd systemd, Path rules) {
        return Watchdog.builder()
                .watch(bots(systemd))
                .rulesFrom(rules)
                .onEvent(System.out::println)
                .start();
    }

    private static List<ServiceHandler> bots(Systemd systemd) {
        return systemd.listUnitFiles("bot-*").stream()
                .map(ListedUnitFile::name)
                .filter(name -> !UnitName.of(name).isTemplate())
                .map(systemd::service)
                .toList();
    }
}
