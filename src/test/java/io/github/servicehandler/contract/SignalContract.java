package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.Variant;
import io.github.servicehandler.testing.BusClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The signals of the bus about a unit, received through a bridge. Repeated equal signals count once: whether a signal
 * about a new process comes before or after the next signal depends on the speed of that process.
 */
class SignalContract extends Contract {

    private static final String DEAD = "inactive dead success";
    private static final String RUNNING = "active running success";

    private @Nullable BusClient client;
    private int seen;

    @AfterEach
    void disconnect() {
        if (client != null) {
            client.close();
        }
    }

    /** Starts to listen. */
    private void listen() {
        systemctl("daemon-reload").exits(0);
        Command bridge = backend.isUser()
                ? Command.of("systemd-stdio-bridge", "--bus-path=unix:path=" + runtimeDirectory() + "/bus")
                : Command.of("systemd-stdio-bridge");
        client = BusClient.subscribed(backend.runner().start(bridge));
        seen = client().signals().size();
    }

    private BusClient client() {
        return Objects.requireNonNull(client, "listen() first");
    }

    private String runtimeDirectory() {
        return backend.runtimeDirectory().replace("/systemd/user", "");
    }

    /** Returns the signals about the unit "case.service" since the last call. */
    private List<String> newSignals() {
        client().ping();
        List<Message> signals = client().signals();
        List<String> texts = new ArrayList<>();
        String result = "";
        for (Message signal : signals.subList(seen, signals.size())) {
            result = resultOr(signal, result);
            String text = text(signal, result);
            if (!text.isEmpty()
                    && (texts.isEmpty() || !texts.get(texts.size() - 1).equals(text))) {
                texts.add(text);
            }
        }
        return texts;
    }

    private void skipSignals() {
        client().ping();
        seen = client().signals().size();
    }

    private static String resultOr(Message signal, String otherwise) {
        boolean isService = isChange(signal) && signal.body().get(0).equals("org.freedesktop.systemd1.Service");
        return isService ? value(signal, "Result") : otherwise;
    }

    private static String text(Message signal, String result) {
        return switch (signal.member()) {
            case "PropertiesChanged" ->
                isChange(signal) && signal.body().get(0).equals("org.freedesktop.systemd1.Unit")
                        ? value(signal, "ActiveState") + " " + value(signal, "SubState") + " " + result
                        : "";
            case "JobNew", "JobRemoved" ->
                signal.body().get(2).equals("case.service")
                        ? String.join(" ", signal.member(), last(signal)).strip()
                        : "";
            case "Reloading" -> "Reloading " + signal.body().get(0);
            case "UnitFilesChanged" -> signal.member();
            default -> "";
        };
    }

    private static String last(Message job) {
        return job.body().size() > 3 ? (String) job.body().get(3) : "";
    }

    private static boolean isChange(Message signal) {
        return signal.member().equals("PropertiesChanged") && signal.path().endsWith("/case_2eservice");
    }

    private static String value(Message signal, String property) {
        Map<?, ?> changed = signal.value(1, Map.class);
        return changed.get(property) instanceof Variant value ? (String) value.value() : "(no " + property + ")";
    }

    /** Waits until exactly these signals have been received. */
    private void awaitSignals(String... texts) {
        List<String> last = newSignals();
        for (int i = 0; i < 500 && !last.equals(List.of(texts)); i++) {
            pauseBetweenPolls();
            last = newSignals();
        }
        assertThat(last).containsExactly(texts);
        skipSignals();
    }

    @Test
    void startAndStop() {
        service("case", "ExecStart=/bin/sleep 1000");
        listen();

        up("case");
        awaitSignals("JobNew", DEAD, RUNNING, "JobRemoved done", RUNNING);
        stop("case").exits(0);
        awaitSignals(RUNNING, "JobNew", RUNNING, "deactivating stop-sigterm success", DEAD, "JobRemoved done", DEAD);
    }

    @Test
    void startOfWhatRuns() {
        service("case", "ExecStart=/bin/sleep 1000");
        up("case");
        listen();

        up("case");

        awaitSignals(RUNNING, "JobNew", "JobRemoved done", RUNNING);
    }

    @Test
    void restart() {
        service("case", "ExecStart=/bin/sleep 1000");
        up("case");
        listen();

        restart("case").exits(0);

        awaitSignals(
                RUNNING,
                "JobNew",
                RUNNING,
                "deactivating stop-sigterm success",
                DEAD,
                RUNNING,
                "JobRemoved done",
                RUNNING);
    }

    @Test
    void reload() {
        service("case", "ExecStart=/bin/sleep 1000", "ExecReload=/bin/true");
        up("case");
        listen();

        systemctl("reload", "case").exits(0);

        awaitSignals(RUNNING, "JobNew", RUNNING, "reloading reload success", RUNNING, "JobRemoved done", RUNNING);
    }

    @Test
    void oneshot() {
        service("case", "Type=oneshot", "ExecStart=/bin/true");
        listen();

        up("case");

        awaitSignals("JobNew", DEAD, "activating start success", DEAD, "JobRemoved done", DEAD);
    }

    @Test
    void failingStart() {
        service("case", "ExecStartPre=/bin/false", "ExecStart=/bin/sleep 1000");
        listen();

        start("case").exits(1);

        awaitSignals(
                "JobNew",
                DEAD,
                "activating start-pre success",
                "failed failed exit-code",
                "JobRemoved failed",
                "failed failed exit-code");
        systemctl("reset-failed", "case").exits(0);
        awaitSignals(DEAD);
    }

    @Test
    void programThatIsNotThere() {
        service("case", "ExecStart=/nonexistent/program");
        listen();

        start("case").exits(0);

        awaitSignals("JobNew", DEAD, RUNNING, "JobRemoved done", RUNNING, "failed failed exit-code");
    }

    @Test
    void unmetCondition() {
        unit("case.service", "[Unit]", "ConditionPathExists=/nonexistent", "[Service]", "ExecStart=/bin/sleep 1000");
        listen();

        start("case").exits(0);

        awaitSignals("JobNew", DEAD, "JobRemoved done", DEAD);
    }

    @Test
    void crashAndRestart() {
        service("case", "Restart=on-failure", "RestartSec=50ms", "ExecStart=/bin/sleep 1000");
        up("case");
        listen();

        systemctl("kill", "--signal=KILL", "case").exits(0);

        boolean named = version() >= 254;
        List<String> wanted = new ArrayList<>(List.of(
                named ? "failed failed-before-auto-restart signal" : "failed failed signal",
                "activating auto-restart signal"));
        wanted.addAll(
                named
                        ? List.of(
                                "activating auto-restart-queued signal",
                                "JobNew",
                                "activating auto-restart-queued success")
                        : List.of("JobNew", "activating auto-restart signal", "inactive dead success"));
        wanted.addAll(List.of(RUNNING, "JobRemoved done", RUNNING));
        awaitSignals(wanted.toArray(String[]::new));
    }

    @Test
    void crashForGood() {
        service("case", "ExecStart=/bin/sleep 1000");
        up("case");
        listen();

        systemctl("kill", "--signal=KILL", "case").exits(0);

        awaitSignals("failed failed signal");
    }

    @Test
    void daemonReload() {
        service("case", "ExecStart=/bin/sleep 1000");
        up("case");
        listen();

        systemctl("daemon-reload").exits(0);

        // the second signal may come after the reply to systemctl
        awaitSignals("Reloading true", "Reloading false");
    }

    @Test
    void enable() {
        unit("case.service", "[Service]", "ExecStart=/bin/sleep 1000", "[Install]", "WantedBy=case.target");
        listen();

        systemctl("enable", "case").exits(0);

        awaitSignals("UnitFilesChanged", "Reloading true", "Reloading false");
    }
}
