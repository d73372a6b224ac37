package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.journal.FakeJournal;
import io.github.servicehandler.testing.internal.manager.Manager;
import io.github.servicehandler.testing.internal.manager.SystemState;
import io.github.servicehandler.testing.internal.units.Unit;

/** The text of {@code systemctl status} about the manager itself; see show_system_status() in systemd. */
final class ManagerStatusText {

    private static final int FIRST_WITH_UNITS = 252;

    private final Manager manager;
    private final StatusLines lines;

    ManagerStatusText(Manager manager, StatusLines lines) {
        this.manager = manager;
        this.lines = lines;
    }

    void print() {
        lines.addRaw(UnitMark.PLAIN + " " + FakeJournal.HOST);
        lines.add("State", SystemState.of(manager));
        boolean isNew = manager.version() >= FIRST_WITH_UNITS;
        if (isNew) {
            lines.add("Units", manager.units().size() + " loaded (incl. loaded aliases)");
        }
        lines.add("Jobs", manager.jobs().count() + " queued");
        lines.add("Failed", SystemState.failedUnits(manager) + " units");
        Unit root = manager.loaded("-.slice");
        if (root != null) {
            lines.add("Since", lines.time(root.timestamps.activeEnter));
        }
        if (isNew) {
            lines.add("systemd", ManagerShowProperties.version(manager));
        }
        // old versions print a blank after the name of each control group
        controlGroups(isNew ? "" : " ");
    }

    private void controlGroups(String end) {
        String root = ManagerShowProperties.controlGroup(manager.scope());
        ControlGroupTree tree = new ControlGroupTree();
        manager.units().forEach(unit -> tree.add(unit, root));
        lines.add("CGroup", root.isEmpty() ? "/" : root);
        tree.lines(end).forEach(line -> lines.add("", line));
    }
}
