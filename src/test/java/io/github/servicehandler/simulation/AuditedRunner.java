package io.github.servicehandler.simulation;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.watch.ObservedBridge;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The way of a watchdog to the in-memory systemd. It shows each order to an auditor before it is carried out. */
final class AuditedRunner implements CommandRunner {

    private static final Set<String> ORDERS = Set.of("start", "stop", "restart", "reload", "reset-failed", "kill");

    /** The same orders over the bus. */
    private static final Map<String, String> METHODS = Map.of(
            "StartUnit", "start",
            "StopUnit", "stop",
            "RestartUnit", "restart",
            "ReloadUnit", "reload",
            "ResetFailedUnit", "reset-failed",
            "KillUnit", "kill");

    private final FakeSystemd fake;
    private final BiConsumer<String, String> auditor;

    /**
     * Creates the runner.
     *
     * @param auditor receives the verb and the unit of each order
     */
    AuditedRunner(FakeSystemd fake, BiConsumer<String, String> auditor) {
        this.fake = fake;
        this.auditor = auditor;
    }

    @Override
    public CommandResult run(Command command) {
        List<String> words =
                command.argv().stream().filter(word -> !word.startsWith("-")).toList();
        if (words.size() > 2 && ORDERS.contains(words.get(1))) {
            words.subList(2, words.size()).forEach(unit -> auditor.accept(words.get(1), unit));
        }
        return fake.run(command);
    }

    @Override
    public RunningCommand start(Command command) {
        return command.program().equals("systemd-stdio-bridge")
                ? ObservedBridge.of(fake.start(command), this::audit)
                : fake.start(command);
    }

    private void audit(Message call) {
        String verb = METHODS.get(call.member());
        if (verb != null) {
            auditor.accept(verb, call.value(0, String.class));
        }
    }

    @Override
    public TimeSource time() {
        return fake.time();
    }
}
