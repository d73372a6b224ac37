package io.github.servicehandler.testing;

import io.github.servicehandler.testing.internal.files.ManagerScope;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.manager.Manager;
import io.github.servicehandler.testing.internal.units.Unit;
import io.github.servicehandler.unit.UnitFile;

/** One of the two managers of a {@link FakeSystemd}: the user manager or the system manager. Thread-safe. */
public final class FakeManager {

    private final Manager manager;

    FakeManager(Manager manager) {
        this.manager = manager;
    }

    /**
     * Installs a healthy service, but does not start it. Once started, it is ready at once and runs until it is
     * stopped. It can be enabled.
     *
     * @param name the unit's name, such as {@code MyBot.service}; the suffix {@code .service} may be omitted
     * @return the installed unit
     */
    public FakeUnit install(String name) {
        return install(name, healthyService(name));
    }

    private String healthyService(String name) {
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
     * @param name the unit's name; the suffix {@code .service} may be omitted
     * @param file the unit file
     * @return the installed unit
     */
    public FakeUnit install(String name, UnitFile file) {
        return install(name, file.toString());
    }

    /**
     * Installs a unit from the text of a unit file. The file goes into the directory for the administrator's unit
     * files, and the manager reads it again if the unit is loaded.
     *
     * @param name the unit's name; the suffix {@code .service} may be omitted
     * @param text the content of the unit file; the fake handles invalid content as systemd does
     * @return the installed unit
     */
    public FakeUnit install(String name, String text) {
        return installIn(manager.scope().configDirectory, name, text);
    }

    /**
     * Installs a unit in the directory for the unit files of the distribution's packages. Only such units can be
     * masked: systemd refuses to mask a unit whose file is in the administrator's directory.
     *
     * @param name the unit's name; the suffix {@code .service} may be omitted
     * @param text the content of the unit file
     * @return the installed unit
     */
    public FakeUnit installPackaged(String name, String text) {
        return installIn(manager.scope().vendorDirectory, name, text);
    }

    /**
     * Installs a healthy service in the directory for the unit files of the distribution's packages, so that it can be
     * masked.
     *
     * @param name the unit's name, such as {@code MyBot.service}; the suffix {@code .service} may be omitted
     * @return the installed unit
     */
    public FakeUnit installPackaged(String name) {
        return installPackaged(name, healthyService(name));
    }

    private FakeUnit installIn(String directory, String name, String text) {
        String complete = complete(name);
        synchronized (manager.time()) {
            manager.unitFiles().files().write(directory + "/" + complete, text);
            Unit loaded = manager.loaded(complete);
            if (loaded != null) {
                manager.reload(loaded);
            }
            FakeSystemdException.reporting(manager::settle);
        }
        manager.time().runDueTasks();
        return new FakeUnit(manager, complete);
    }

    /**
     * Writes a drop-in or a unit file without making the manager read it. A unit that is loaded keeps its old settings
     * until a {@code daemon-reload}.
     *
     * @param name the path relative to the directory for the administrator's unit files, such as
     *     {@code MyBot.service.d/override.conf}
     * @param text the content of the file
     */
    public void write(String name, String text) {
        synchronized (manager.time()) {
            manager.unitFiles().files().write(manager.scope().configDirectory + "/" + name, text);
        }
    }

    /**
     * Returns an installed unit.
     *
     * @param name the unit's name; the suffix {@code .service} may be omitted
     * @return the unit
     * @throws FakeSystemdException if no such unit is installed
     */
    public FakeUnit unit(String name) {
        synchronized (manager.time()) {
            String complete = complete(name);
            if (manager.loaded(complete) == null
                    && !manager.unitFiles().read(complete).exists()) {
                String receiver = manager.scope() == ManagerScope.USER ? "fake" : "fake.system()";
                throw new FakeSystemdException("unit \"" + complete + "\" is not installed; write " + receiver
                        + ".install(\"" + complete + "\") first");
            }
            return new FakeUnit(manager, manager.unitFiles().primaryName(complete));
        }
    }
}
