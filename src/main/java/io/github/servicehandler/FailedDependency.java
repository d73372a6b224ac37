package io.github.servicehandler;

import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.internal.systemctl.QuotedWords;
import io.github.servicehandler.internal.systemctl.StatusProperties;
import io.github.servicehandler.internal.systemctl.SystemctlClient;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A search for the unit because of which systemd could not start another: one that it requires, directly or not. */
final class FailedDependency {

    private static final Logger log = LoggerFactory.getLogger(FailedDependency.class.getPackageName());

    private static final List<String> REQUIREMENTS = List.of("Requires", "BindsTo", "Requisite");

    /** How many units of a chain to look at, each required by the one before. */
    private static final int LONGEST_CHAIN = 5;

    private FailedDependency() {}

    /** Describes the unit that failed; empty if the complaint is about something else, or if no such unit is found. */
    static Optional<String> describe(SystemctlClient client, ServiceStatus status, SystemctlComplaint complaint) {
        return complaint.isAboutDependencyOf(status) ? describe(client, status.unit()) : Optional.empty();
    }

    private static Optional<String> describe(SystemctlClient client, UnitName unit) {
        try {
            Set<UnitName> seen = new LinkedHashSet<>(Set.of(unit));
            List<UnitName> level = List.of(unit);
            for (int depth = 0; depth < LONGEST_CHAIN && !level.isEmpty(); depth++) {
                level = required(client, level).stream().filter(seen::add).toList();
                Optional<String> failed = level.isEmpty() ? Optional.empty() : failed(client, level);
                if (failed.isPresent()) {
                    return failed;
                }
            }
        } catch (CommandException e) {
            log.debug("cannot read the dependencies of {}", unit, e);
        }
        return Optional.empty();
    }

    private static List<UnitName> required(SystemctlClient client, List<UnitName> units) {
        List<UnitName> required = new ArrayList<>();
        for (UnitProperties properties : client.show(units, REQUIREMENTS, (unit, shown) -> shown)) {
            for (String kind : REQUIREMENTS) {
                QuotedWords.split(properties.text(kind)).stream()
                        .map(UnitName::of)
                        .forEach(required::add);
            }
        }
        return required;
    }

    private static Optional<String> failed(SystemctlClient client, List<UnitName> units) {
        return client.show(units, StatusProperties.ALL, StatusReader::read).stream()
                .filter(status -> !FailureExplanation.ofState(status).isEmpty())
                .map(status -> "the unit requires " + status.unit() + ": " + FailureExplanation.ofState(status))
                .findFirst();
    }
}
