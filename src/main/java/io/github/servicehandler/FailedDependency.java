package io.github.servicehandler;

import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.internal.systemctl.StatusProperties;
import io.github.servicehandler.internal.text.QuotedWords;
import io.github.servicehandler.unit.UnitName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A search for the unit because of which systemd could not start another: one that it requires, directly or not. */
final class FailedDependency {

    private static final Logger log = LoggerFactory.getLogger(FailedDependency.class.getPackageName());

    private static final List<String> REQUIREMENTS = List.of("Requires", "BindsTo", "Requisite");

    private static final List<String> PROPERTIES =
            Stream.concat(StatusProperties.ALL.stream(), REQUIREMENTS.stream()).toList();

    /** How many units of a chain to look at, each required by the one before. */
    private static final int LONGEST_CHAIN = 5;

    /** How many units that are not up to look for in the journal. */
    private static final int MAX_QUERIES = 5;

    /** Messages of the manager about a start that came to nothing, except one that names only another dependency. */
    private static final Pattern NOT_STARTED =
            Pattern.compile("(?:Assertion failed for|Timed out|Failed to) .*|.*\\bskipped\\b.*");

    private final ManagerClient client;
    private final OutcomeLog outcomeLog;
    private final Instant requested;

    /** @param requested when the request was made that failed */
    FailedDependency(ManagerClient client, OutcomeLog outcomeLog, Instant requested) {
        this.requested = requested;
        this.client = client;
        this.outcomeLog = outcomeLog;
    }

    /** Describes the unit that failed; empty if the complaint is about something else, or if no such unit is found. */
    Optional<String> describe(ServiceStatus status, SystemctlComplaint complaint) {
        if (!complaint.isAboutDependencyOf(status)) {
            return Optional.empty();
        }
        try {
            return search(status.unit()).map(found -> "the unit requires " + found);
        } catch (CommandException e) {
            log.debug("cannot read the dependencies of {}", status.unit(), e);
            return Optional.empty();
        }
    }

    /**
     * Searches level by level. A unit that has failed is the cause. A unit whose start came to nothing may leave no
     * trace but a message: an assertion, a device that did not appear, a job that timed out.
     */
    private Optional<String> search(UnitName unit) {
        Set<UnitName> seen = new LinkedHashSet<>(Set.of(unit));
        List<ServiceStatus> level = read(List.of(unit));
        List<ServiceStatus> down = new ArrayList<>();
        for (int depth = 0; depth < LONGEST_CHAIN; depth++) {
            List<UnitName> required = level.stream()
                    .flatMap(FailedDependency::required)
                    .filter(seen::add)
                    .toList();
            level = required.isEmpty() ? List.of() : notUp(required);
            Optional<String> failed = level.stream()
                    .filter(status -> !FailureExplanation.ofState(status).isEmpty())
                    .map(status -> status.unit() + ": " + FailureExplanation.ofState(status))
                    .findFirst();
            if (failed.isPresent()) {
                return failed;
            }
            down.addAll(0, level);
        }
        return describe(down);
    }

    private static Stream<UnitName> required(ServiceStatus status) {
        return REQUIREMENTS.stream()
                .flatMap(kind -> QuotedWords.split(status.properties().text(kind)).stream())
                .map(UnitName::of);
    }

    private List<ServiceStatus> notUp(List<UnitName> units) {
        return read(units).stream().filter(status -> !status.state().isActive()).toList();
    }

    private List<ServiceStatus> read(List<UnitName> units) {
        return client.show(units, PROPERTIES, ServiceStatus::shown);
    }

    /** Describes the first unit about whose start a message was logged, otherwise the first unit. */
    private Optional<String> describe(List<ServiceStatus> down) {
        return down.stream()
                .limit(MAX_QUERIES)
                .flatMap(status ->
                        whyNotStarted(status)
                                .map(message -> notUp(status) + " (systemd last reported \"" + message + "\")")
                                .stream())
                .findFirst()
                .or(() -> down.stream().map(FailedDependency::notUp).findFirst());
    }

    private static String notUp(ServiceStatus status) {
        return status.unit() + ", which is not up";
    }

    private Optional<String> whyNotStarted(ServiceStatus status) {
        return outcomeLog.lastMessages(status.unit(), requested).stream()
                .filter(message -> NOT_STARTED.matcher(message).matches())
                .reduce((earlier, later) -> later);
    }
}
