package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.UnitNotFoundException;
import io.github.servicehandler.files.ServiceFileFinder;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.internal.text.VisibleText;
import io.github.servicehandler.unit.UnitFile;
import io.github.servicehandler.unit.UnitName;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The unit files of a manager, by their names: of every type, also templates. {@link Systemd#unitFiles} returns them.
 * For a unit that can run, {@link ServiceHandler} has verbs whose outcomes tell more. Immutable and thread-safe.
 *
 * <pre>{@code
 * UnitFiles files = Systemd.user().unitFiles();
 * files.install(Map.of("bot@.service", template, "bots.target", target));   // one reload for both
 * files.enable("bot@.service");
 * files.link("/opt/bot/bot-backup.service");
 * files.revert("bot@.service");
 * }</pre>
 *
 * <p>Every method runs one command or some, and throws a {@link CommandException} if one of them fails.
 */
public final class UnitFiles {

    private final ManagerClient client;
    private final CommandRunner runner;
    private final boolean runtime;

    UnitFiles(ManagerClient client, CommandRunner runner, boolean runtime) {
        this.client = client;
        this.runner = runner;
        this.runtime = runtime;
    }

    /**
     * Returns the same unit files, but files and links are created in the directory that is empty after a boot.
     *
     * @return the changed copy
     */
    public UnitFiles runtime() {
        return new UnitFiles(client, runner, true);
    }

    /**
     * Writes a unit file as {@link Systemd#install} does, and makes the manager read it.
     *
     * @param name the unit's name, which may be that of a template; {@code .service} may be omitted
     * @param file the unit file
     * @throws IllegalArgumentException if systemd does not allow the name
     * @throws IllegalStateException if the unit is masked
     * @throws CommandException if the file cannot be written, or the manager does not reload
     */
    public void install(String name, UnitFile file) {
        install(Map.of(name, file));
    }

    /**
     * Writes unit files, and makes the manager read them, once for all. Each file is replaced as a whole, and none
     * before all new ones are on the disk: if the disk is full, all old files still exist. If this program is killed,
     * some files may be old and some new.
     *
     * @param files the unit files by the names of the units, which may be those of templates; {@code .service} may be
     *     omitted
     * @throws IllegalArgumentException if systemd does not allow a name, or if two names are those of the same unit
     * @throws IllegalStateException if one of the units is masked; no file is written then
     * @throws CommandException if a file cannot be written, or the manager does not reload
     */
    public void install(Map<String, UnitFile> files) {
        Map<UnitName, UnitFile> byUnit = new LinkedHashMap<>();
        files.forEach((name, file) -> {
            UnitName unit = UnitName.of(name);
            if (byUnit.put(unit, Objects.requireNonNull(file, name)) != null) {
                throw new IllegalArgumentException("there are two files for " + unit);
            }
        });
        if (!byUnit.isEmpty()) {
            new UnitFileInstaller(client).install(byUnit, runtime);
        }
    }

    /**
     * Returns what systemd would complain about in a unit file, before it is installed: by {@code systemd-analyze
     * verify} where the manager is, or by the lists of this library if there is no such program. Nothing is written to
     * a directory that a manager reads; systemd-analyze gets the file in a temporary directory, which is removed.
     *
     * @param name the unit's name, which may be that of a template; {@code .service} may be omitted
     * @param file the unit file, complete: not a drop-in
     * @return the problems, and how they were found
     * @throws IllegalArgumentException if systemd does not allow the name
     * @throws CommandException if the file cannot be written, or the manager's version cannot be read
     */
    public UnitFileVerification verify(String name, UnitFile file) {
        return new UnitFileVerifier(client, UnitName.of(name)).verify(Objects.requireNonNull(file, "file"));
    }

    /**
     * Stops the instances of a template, disables it, and removes its files that {@link #install} wrote, with its
     * drop-ins and those of its instances. A template that does not exist is no error. Files of packages stay.
     *
     * @param template the name of the template, such as {@code bot@.service}
     * @throws IllegalArgumentException if the name is not that of a template; {@link Systemd#uninstall} is for other
     *     units
     * @throws IllegalStateException if an instance is still up; nothing is removed then
     * @throws CommandException if a file cannot be removed, or the manager does not reload
     */
    public void uninstall(String template) {
        UnitName unit = UnitName.of(template);
        if (!unit.isTemplate()) {
            throw new IllegalArgumentException(
                    unit + " is not a template, as bot@.service is; use Systemd.uninstall for other units");
        }
        new TemplateRemoval(client, unit).run();
    }

    /**
     * Returns the drop-ins of a unit or a template. Runs no command.
     *
     * @param unit the name of a unit, of a template, or a prefix such as {@code bot-.service}, whose drop-ins apply to
     *     all units whose names begin with {@code bot-}; {@code .service} may be omitted
     * @return the drop-ins
     * @throws IllegalArgumentException if systemd does not allow the name
     */
    public DropIns dropIns(String unit) {
        UnitName name = UnitName.of(unit);
        ServiceFileFinder finder = ServiceFileFinder.of(
                runner, client.address(), name, client.commands().timeout());
        return new DropIns(client, name, finder, runtime);
    }

    /**
     * Enables unit files, as their {@code [Install]} sections specify. A template is enabled by the instance that its
     * {@code DefaultInstance=} names. A file that is elsewhere is linked, too.
     *
     * @param unitsOrPaths names of units, or absolute paths of unit files
     * @return what was changed
     * @throws IllegalArgumentException if there is none, or if one is neither the name of a unit nor such a path
     * @throws UnitNotFoundException if there is no such file
     */
    public List<UnitFileChange> enable(String... unitsOrPaths) {
        return change("enable", true, UnitFiles::unitOrPath, unitsOrPaths);
    }

    /**
     * Disables unit files: removes all links to them, also those to instances of a template.
     *
     * @param units names of units
     * @return what was changed
     * @throws IllegalArgumentException if there is none, or if systemd does not allow a name
     */
    public List<UnitFileChange> disable(String... units) {
        return change("disable", true, UnitFiles::unit, units);
    }

    /**
     * Masks units, so that they cannot be started. If a template is masked, none of its instances can be.
     *
     * @param units names of units
     * @return what was changed
     * @throws IllegalArgumentException if there is none, or if systemd does not allow a name
     */
    public List<UnitFileChange> mask(String... units) {
        return change("mask", true, UnitFiles::unit, units);
    }

    /**
     * Removes masks of units.
     *
     * @param units names of units
     * @return what was changed
     * @throws IllegalArgumentException if there is none, or if systemd does not allow a name
     */
    public List<UnitFileChange> unmask(String... units) {
        return change("unmask", true, UnitFiles::unit, units);
    }

    /**
     * Makes the manager find unit files that are outside of its directories.
     *
     * @param paths absolute paths of unit files
     * @return what was changed
     * @throws IllegalArgumentException if there is none, or if one is not such a path
     */
    public List<UnitFileChange> link(String... paths) {
        return change("link", true, UnitFiles::path, paths);
    }

    /**
     * Enables or disables units as the presets of this machine demand; see systemd.preset(5).
     *
     * @param units names of units
     * @return what was changed
     * @throws IllegalArgumentException if there is none, or if systemd does not allow a name
     */
    public List<UnitFileChange> preset(String... units) {
        return change("preset", true, UnitFiles::unit, units);
    }

    /**
     * Makes units as their packages ship them: removes their drop-ins, masks, and files that replace those of a
     * package. A file that replaces none stays.
     *
     * @param units names of units
     * @return what was removed
     * @throws IllegalArgumentException if there is none, or if systemd does not allow a name
     */
    public List<UnitFileChange> revert(String... units) {
        return change("revert", false, UnitFiles::unit, units);
    }

    private List<UnitFileChange> change(
            String verb, boolean takesRuntime, UnaryOperator<String> check, String... words) {
        if (words.length == 0) {
            throw new IllegalArgumentException("there must be at least one unit to " + verb);
        }
        List<String> arguments = runtime && takesRuntime ? List.of(verb, "--runtime") : List.of(verb);
        Command command = client.commands()
                .change(arguments, Arrays.stream(words).map(check).toList(), Verb.DEFAULT_DEADLINE);
        return ReportedLinks.changes(client.runChecked(command));
    }

    private static String unit(String name) {
        return UnitName.of(name).toString();
    }

    private static String unitOrPath(String text) {
        return text.startsWith("/") ? path(text) : unit(text);
    }

    private static String path(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        boolean isAbsolute = path.startsWith("/") && path.chars().noneMatch(Character::isISOControl);
        if (!isAbsolute || !UnitName.of(file).toString().equals(file)) {
            throw new IllegalArgumentException(VisibleText.quoted(path)
                    + " is not the absolute path of a unit file, such as /opt/bot/bot.service");
        }
        return path;
    }

    /** Returns the name of the manager and where files are created. */
    @Override
    public String toString() {
        return "unit files of the " + client.address() + (runtime ? " until the next boot" : "");
    }
}
