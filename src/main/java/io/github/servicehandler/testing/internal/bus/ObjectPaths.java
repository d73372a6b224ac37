package io.github.servicehandler.testing.internal.bus;

import io.github.servicehandler.internal.dbus.SystemdBusNames;
import io.github.servicehandler.testing.internal.units.Job;
import io.github.servicehandler.testing.internal.units.Unit;

/** The D-Bus paths of systemd's objects. */
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

    static boolean isJob(String path) {
        return path.startsWith(JOB);
    }

    /** Returns the unit name that a path contains; the unit need not exist. */
    static String unitName(String path) {
        return SystemdBusNames.unitName(path);
    }
}
