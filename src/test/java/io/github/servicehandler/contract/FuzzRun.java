package io.github.servicehandler.contract;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A runner of {@link FuzzScript}s on one backend, which records the visible state after each command. */
final class FuzzRun {

    private static final Set<String> WITH_OUTPUT = Set.of("is-active", "is-enabled", "is-failed", "list-units");

    private static final Set<String> UNORDERED =
            Set.of("Names", "BindsTo", "Requisite", "PartOf", "OnFailure", "Triggers", "TriggeredBy");

    private final Backend backend;
    private final FuzzObserver observer;
    private final FuzzQuiescence quiescence;

    FuzzRun(Backend backend, FuzzObserver observer, FuzzQuiescence quiescence) {
        this.backend = backend;
        this.observer = observer;
        this.quiescence = quiescence;
    }

    /** Runs a script and returns the visible state after each step; a step that is not a command has an empty state. */
    List<Map<String, String>> run(FuzzScript script) {
        backend.clear();
        List<Map<String, String>> observations = new ArrayList<>();
        for (FuzzStep step : script.steps()) {
            observations.add(step(step));
        }
        return observations;
    }

    void close() {
        observer.close();
    }

    private Map<String, String> step(FuzzStep step) {
        if (step instanceof FuzzStep.Write write) {
            // delete first, because the path may be a link that must not be followed
            backend.delete(directory(write.isLasting()) + "/" + write.path());
            backend.write(directory(write.isLasting()) + "/" + write.path(), write.text());
        } else if (step instanceof FuzzStep.Delete delete) {
            backend.delete(directory(delete.isLasting()) + "/" + delete.path());
        } else if (step instanceof FuzzStep.Link link) {
            backend.delete(backend.directory() + "/" + link.path());
            backend.link(backend.directory() + "/" + link.path(), link.target());
        } else if (step instanceof FuzzStep.Order order) {
            return withStates(FuzzOrders.carryOut(order, backend));
        } else if (step instanceof FuzzStep.Find) {
            return FuzzOrders.find(backend);
        } else if (step instanceof FuzzStep.Run run) {
            return withStates(run(run.words()));
        }
        return Map.of();
    }

    private String directory(boolean lasting) {
        return lasting ? backend.directory() : backend.runtimeDirectory();
    }

    private Map<String, String> run(List<String> words) {
        Map<String, String> observation = new LinkedHashMap<>();
        try {
            CommandResult result = systemctl(words);
            observation.put("exit code", String.valueOf(result.exitCode()));
            if (WITH_OUTPUT.contains(words.get(0))) {
                observation.put("output", result.stdout().replaceAll(" +", " ").strip());
            } else if (words.get(0).equals("show")) {
                // the order of properties varies by version
                result.stdout()
                        .lines()
                        .forEach(line -> observation.put("shows " + line.split("=", 2)[0], sorted(line)));
            }
        } catch (CommandTimeoutException e) {
            observation.put("exit code", "none, timed out");
        }
        return observation;
    }

    /** Sorts the units in a list of dependencies, which has no defined order. */
    private static String sorted(String line) {
        String[] parts = line.split("=", 2);
        return UNORDERED.contains(parts[0])
                ? parts[0] + "=" + Stream.of(parts[1].split(" ")).sorted().collect(Collectors.joining(" "))
                : line;
    }

    /** Waits until the manager is at rest, and adds the states of the units to what was seen before. */
    private Map<String, String> withStates(Map<String, String> observation) {
        quiescence.await(backend.runner().time(), observer::units).forEach((unit, properties) -> {
            for (String key : FuzzObserver.COMPARED) {
                observation.put(unit + " " + key, properties.getOrDefault(key, "(none)"));
            }
            observation.put(
                    unit + " has a job",
                    String.valueOf(!properties.getOrDefault("Job", "").isEmpty()));
        });
        return observation;
    }

    private CommandResult systemctl(List<String> words) {
        List<String> argv = new ArrayList<>(List.of("systemctl", backend.isUser() ? "--user" : "--system"));
        argv.add("--no-ask-password");
        argv.addAll(words);
        return backend.runner().run(Command.of(argv).withTimeout(Duration.ofSeconds(2)));
    }
}
