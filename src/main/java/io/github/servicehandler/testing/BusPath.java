package io.github.servicehandler.testing;

import io.github.servicehandler.bus.SystemdBus;

/** Knows under which paths systemd's objects are on the bus. */
final class BusPath {

    static final String MANAGER = SystemdBus.MANAGER_PATH;
    private static final String UNIT = MANAGER + "/unit/";
    private static final String JOB = MANAGER + "/job/";

    private BusPath() {}

    static String of(Unit unit) {
        return SystemdBus.unitPath(unit.id);
    }

    static String of(Job job) {
        return ofJob("" + job.id);
    }

    static String ofJob(String id) {
        return JOB + id;
    }

    static boolean isUnit(String path) {
        return path.startsWith(UNIT);
    }

    /** Returns the name of the unit that a path is for; there need not be such a unit. */
    static String unitName(String path) {
        return SystemdBus.unitName(path);
    }
}
