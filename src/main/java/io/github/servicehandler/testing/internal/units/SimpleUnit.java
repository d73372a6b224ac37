package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.LoadState;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;

/** A unit that is only active or inactive, such as a target, slice, socket or mount. */
public final class SimpleUnit extends Unit {

    private final String activeSubState;
    private boolean up;

    public SimpleUnit(UnitContext context, String id, String activeSubState) {
        super(context, id);
        this.activeSubState = activeSubState;
    }

    @Override
    public ActiveState activeState() {
        return up ? ActiveState.ACTIVE : ActiveState.INACTIVE;
    }

    @Override
    public String subState() {
        return up ? activeSubState : "dead";
    }

    @Override
    public boolean isPerpetual() {
        return BuiltInUnits.isPerpetual(id, context.scope());
    }

    @Override
    public boolean staysLoaded() {
        // on a real system, the default dependencies of all other units refer to it
        return isPerpetual() || id.equals("shutdown.target");
    }

    @Override
    public String slice() {
        if (!id.endsWith(".slice") || id.equals("-.slice")) {
            return "";
        }
        int dash = id.lastIndexOf('-');
        return dash > 0 ? id.substring(0, dash) + ".slice" : "-.slice";
    }

    @Override
    String defaultDescription() {
        return id.endsWith(".slice") && loadState() == LoadState.LOADED
                ? BuiltInUnits.descriptionOfSlice(UnitNameMangler.stem(id), context.version())
                : id;
    }

    @Override
    public JobAttemptResult onStart() {
        if (refusesService()) {
            return JobAttemptResult.FAILED;
        }
        newInvocation();
        setUp(true);
        return JobAttemptResult.BEGUN;
    }

    @Override
    public JobAttemptResult onStop() {
        setUp(false);
        return JobAttemptResult.BEGUN;
    }

    /** Sends no signal to a socket, whose commands have ended. Targets, slices and paths never have processes. */
    @Override
    public void kill(String processes, int signal) throws BusError {
        if (!id.endsWith(".socket")) {
            super.kill(processes, signal);
        }
    }

    /** Returns whether a socket has no service, or one that runs already and so cannot get the socket any more. */
    private boolean refusesService() {
        if (!id.endsWith(".socket") || settings().flag("Socket", "Accept", false)) {
            return false;
        }
        Unit service = triggeredUnit().orElse(this);
        boolean isMissing = service.loadState() != LoadState.LOADED;
        if (isMissing || !service.activeState().isDown()) {
            String problem = isMissing ? " not loaded" : " already active";
            log(3, "", "Socket service " + service.id + problem + ", refusing.");
            return true;
        }
        return false;
    }

    private void setUp(boolean nowUp) {
        ActiveState before = activeState();
        context.listener().stateChanging(this);
        up = nowUp;
        context.listener().stateChanged(this, before, false);
    }
}
