package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.internal.concurrent.Deadline;
import io.github.servicehandler.internal.dbus.BusAddress;
import io.github.servicehandler.internal.dbus.BusConnection;
import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.CloseListener;
import io.github.servicehandler.internal.dbus.SignalListener;
import io.github.servicehandler.internal.dbus.StreamTransport;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import io.github.servicehandler.unit.UnitProperties;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection to a manager's bus through the input and output of {@code systemd-stdio-bridge}, which works wherever
 * commands can be run.
 */
final class StdioBridge {

    private static final Pattern RUNTIME_DIRECTORY = Pattern.compile("(/\\S+)/systemd/transient");

    private final ManagerAddress address;
    private final CommandRunner runner;

    StdioBridge(ManagerAddress address, CommandRunner runner) {
        this.address = address;
        this.runner = runner;
    }

    /**
     * Connects. The user's bus is given by its path: the option {@code --user} exists only since systemd 250, and 252
     * accepts it but connects to the system bus.
     */
    BusConnection open(SignalListener signals, CloseListener closed, Deadline deadline) {
        boolean isUser = address.isUser();
        return open(
                isUser
                        ? Command.of(ProgramNames.STDIO_BRIDGE, "--bus-path=" + userBus(deadline))
                        : Command.of(ProgramNames.STDIO_BRIDGE),
                signals,
                closed,
                deadline);
    }

    private String userBus(Deadline deadline) {
        return BusAddress.ofSocket(Path.of(runtimeDirectory(deadline), "bus"));
    }

    /** Returns the manager's runtime directory, which an entry of the manager's {@code UnitPath} begins with. */
    private String runtimeDirectory(Deadline deadline) {
        UnitProperties properties =
                new ManagerClient(address, runner, deadline.remaining()).managerProperties("UnitPath");
        Matcher path = RUNTIME_DIRECTORY.matcher(properties.text("UnitPath"));
        if (!path.find()) {
            throw new UnsupportedOperationException(
                    "the UnitPath of the " + address + " has no entry that ends in \"/systemd/transient\"");
        }
        return path.group(1);
    }

    private BusConnection open(Command command, SignalListener signals, CloseListener closed, Deadline deadline) {
        RunningCommand bridge = RunningCommand.start(runner, command);
        StreamTransport streams =
                new StreamTransport(bridge.stdout(), bridge.stdin(), bridge::close, command.toString());
        try {
            return BusConnection.overBus(streams, signals, closed, deadline.remaining());
        } catch (BusException e) {
            throw new BusException(e.errorName(), (e.getMessage() + " " + bridge.stderrTail()).strip(), e);
        }
    }
}
