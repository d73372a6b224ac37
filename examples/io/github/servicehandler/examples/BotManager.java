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
 * An example of application code: it manages a few bots. It receives its {@link Systemd}, so that
 * {@link BotManagerTest} can pass in one in memory.
 */
final class BotManager {

    private final List<ServiceHandler> bots;
    private final Systemd systemd;

    /**
     * Creates a manager.
     *
     * @param unitsByName the unit of each bot, by the name that people know the bot by
     */
    BotManager(Systemd systemd, Map<String, String> unitsByName) {
        this.systemd = systemd;
        this.bots = systemd.services(unitsByName);
    }

    /** Returns the state of each bot, one per line, or the reason why it cannot be read. */
    String report() {
        try {
            Map<ServiceHandler, ServiceStatus> statuses = systemd.statuses(bots);
            return statuses.entrySet().stream()
                    .map(bot -> bot.getKey() + " " + bot.getValue().state())
                    .collect(Collectors.joining("\n"));
        } catch (CommandException e) {
            return "cannot read the states: " + e.getMessage();
        }
    }

    /** Starts the bots that have failed and returns the outcomes. */
    List<Outcome> revive() {
        return bots.stream()
                .filter(bot -> bot.state() == ServiceState.ERROR)
                .map(bot -> bot.start(Duration.ofSeconds(5)))
                .toList();
    }
}
