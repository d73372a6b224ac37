package io.github.servicehandler.examples;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.CommandException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Is code of a kind that you may have: it looks after a few bots. It is given its {@link Systemd}, so that {@link BotManagerTest} can
 * give it one in memory.
 */
final class BotManager {

    private final List<ServiceHandler> bots;
    private final Systemd systemd;

    BotManager(Systemd systemd, String... names) {
        this.systemd = systemd;
        this.bots = systemd.services(names);
    }

    /** Tells how the bots are, a line for each, or why it cannot be told. */
    String report() {
        try {
            Map<ServiceHandler, ServiceStatus> statuses = systemd.statuses(bots);
            return statuses.entrySet().stream()
                    .map(bot -> bot.getKey() + " " + bot.getValue().state())
                    .collect(Collectors.joining("\n"));
        } catch (CommandException e) {
            return "cannot tell: " + e.getMessage();
        }
    }

    /** Starts what has failed, and returns what became of it. */
    List<Outcome> revive() {
        return bots.stream()
                .filter(bot -> bot.state() == ServiceState.ERROR)
                .map(bot -> bot.start(Duration.ofSeconds(5)))
                .toList();
    }
}
