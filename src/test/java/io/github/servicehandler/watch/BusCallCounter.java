package io.github.servicehandler.watch;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.dbus.Message;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A runner that passes on everything and records the bus calls that go through bridges. */
final class BusCallCounter implements CommandRunner {

    private final CommandRunner runner;
    private final boolean isLocal;
    private final List<String> calls = new CopyOnWriteArrayList<>();

    BusCallCounter(CommandRunner runner) {
        this(runner, runner.isLocal());
    }

    /** @param isLocal whether commands seem to run on this machine */
    BusCallCounter(CommandRunner runner, boolean isLocal) {
        this.runner = runner;
        this.isLocal = isLocal;
    }

    /**
     * Returns the members called so far, in order, such as {@code GetAll}. Waiting for the manager, by which a test
     * lets all signals arrive, is left out.
     */
    List<String> calls() {
        return List.copyOf(calls);
    }

    int count(String member) {
        return Collections.frequency(calls, member);
    }

    private void record(Message call) {
        boolean isBarrier = call.member().equals("Get") && call.body().contains("Version");
        if (!isBarrier) {
            calls.add(call.member());
        }
    }

    @Override
    public CommandResult run(Command command) {
        return runner.run(command);
    }

    @Override
    public RunningCommand start(Command command) {
        return ObservedBridge.of(runner.start(command), this::record);
    }

    @Override
    public TimeSource time() {
        return runner.time();
    }

    @Override
    public boolean isLocal() {
        return isLocal;
    }
}
