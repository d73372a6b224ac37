package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.concurrent.Deadline;
import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.systemctl.ManagerQueries;
import io.github.servicehandler.internal.systemctl.SystemctlCommands;
import io.github.servicehandler.internal.systemctl.VerbAnswer;
import io.github.servicehandler.internal.systemctl.VerbRequest;
import io.github.servicehandler.internal.systemctl.VerbSender;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sender of requests to a manager over its bus. What the bus does not offer, and everything while there is no
 * connection, goes to systemctl. Thread-safe.
 */
final class BusVerbSender implements VerbSender {

    private static final Logger log = LoggerFactory.getLogger(BusVerbSender.class.getPackageName());

    private final ManagerAddress address;
    private final CommandRunner runner;
    private final Duration timeout;
    private final SystemctlCommands commands;
    private final ManagerQueries queries;
    private final VerbSender bySystemctl;

    /**
     * Creates a sender. Opens no connection yet.
     *
     * @param timeout the maximum time for connecting
     */
    BusVerbSender(
            ManagerAddress address,
            CommandRunner runner,
            Duration timeout,
            ManagerQueries queries,
            VerbSender bySystemctl) {
        this.address = address;
        this.runner = runner;
        this.timeout = timeout;
        this.commands = new SystemctlCommands(address.arguments(), timeout);
        this.queries = queries;
        this.bySystemctl = bySystemctl;
    }

    @Override
    public VerbAnswer send(VerbRequest request) {
        if (!BusRequest.isPossible(request)) {
            return bySystemctl.send(request);
        }
        Deadline deadline = Deadline.after(request.deadline());
        Deadline connecting = request.deadline().compareTo(timeout) < 0 ? deadline : Deadline.after(timeout);
        try {
            return SharedBus.use(runner, address, connecting, bus -> send(bus, request))
                    .orElseGet(() -> bySystemctl.send(request));
        } catch (BusException e) {
            // there is no connection, so nothing has been requested yet
            log.debug("requesting \"{}\" of the {} by systemctl instead", request.word(), address, e);
            return bySystemctl.send(request.within(deadline.remaining()));
        }
    }

    private Optional<VerbAnswer> send(OpenBus bus, VerbRequest request) {
        RequestCalls calls = new RequestCalls(bus, this::use, TimeSource.of(runner), request.command(commands));
        return new BusRequest(calls, request, queries).run();
    }

    private <T> T use(Function<OpenBus, T> function) {
        return SharedBus.use(runner, address, Deadline.after(timeout), function);
    }
}
