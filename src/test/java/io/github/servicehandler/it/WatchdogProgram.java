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
 * A program with a watchdog that restarts a service each time it has failed. It prints all events, among them one every
 * six seconds, which shows that it observes the services.
 */
public final class WatchdogProgram {

    private static final Duration WHILE = Duration.ofSeconds(6);

    private WatchdogProgram() {}

    /**
     * Supervises services until the input ends.
     *
     * @param arguments the state file, and the names of services of the user manager
     */
    @SuppressWarnings("try") // the watchdog needs no calls
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
                // the input is ignored
            }
        }
    }
}
