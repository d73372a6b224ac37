package io.github.servicehandler.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Asks systemctl itself, so that no test believes the library about its own work. */
final class PlainSystemctl {

    private final String manager;

    PlainSystemctl(String manager) {
        this.manager = manager;
    }

    /** Holds an exit code and what was printed, on either stream. */
    record Answer(int exitCode, String text) {}

    Answer run(Object... arguments) {
        List<String> argv = new ArrayList<>(List.of("systemctl", manager, "--no-pager", "--no-ask-password"));
        Arrays.stream(arguments).map(String::valueOf).forEach(argv::add);
        try {
            ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C.UTF-8");
            Process process = builder.start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), text.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted in " + argv, e);
        }
    }

    /** Runs what must succeed. */
    String ask(Object... arguments) {
        Answer answer = run(arguments);
        if (answer.exitCode() != 0) {
            throw new IllegalStateException("systemctl " + Arrays.toString(arguments) + ": " + answer);
        }
        return answer.text();
    }

    /** Returns one property of a unit. */
    String show(Object unit, String property) {
        return ask("show", "--property=" + property, "--value", unit);
    }

    /** Returns the coarse and the fine state, such as {@code active/running}. */
    String state(Object unit) {
        List<String> lines = ask("show", "--property=ActiveState,SubState", unit)
                .lines()
                .sorted()
                .toList();
        return lines.get(0).replace("ActiveState=", "") + "/" + lines.get(1).replace("SubState=", "");
    }

    String isEnabled(Object unit) {
        return run("is-enabled", unit).text().lines().reduce("", (first, last) -> last);
    }

    /** Returns which run of the unit this is. */
    String run(Object unit) {
        return show(unit, "InvocationID");
    }

    int version() {
        return Integer.parseInt(ask("--version").replaceFirst("systemd (\\d+)(?s:.*)", "$1"));
    }

    /** Waits until the unit is in a state, such as {@code failed/failed}. */
    void awaitState(Object unit, String state) {
        Await.until(() -> state(unit).equals(state));
    }
}
