package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.unit.UnitName;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reader for the few journal lines that an {@link Outcome} includes. A journal that is missing or unreadable must not
 * make the verb fail.
 */
final class Journal {

    private static final Logger log = LoggerFactory.getLogger(Systemd.class);

    private static final int LINES = 10;

    private final Manager manager;

    Journal(Manager manager) {
        this.manager = manager;
    }

    /** Returns the last lines of the unit's last run, oldest first. */
    List<String> lastLines(ServiceStatus status) {
        return status.invocationId()
                .map(id -> messages(manager.systemctl().lastMessages(id, LINES)))
                .orElse(List.of());
    }

    /** Returns why the unit's last start was skipped; empty if it was not. */
    Optional<String> reasonToSkip(UnitName unit) {
        return messages(manager.systemctl().lastStartMessage(unit)).stream()
                .filter(message -> message.contains("skipped"))
                .findFirst();
    }

    private List<String> messages(Command question) {
        try {
            return manager.ask(question).stdout().lines().toList();
        } catch (CommandException e) {
            log.debug("cannot read log lines", e);
            return List.of();
        }
    }
}
