package io.github.servicehandler.testing;

/** Is a unit that has nothing to do but to be up or down: a target, slice, socket, path, mount. */
final class SimpleUnit extends Unit {

    private final String upWord;
    private boolean up;

    SimpleUnit(UnitContext context, String id, String upWord) {
        super(context, id);
        this.upWord = upWord;
    }

    @Override
    ActiveState activeState() {
        return up ? ActiveState.ACTIVE : ActiveState.INACTIVE;
    }

    @Override
    String subState() {
        return up ? upWord : "dead";
    }

    @Override
    boolean perpetual() {
        return BuiltIns.contains(id);
    }

    @Override
    Effect onStart() {
        newInvocation();
        become(true);
        return Effect.BEGUN;
    }

    @Override
    Effect onStop() {
        become(false);
        return Effect.BEGUN;
    }

    private void become(boolean nowUp) {
        ActiveState before = activeState();
        context.listener().stateChanging(this);
        up = nowUp;
        context.listener().stateChanged(this, before, false);
    }
}
