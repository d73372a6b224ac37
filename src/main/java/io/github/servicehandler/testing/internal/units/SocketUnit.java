package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.DependencyType;
import io.github.servicehandler.testing.internal.files.LoadState;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A socket to which no client connects, and which shows whether its service runs; see systemd.socket(5). */
public final class SocketUnit extends Unit {

    /** Sub states of a service that does not use the socket. */
    private static final Set<String> WITHOUT_SOCKET = Set.of(
            "dead",
            "dead-before-auto-restart",
            "failed",
            "failed-before-auto-restart",
            "final-sigterm",
            "final-sigkill",
            "auto-restart",
            "auto-restart-queued");

    private enum SocketPhase {
        DEAD,
        LISTENING,
        RUNNING
    }

    private SocketPhase phase = SocketPhase.DEAD;

    public SocketUnit(UnitContext context, String id) {
        super(context, id);
    }

    @Override
    public ActiveState activeState() {
        return phase == SocketPhase.DEAD ? ActiveState.INACTIVE : ActiveState.ACTIVE;
    }

    @Override
    public String subState() {
        return phase.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public JobAttemptResult onStart() {
        if (refusesService()) {
            return JobAttemptResult.FAILED;
        }
        newInvocation();
        become(SocketPhase.LISTENING);
        return JobAttemptResult.BEGUN;
    }

    /** Returns whether the socket has no service, or one that runs already and so cannot get the socket any more. */
    private boolean refusesService() {
        if (settings().flag("Socket", "Accept", false)) {
            return false;
        }
        Unit service = ownService().orElse(this);
        boolean isMissing = service.loadState() != LoadState.LOADED;
        if (isMissing || (service != this && !service.activeState().isDown())) {
            String problem = isMissing ? " not loaded" : " already active";
            log(3, "", "Socket service " + service.id + problem + ", refusing.");
            return true;
        }
        return false;
    }

    @Override
    public JobAttemptResult onStop() {
        become(SocketPhase.DEAD);
        return JobAttemptResult.BEGUN;
    }

    /** Sends no signal, because the commands of the socket have ended. */
    @Override
    public void kill(String processes, int signal) throws BusError {
        if (processes.startsWith("main")) {
            throw new BusError("NoSuchProcess", "socket units have no main processes");
        }
        if (processes.startsWith("control")) {
            throw new BusError("NoSuchProcess", "No control process to kill");
        }
    }

    @Override
    public void triggeredUnitChanged(Unit service) {
        if (phase == SocketPhase.DEAD || service.job != null) {
            return;
        }
        if (service.subState().equals("running")) {
            become(SocketPhase.RUNNING);
        } else if (WITHOUT_SOCKET.contains(service.subState())) {
            become(SocketPhase.LISTENING);
        }
    }

    /** Returns the service to which the socket belongs, which is not one that only uses it by {@code Sockets=}. */
    private Optional<Unit> ownService() {
        String name = settings().last("Socket", "Service", UnitNameMangler.stem(id) + ".service");
        return dependencies(DependencyType.TRIGGERS).stream()
                .filter(service -> service.names().contains(name))
                .findFirst();
    }

    private void become(SocketPhase to) {
        ActiveState before = activeState();
        if (phase != to) {
            context.listener().stateChanging(this);
            phase = to;
            context.listener().stateChanged(this, before, false);
        }
    }
}
