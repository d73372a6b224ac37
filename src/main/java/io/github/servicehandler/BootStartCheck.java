package io.github.servicehandler;

import io.github.servicehandler.internal.systemctl.FileCommands;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.internal.systemctl.UnitDirectories;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A check of whether a unit starts at boot: whether {@code default.target} pulls it in, directly or through other
 * units, and whether anything prevents that.
 */
final class BootStartCheck {

    private static final UnitName DEFAULT_TARGET = UnitName.of("default.target");

    /** The properties that name the units which start a unit. */
    private static final List<String> STARTED_BY =
            List.of("WantedBy", "RequiredBy", "BoundBy", "UpheldBy", "TriggeredBy");

    private static final List<String> PROPERTIES =
            Stream.concat(Stream.of("Id", "UnitFileState"), STARTED_BY.stream()).toList();

    /** How many units a chain may have. */
    private static final int LONGEST_CHAIN = 20;

    private final ManagerClient client;
    private final UnitName unit;

    BootStartCheck(ManagerClient client, UnitName unit) {
        this.client = client;
        this.unit = unit;
    }

    /** @param status the present status of the unit */
    BootStart run(ServiceStatus status) {
        Optional<String> obstacle = obstacle(status);
        if (obstacle.isPresent()) {
            return new BootStart(false, obstacle.get());
        }
        Optional<String> chain = chain();
        if (chain.isEmpty()) {
            return new BootStart(false, whyNotWanted(status));
        }
        if (client.address().isUser() && !new UserLingering(client).isOn()) {
            return new BootStart(
                    false,
                    "lingering is off, so that the user manager starts only when the user logs in: use enableLinger()");
        }
        String unmet = VerbJudge.unmetCondition(status).orElse("");
        return unmet.isEmpty() ? new BootStart(true, chain.get()) : new BootStart(false, unmet + " at the last start");
    }

    /** Returns what prevents every start. */
    private Optional<String> obstacle(ServiceStatus status) {
        return switch (status.loadState()) {
            case "loaded", "merged", "stub" ->
                status.enablement() == EnablementState.ENABLED_RUNTIME
                        ? Optional.of("it is enabled only until the next boot: use enable()")
                        : status.enablement() == EnablementState.TRANSIENT
                                ? Optional.of("it is transient, and does not exist after a boot")
                                : Optional.empty();
            case "masked" -> Optional.of("it is masked: use unmask()");
            case "not-found" -> Optional.of("there is no unit file with this name");
            default -> Optional.of("its unit file cannot be used (" + status.loadState() + ")");
        };
    }

    /** Describes how the unit is reached from the default target; empty if it is not. */
    private Optional<String> chain() {
        UnitName target = UnitName.of(
                client.properties(DEFAULT_TARGET, List.of("Id")).get("Id").orElse(DEFAULT_TARGET.toString()));
        Map<UnitName, String> reasons = new LinkedHashMap<>();
        reasons.put(unit, "");
        List<UnitName> level = List.of(unit);
        for (int depth = 0; depth < LONGEST_CHAIN && !level.isEmpty(); depth++) {
            List<UnitProperties> read = client.show(level, PROPERTIES, (name, shown) -> shown);
            List<UnitName> next = new ArrayList<>();
            for (int i = 0; i < read.size(); i++) {
                String reason = reasons.getOrDefault(level.get(i), "");
                startedBy(read.get(i), reason, reasons, next);
            }
            for (UnitName other : List.of(target, DEFAULT_TARGET)) {
                if (reasons.containsKey(other)) {
                    String reason = reasons.getOrDefault(other, "");
                    return Optional.of(reason.isEmpty() ? "it is the default target" : reason);
                }
            }
            level = next;
        }
        return linkOfAlias(reasons);
    }

    /**
     * Describes a link in a directory of default.target. If that is only an alias of the target that was reached at the
     * last boot, the manager may not have looked there yet.
     */
    private Optional<String> linkOfAlias(Map<UnitName, String> reasons) {
        String configuration = UnitDirectories.read(client).configuration();
        List<String> paths = reasons.keySet().stream()
                .flatMap(other -> Stream.of("wants", "requires")
                        .map(kind -> configuration + "/" + DEFAULT_TARGET + "." + kind + "/" + other))
                .toList();
        return new FileCommands(client)
                .links(paths).stream()
                        .findFirst()
                        .map(path -> UnitName.of(path.substring(path.lastIndexOf('/') + 1)))
                        .map(other -> next(reasons.getOrDefault(other, ""), "wanted", DEFAULT_TARGET));
    }

    /** Returns a description that goes on to the unit which starts the last one. */
    private static String next(String reason, String how, UnitName by) {
        return reason.isEmpty() ? "it is " + how + " by " + by : reason + ", which is " + how + " by " + by;
    }

    private static void startedBy(
            UnitProperties unit, String reason, Map<UnitName, String> reasons, List<UnitName> next) {
        for (String property : STARTED_BY) {
            String how =
                    property.substring(0, property.length() - "By".length()).toLowerCase(Locale.ROOT);
            for (UnitName other : unit.units(property)) {
                if (reasons.putIfAbsent(other, next(reason, how, other)) == null) {
                    next.add(other);
                }
            }
        }
    }

    private String whyNotWanted(ServiceStatus status) {
        UnitProperties direct = client.properties(unit, STARTED_BY);
        List<String> wanting = STARTED_BY.stream()
                .flatMap(property -> direct.words(property).stream())
                .distinct()
                .toList();
        if (!wanting.isEmpty()) {
            boolean isServerTarget = client.address().isUser() && wanting.contains("multi-user.target");
            return "it is started only by " + String.join(", ", wanting) + ", which default.target does not start"
                    + (isServerTarget ? ": a user manager has no multi-user.target; use WantedBy=default.target" : "");
        }
        return switch (status.enablement()) {
            case DISABLED, INDIRECT, LINKED, LINKED_RUNTIME -> "it is not enabled: use enable()";
            case STATIC ->
                "its file has no [Install] section, and no unit that starts at boot wants it: add WantedBy="
                        + (client.address().isUser() ? "default.target" : "multi-user.target");
            default -> "no unit that starts at boot wants it";
        };
    }
}
