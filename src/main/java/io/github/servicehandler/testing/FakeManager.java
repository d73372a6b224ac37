package io.github.servicehandler.testing;

import io.github.servicehandler.testing.internal.files.ManagerScope;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.manager.Manager;
import io.github.servicehandler.testing.internal.units.Unit;
import io.github.servicehandler.unit.UnitFile;

/** Is one of the managers of a {@link FakeSystemd}: a user's or the system's. Thread-safe. */
public final class FakeManager {

    private final Manager manager;

    FakeManager(Manager manager) {
        this.manager = manager;
    }

    /**
     * Installs a healthy service: it starts at once, runs until it is stopped, and can be enabled.
     *
     * @param name its name, such as {@code MyBot.service}
     * @return the unit, to script what it does
     */
    public FakeUnit install(String name) {
        return install(name, healthy(name));
    }

    private String healthy(String name) {
        String complete = complete(name);
        String target = manager.scope() == ManagerScope.USER ? "default.target" : "multi-user.target";
        return "[Service]\nExecStart=/usr/bin/" + UnitNameMangler.stem(complete) + "\n\n[Install]\nWantedBy=" + target
                + "\n";
    }

    private static String complete(String name) {
        return FakeSystemdException.reporting(() -> UnitNameMangler.complete(name));
    }

    /**
     * Installs a unit.
     *
     * @param name its name
     * @param file what its file says
     * @return the unit, to script what it does
     */
    public FakeUnit install(String name, UnitFile file) {
        return install(name, file.toString());
    }

    /**
     * Installs a unit from the text of a unit file, where an administrator would put it, and lets the manager read it.
     *
     * @param name its name
     * @param text the text, as a file would hold it; systemd's ways with bad text are the fake's
     * @return the unit, to script what it does
     */
    public FakeUnit install(String name, String text) {
        return put(manager.scope().configDirectory, name, text);
    }

    /**
     * Installs a unit where a distribution's package would put it. Only such units can be masked: systemd makes no mask
     * where the administrator has a file.
     *
     * @param name its name
     * @param text the text, as a file would hold it
     * @return the unit, to script what it does
     */
    public FakeUnit installPackaged(String name, String text) {
        return put(manager.scope().vendorDirectory, name, text);
    }

    /**
     * Installs a healthy service where a distribution's package would put it, so that it can be masked.
     *
     * @param name its name, such as {@code MyBot.service}
     * @return the unit, to script what it does
     */
    public FakeUnit installPackaged(String name) {
        return installPackaged(name, healthy(name));
    }

    private FakeUnit put(String directory, String name, String text) {
        String complete = complete(name);
        synchronized (manager.time()) {
            manager.unitFiles().files().write(directory + "/" + complete, text);
            Unit known = manager.loaded(complete);
            if (known != null) {
                manager.reload(known);
            }
            FakeSystemdException.reporting(manager::settle);
        }
        manager.time().runDueTasks();
        return new FakeUnit(manager, complete);
    }

    /**
     * Writes a file without telling the manager: a drop-in, or a unit file that is to be stale until a
     * {@code daemon-reload}.
     *
     * @param name the path below the directory of the administrator's unit files, such as
     *     {@code MyBot.service.d/override.conf}
     * @param text the text
     */
    public void write(String name, String text) {
        synchronized (manager.time()) {
            manager.unitFiles().files().write(manager.scope().configDirectory + "/" + name, text);
        }
    }

    /**
     * Returns a unit.
     *
     * @param name its name, an installed unit's
     * @return the unit
     * @throws FakeSystemdException if no such unit is installed
     */
    public FakeUnit unit(String name) {
        synchronized (manager.time()) {
            String complete = complete(name);
            if (manager.loaded(complete) == null
                    && !manager.unitFiles().read(complete).exists()) {
                throw new FakeSystemdException(
                        "no unit " + complete + " is installed; write fake.install(\"" + complete + "\") first");
            }
            return new FakeUnit(manager, manager.unitFiles().primaryName(complete));
        }
    }
}
