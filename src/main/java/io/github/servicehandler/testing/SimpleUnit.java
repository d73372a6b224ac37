package io.github.servicehandler.testing;

/** Is a unit that has nothing to do but to be up or down: a target, slice, socket, path, mount. */
final class SimpleUnit extends Unit {

    private final String upWord;
    private boolean up;

    SimpleUnit(Manager manager, String id, String upWord) {
        super(manager, id);
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
        manager.signals().beforeStateOf(this);
        up = nowUp;
        manager.changes().happened(this, before, false);
    }
}
