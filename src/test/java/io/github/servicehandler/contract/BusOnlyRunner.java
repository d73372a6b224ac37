package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.command.TimeSource;
import java.util.List;

/** A runner that fails the test if the library runs a systemctl command for what the bus offers. */
record BusOnlyRunner(CommandRunner runner) implements CommandRunner {

    private static final List<String> OFFERED_BY_BUS = List.of(
            "start",
            "stop",
            "restart",
            "try-restart",
            "reload",
            "reload-or-restart",
            "kill",
            "reset-failed",
            "enable",
            "disable",
            "reenable",
            "mask",
            "unmask",
            "list-units",
            "list-unit-files");

    /** Returns a manager that is asked and ordered over the bus. */
    static Systemd systemd(Backend backend) {
        return Systemd.of(backend.address(), new BusOnlyRunner(backend.runner()))
                .overBus();
    }

    @Override
    public CommandResult run(Command command) {
        assertThat(command.argv()).doesNotContainAnyElementsOf(OFFERED_BY_BUS);
        return runner.run(command);
    }

    @Override
    public RunningCommand start(Command command) {
        return runner.start(command);
    }

    @Override
    public TimeSource time() {
        return runner.time();
    }

    @Override
    public boolean isLocal() {
        return runner.isLocal();
    }
}
