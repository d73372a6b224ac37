package io.github.servicehandler.testing.internal.units;

/** A unit that is only active or inactive, such as a target, slice, socket, path or mount. */
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
    public boolean isBuiltIn() {
        return BuiltInUnits.contains(id);
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

    private void setUp(boolean nowUp) {
        ActiveState before = activeState();
        context.listener().stateChanging(this);
        up = nowUp;
        context.listener().stateChanged(this, before, false);
    }
}
