package io.github.servicehandler.testing;

/** Holds when a unit last changed its state, in microseconds of the machine's uptime; 0 means never. */
final class Stamps {

    long stateChange;
    long inactiveExit;
    long activeEnter;
    long activeExit;
    long inactiveEnter;

    void changed(ActiveState from, ActiveState to, long now) {
        stateChange = now;
        if (from.isDown() && !to.isDown()) {
            inactiveExit = now;
        } else if (!from.isDown() && to.isDown()) {
            inactiveEnter = now;
        }
        if (!from.isUp() && to.isUp()) {
            activeEnter = now;
        } else if (from.isUp() && !to.isUp()) {
            activeExit = now;
        }
    }
}
