package io.github.servicehandler.contract;

import io.github.servicehandler.command.Command;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An observer that uses {@code systemctl show}. */
final class ShowFuzzObserver implements FuzzObserver {

    private final Backend backend;
    private final List<String> names;

    ShowFuzzObserver(Backend backend, List<String> names) {
        this.backend = backend;
        this.names = names;
    }

    @Override
    public Map<String, Map<String, String>> units() {
        List<String> argv = new ArrayList<>(List.of("systemctl", backend.isUser() ? "--user" : "--system", "show"));
        argv.add("--property=" + String.join(",", REQUESTED));
        argv.add("--");
        argv.addAll(names);
        String[] blocks = backend.runner().run(Command.of(argv)).stdout().split("\n\n", -1);
        Map<String, Map<String, String>> units = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            units.put(names.get(i), i < blocks.length ? properties(blocks[i]) : Map.of());
        }
        return units;
    }

    private static Map<String, String> properties(String block) {
        return block.lines()
                .filter(line -> line.contains("="))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')),
                        line -> line.substring(line.indexOf('=') + 1),
                        (first, second) -> second));
    }
}
