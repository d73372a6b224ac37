package io.github.servicehandler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An independent derivation of states from raw output: it splits the lines and looks the words up in a list. The first
 * of repeated definitions counts; a line that defines nothing continues the value before it.
 */
final class StateOracle {

    private static final Map<String, ServiceState> WHEN_DOWN = Map.of(
            "loaded", ServiceState.STOPPED,
            "merged", ServiceState.STOPPED,
            "stub", ServiceState.STOPPED,
            "masked", ServiceState.MASKED,
            "not-found", ServiceState.NOT_FOUND,
            "bad-setting", ServiceState.ERROR,
            "error", ServiceState.ERROR);

    private final Map<String, ServiceState> states = new HashMap<>();

    StateOracle() {
        CapturedOutput.resource("states.csv")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> {
                    String[] row = line.split(", ", -1);
                    states.put(row[1] + "/" + row[2], ServiceState.valueOf(row[3]));
                });
    }

    ServiceState state(String load, String active, String sub) {
        ServiceState state = states.getOrDefault(active + "/" + sub, ServiceState.UNKNOWN);
        return state == ServiceState.STOPPED && active.equals("inactive")
                ? WHEN_DOWN.getOrDefault(load, ServiceState.UNKNOWN)
                : state;
    }

    /** Returns the state of each unit in the output of {@code show}. */
    List<ServiceState> ofShow(String text) {
        List<ServiceState> found = new ArrayList<>();
        Map<String, String> unit = new HashMap<>();
        String name = "";
        for (String line : (text + "\n").split("\n", -1)) {
            if (line.isEmpty() && !unit.isEmpty()) {
                found.add(state(word(unit, "LoadState"), word(unit, "ActiveState"), word(unit, "SubState")));
                unit.clear();
            } else if (isDefinition(line)) {
                String defined = line.substring(0, line.indexOf('='));
                // a repeated definition is stored under a name that is never read
                name = unit.containsKey(defined) ? "" : defined;
                unit.put(name, line.substring(defined.length() + 1));
            } else if (!line.isEmpty()) {
                unit.merge(name, line, (value, more) -> value + "\n" + more);
            }
        }
        return found;
    }

    private static String word(Map<String, String> unit, String name) {
        return unit.getOrDefault(name, "");
    }

    private static boolean isDefinition(String line) {
        int end = line.indexOf('=');
        if (end <= 0 || line.charAt(0) < 'A' || line.charAt(0) > 'Z') {
            return false;
        }
        for (int i = 1; i < end; i++) {
            char c = line.charAt(i);
            if (c >= 128 || !Character.isLetterOrDigit(c)) {
                return false;
            }
        }
        return true;
    }
}
