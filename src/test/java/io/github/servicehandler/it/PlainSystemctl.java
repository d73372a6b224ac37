package io.github.servicehandler.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runner of systemctl that is independent of the library, so that tests do not check the library with itself. */
final class PlainSystemctl {

    private final String manager;

    PlainSystemctl(String manager) {
        this.manager = manager;
    }

    /** The result of a command: the exit code, and the output of both streams. */
    record Result(int exitCode, String text) {}

    Result run(Object... arguments) {
        List<String> argv = new ArrayList<>(List.of("systemctl", manager, "--no-pager", "--no-ask-password"));
        Arrays.stream(arguments).map(String::valueOf).forEach(argv::add);
        try {
            ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C.UTF-8");
            Process process = builder.start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), text.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted in " + argv, e);
        }
    }

    /** Runs a command that must succeed, and returns its output. */
    String runChecked(Object... arguments) {
        Result result = run(arguments);
        if (result.exitCode() != 0) {
            throw new IllegalStateException("systemctl " + Arrays.toString(arguments) + ": " + result);
        }
        return result.text();
    }

    /** Returns one property of a unit. */
    String show(Object unit, String property) {
        return runChecked("show", "--property=" + property, "--value", unit);
    }

    /** Returns the active state and the sub state, such as {@code active/running}. */
    String state(Object unit) {
        List<String> lines = runChecked("show", "--property=ActiveState,SubState", unit)
                .lines()
                .sorted()
                .toList();
        return lines.get(0).replace("ActiveState=", "") + "/" + lines.get(1).replace("SubState=", "");
    }

    String isEnabled(Object unit) {
        return run("is-enabled", unit).text().lines().reduce("", (first, last) -> last);
    }

    /** Returns the invocation id of the unit's run. */
    String run(Object unit) {
        return show(unit, "InvocationID");
    }

    int version() {
        return Integer.parseInt(runChecked("--version").replaceFirst("systemd (\\d+)(?s:.*)", "$1"));
    }

    /** Waits until the unit is in a state, such as {@code failed/failed}. */
    void awaitState(Object unit, String state) {
        Await.until(() -> state(unit).equals(state));
    }
}
