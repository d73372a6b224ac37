package io.github.servicehandler.watch;

import io.github.servicehandler.Systemd;
import io.github.servicehandler.bus.BusConnection;
import io.github.servicehandler.bus.BusException;
import io.github.servicehandler.bus.CloseListener;
import io.github.servicehandler.bus.SignalListener;
import io.github.servicehandler.bus.StreamTransport;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import io.github.servicehandler.internal.systemctl.SystemctlClient;
import io.github.servicehandler.unit.UnitProperties;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Carries a manager's bus through the input and output of a {@code systemd-stdio-bridge}, which works wherever commands do. */
final class Bridge {

    /** A bridge to another host may have to log in first. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Pattern RUNTIME_DIRECTORY = Pattern.compile("(/\\S+)/systemd/transient");

    private final Systemd systemd;

    Bridge(Systemd systemd) {
        this.systemd = systemd;
    }

    /**
     * Connects. The user's bus goes by its path: an option for it came with systemd 250, and 252 takes it and connects to the system's.
     */
    BusConnection open(SignalListener signals, CloseListener closed) {
        boolean isUser = systemd.address().isUser();
        return open(
                isUser
                        ? Command.of(ProgramNames.STDIO_BRIDGE, "--bus-path=" + userBus())
                        : Command.of(ProgramNames.STDIO_BRIDGE),
                signals,
                closed);
    }

    private String userBus() {
        return "unix:path=" + runtimeDirectory() + "/bus";
    }

    /** Asks the manager where its unit files are, one place being below its runtime directory. */
    private String runtimeDirectory() {
        UnitProperties properties = new SystemctlClient(systemd.address(), systemd.runner(), systemd.timeout())
                .managerProperties("UnitPath");
        Matcher path = RUNTIME_DIRECTORY.matcher(properties.text("UnitPath"));
        if (!path.find()) {
            throw new UnsupportedOperationException("the manager does not tell where its runtime directory is");
        }
        return path.group(1);
    }

    private BusConnection open(Command command, SignalListener signals, CloseListener closed) {
        RunningCommand bridge = systemd.runner().start(command);
        StreamTransport streams =
                new StreamTransport(bridge.stdout(), bridge.stdin(), bridge::close, command.toString());
        try {
            return BusConnection.overBus(streams, signals, closed, TIMEOUT);
        } catch (BusException e) {
            throw new BusException(e.errorName(), (e.getMessage() + " " + bridge.stderrTail()).strip(), e);
        }
    }
}
