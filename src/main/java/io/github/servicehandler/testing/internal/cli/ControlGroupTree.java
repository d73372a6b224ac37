package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.DependencyType;
import io.github.servicehandler.testing.internal.services.ServiceUnit;
import io.github.servicehandler.testing.internal.units.ControlGroupPath;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Control groups with their processes, and the control groups inside them, as systemctl draws them. */
final class ControlGroupTree {

    private final List<String> processes = new ArrayList<>();
    private final Map<String, ControlGroupTree> children = new TreeMap<>();

    /**
     * Adds a unit if it is a service with processes.
     *
     * @param root the path of the root of the tree, which contains the unit
     */
    void add(Unit unit, String root) {
        if (unit instanceof ServiceUnit service
                && !service.stateMachine().processes().all().isEmpty()) {
            add(ControlGroupPath.of(unit).substring(root.length()), ServiceStatusText.processes(service));
        }
    }

    /** Adds the services in a slice and in the slices inside it. */
    void addAll(Unit slice, String root) {
        slice.dependencies(DependencyType.REQUIRED_BY).stream()
                .filter(unit -> unit.slice().equals(slice.id))
                .forEach(unit -> {
                    add(unit, root);
                    addAll(unit, root);
                });
    }

    private void add(String path, List<String> newProcesses) {
        ControlGroupTree group = this;
        for (String name : path.split("/", -1)) {
            if (!name.isEmpty()) {
                group = group.children.computeIfAbsent(name, key -> new ControlGroupTree());
            }
        }
        group.processes.addAll(newProcesses);
    }

    /**
     * Returns the lines below that of the root.
     *
     * @param end what follows the name of each control group
     */
    List<String> lines(String end) {
        List<String> lines = new ArrayList<>();
        int left = processes.size() + children.size();
        for (String process : processes) {
            left--;
            lines.add(branch(left) + process);
        }
        for (Map.Entry<String, ControlGroupTree> child : children.entrySet()) {
            left--;
            lines.add(branch(left) + child.getKey() + end);
            String indent = left > 0 ? "│ " : "  ";
            child.getValue().lines(end).forEach(line -> lines.add(indent + line));
        }
        return lines;
    }

    private static String branch(int left) {
        return left > 0 ? "├─" : "└─";
    }
}
