package io.github.servicehandler.testing.internal.services;

import io.github.servicehandler.testing.internal.process.FakeProcess;
import io.github.servicehandler.testing.internal.process.LinuxSignals;

/** The messages that the manager logs while a service starts and runs, in the words of its version. */
final class ServiceMessages {

    private static final int WARNING = 4;
    private static final int INFO = 6;

    private final ServiceUnit unit;

    ServiceMessages(ServiceUnit unit) {
        this.unit = unit;
    }

    void environmentFileMissing() {
        unit.log(WARNING, "", "Failed to load environment files: No such file or directory");
    }

    void startTimedOut(ServiceSubState during) {
        String step = during == ServiceSubState.START ? "start" : during.word();
        unit.log(WARNING, "", step + " operation timed out. Terminating.");
    }

    void runtimeExceeded() {
        unit.log(WARNING, "", "Service reached runtime time limit. Stopping.");
    }

    void reloadHandlerMissing(FakeProcess main) {
        String signal = LinuxSignals.name(unit.config().reloadSignal);
        unit.log(
                WARNING,
                "",
                "Main process " + main.pid() + " lacks handler for reload signal " + signal
                        + ", refusing service startup.");
    }

    void pidFileAwaited() {
        String path = unit.config().pidFile;
        String shown = unit.context.quirks().quotesPidFiles() ? "'" + path + "'" : path;
        unit.log(INFO, "", "Can't open PID file " + shown + " (yet?) after start: No such file or directory");
    }

    void pidFileMissing() {
        unit.log(WARNING, "", "Daemon never wrote its PID file. Failing.");
    }
}
