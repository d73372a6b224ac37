package io.github.servicehandler.contract;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.CommandException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Orders that are given through the library, and what the library reports of them. */
final class FuzzOrders {

    private FuzzOrders() {}

    /** Gives an order and returns what the library reports: outcomes with kinds of reasons, or the exception. */
    static Map<String, String> carryOut(FuzzStep.Order order, Backend backend) {
        Map<String, String> reports = new LinkedHashMap<>();
        try {
            outcomes(order, manager(backend)).forEach((handler, outcome) -> {
                String unit = handler.unitName().toString();
                reports.put("outcome of " + unit, outcome.kind() + ": " + kindOf(outcome.reason()));
            });
        } catch (CommandException e) {
            String message = String.valueOf(e.getMessage()).replaceAll("(?s) \\[[^\\[]*]$", "");
            reports.put("exception", e.getClass().getSimpleName() + ": " + kindOf(message));
        }
        return reports;
    }

    /** Returns the names of all units that the library finds. */
    static Map<String, String> find(Backend backend) {
        String names = manager(backend).findUnits("case*").stream()
                .map(handler -> handler.unitName().toString())
                .collect(Collectors.joining(" "));
        return Map.of("found units", names);
    }

    /** Returns the manager; {@code -Dfuzz.overBus=true} leads to a real one over its bus. */
    private static Systemd manager(Backend backend) {
        Systemd systemd = Systemd.of(backend.address(), backend.runner());
        boolean overBus = Boolean.getBoolean("fuzz.overBus") && !(backend instanceof FakeBackend);
        return overBus ? systemd.overBus() : systemd;
    }

    private static Map<ServiceHandler, Outcome> outcomes(FuzzStep.Order order, Systemd systemd) {
        List<ServiceHandler> handlers = systemd.services(order.units().toArray(String[]::new));
        ServiceHandler first = handlers.get(0);
        return handlers.size() == 1
                ? Map.of(first, first.perform(order.verb().verb()))
                : systemd.perform(order.verb().verb(), handlers);
    }

    /**
     * Returns a reason without what differs between two machines: paths, numbers, and old messages, because the journal
     * of the real manager also contains those of earlier scripts.
     */
    private static String kindOf(String reason) {
        return reason.replaceAll(" \\(systemd last reported \"[^\"]*\"\\)", "")
                .replaceAll("/[^\\s\",;:)]+", "PATH")
                .replaceAll("\\d+", "N");
    }
}
