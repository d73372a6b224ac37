package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.LoadState;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import java.util.List;

/** A unit that is only active or inactive, such as a target, slice, path or mount. */
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
        newInvocation();
        setUp(true);
        return JobAttemptResult.BEGUN;
    }

    @Override
    public JobAttemptResult onStop() {
        setUp(false);
        return JobAttemptResult.BEGUN;
    }

    /** Sends a signal to the processes of all units in a slice. Units of the other types have no processes. */
    @Override
    public void kill(String processes, int signal) throws BusError {
        if (!id.endsWith(".slice")) {
            super.kill(processes, signal);
            return;
        }
        String target = processes.replace("-fail", "");
        if (!target.equals("all")) {
            throw new BusError("NoSuchProcess", "slice units have no " + target + " processes");
        }
        for (Unit unit : List.copyOf(referrers())) {
            if (unit.slice().equals(id)) {
                unit.kill(processes, signal);
            }
        }
    }

    private void setUp(boolean nowUp) {
        ActiveState before = activeState();
        context.listener().stateChanging(this);
        up = nowUp;
        context.listener().stateChanged(this, before, false);
    }
}
