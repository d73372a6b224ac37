package io.github.servicehandler.testing.internal.units;

/** The times of a unit's last state changes, in microseconds of the machine's uptime; 0 means never. */
public final class StateTimestamps {

    public long stateChange;
    public long inactiveExit;
    public long activeEnter;
    public long activeExit;
    public long inactiveEnter;

    public void changed(ActiveState from, ActiveState to, long now) {
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
