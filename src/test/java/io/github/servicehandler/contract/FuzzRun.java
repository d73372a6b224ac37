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

/** Carries out a {@link FuzzScript} on one backend and takes down what can be seen after each command. */
final class FuzzRun {

    private static final Set<String> WITH_OUTPUT = Set.of("is-active", "is-enabled", "is-failed", "list-units");

    private final Backend backend;
    private final FuzzObserver look;
    private final FuzzQuiescence rest;

    FuzzRun(Backend backend, FuzzObserver look, FuzzQuiescence rest) {
        this.backend = backend;
        this.look = look;
        this.rest = rest;
    }

    /** Returns what was seen after each step; of one that is no command, nothing. */
    List<Map<String, String>> seen(FuzzScript script) {
        backend.clear();
        List<Map<String, String>> seen = new ArrayList<>();
        for (FuzzStep step : script.steps()) {
            seen.add(step(step));
        }
        return seen;
    }

    private Map<String, String> step(FuzzStep step) {
        if (step instanceof FuzzStep.Write write) {
            // what stands there may be a link, which is not to be followed
            backend.delete(directory(write.lasting()) + "/" + write.path());
            backend.write(directory(write.lasting()) + "/" + write.path(), write.text());
        } else if (step instanceof FuzzStep.Delete delete) {
            backend.delete(directory(delete.lasting()) + "/" + delete.path());
        } else if (step instanceof FuzzStep.Run run) {
            return run(run.words());
        }
        return Map.of();
    }

    private String directory(boolean lasting) {
        return lasting ? backend.directory() : backend.runtimeDirectory();
    }

    private Map<String, String> run(List<String> words) {
        Map<String, String> seen = new LinkedHashMap<>();
        try {
            CommandResult result = systemctl(words);
            seen.put("exit code", String.valueOf(result.exitCode()));
            if (WITH_OUTPUT.contains(words.get(0))) {
                seen.put("output", result.stdout().replaceAll(" +", " ").strip());
            }
        } catch (CommandTimeoutException e) {
            seen.put("exit code", "none, it waits");
        }
        rest.await(backend.runner().time(), look::units).forEach((unit, properties) -> {
            for (String key : FuzzObserver.COMPARED) {
                seen.put(unit + " " + key, properties.getOrDefault(key, "(none)"));
            }
            seen.put(
                    unit + " waits",
                    String.valueOf(!properties.getOrDefault("Job", "").isEmpty()));
        });
        return seen;
    }

    private CommandResult systemctl(List<String> words) {
        List<String> argv = new ArrayList<>(List.of("systemctl", backend.isUser() ? "--user" : "--system"));
        argv.add("--no-ask-password");
        argv.addAll(words);
        return backend.runner().run(Command.of(argv).withTimeout(Duration.ofSeconds(2)));
    }
}
