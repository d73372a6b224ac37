package io.github.servicehandler.it;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.watchdog.Action;
import io.github.servicehandler.watchdog.Condition;
import io.github.servicehandler.watchdog.Rule;
import io.github.servicehandler.watchdog.Watchdog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Program that supervises some services until it is killed, and restarts each that has failed, once. It prints each
 * event, and a line once it has seen the services' states for a while.
 */
public final class WatchdogProgram {

    private static final Duration WHILE = Duration.ofSeconds(6);

    private WatchdogProgram() {}

    /**
     * Supervises services until its input ends.
     *
     * @param arguments the file to keep the state in, and the services of the user's manager
     */
    @SuppressWarnings("try") // the watchdog works on its own threads
    public static void main(String[] arguments) throws IOException {
        List<ServiceHandler> services =
                Systemd.user().services(Arrays.stream(arguments).skip(1).toArray(String[]::new));
        try (Watchdog dog = Watchdog.builder()
                .watch(services)
                .rule(Rule.named("revive").when(Condition.failed()).then(Action.restart()))
                .rule(Rule.named("witness").when(Condition.every(WHILE)).then(Action.call("witness", fired -> {})))
                .state(Path.of(arguments[0]))
                .onEvent(System.out::println)
                .start()) {
            while (System.in.read() >= 0) {
                // the content does not matter
            }
        }
    }
}
