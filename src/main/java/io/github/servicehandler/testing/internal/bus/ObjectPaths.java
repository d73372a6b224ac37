package io.github.servicehandler.testing.internal.bus;

import io.github.servicehandler.internal.dbus.SystemdBusNames;
import io.github.servicehandler.testing.internal.units.Job;
import io.github.servicehandler.testing.internal.units.Unit;

/** Knows under which paths systemd's objects are on the bus. */
final class ObjectPaths {

    static final String MANAGER = SystemdBusNames.MANAGER_PATH;
    private static final String UNIT = MANAGER + "/unit/";
    private static final String JOB = MANAGER + "/job/";

    private ObjectPaths() {}

    static String of(Unit unit) {
        return SystemdBusNames.unitPath(unit.id);
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
        return SystemdBusNames.unitName(path);
    }
}
