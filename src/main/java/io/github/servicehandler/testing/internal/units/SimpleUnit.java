package io.github.servicehandler.testing.internal.units;

/** A unit that is only active or inactive, such as a target, slice, socket, path or mount. */
public final class SimpleUnit extends Unit {

    private final String upWord;
    private boolean up;

    public SimpleUnit(UnitContext context, String id, String upWord) {
        super(context, id);
        this.upWord = upWord;
    }

    @Override
    public ActiveState activeState() {
        return up ? ActiveState.ACTIVE : ActiveState.INACTIVE;
    }

    @Override
    public String subState() {
        return up ? upWord : "dead";
    }

    @Override
    public boolean perpetual() {
        return BuiltInUnits.contains(id);
    }

    @Override
    public JobAttemptResult onStart() {
        newInvocation();
        become(true);
        return JobAttemptResult.BEGUN;
    }

    @Override
    public JobAttemptResult onStop() {
        become(false);
        return JobAttemptResult.BEGUN;
    }

    private void become(boolean nowUp) {
        ActiveState before = activeState();
        context.listener().stateChanging(this);
        up = nowUp;
        context.listener().stateChanged(this, before, false);
    }
}
