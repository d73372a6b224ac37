package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.testing.internal.files.ManagerScope;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;

/** The path of a unit's control group, which is below that of its slice. */
public final class ControlGroupPath {

    private ControlGroupPath() {}

    /** Returns the path for a unit; one without a slice is in that of its manager's services. */
    public static String of(Unit unit) {
        ManagerScope scope = unit.context.scope();
        StringBuilder path = new StringBuilder(scope.cgroup.replace("/" + scope.slice, ""));
        String slice = UnitNameMangler.stem(unit.slice().isEmpty() ? scope.slice : unit.slice());
        for (int dash = slice.indexOf('-', 1); dash > 0; dash = slice.indexOf('-', dash + 1)) {
            path.append(slice, 0, dash).append(".slice/");
        }
        return path.append(slice.equals("-") ? "" : slice + ".slice/")
                .append(unit.id)
                .toString();
    }
}
