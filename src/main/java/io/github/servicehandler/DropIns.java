package io.github.servicehandler;

import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.UnitNotFoundException;
import io.github.servicehandler.files.ServiceFileFinder;
import io.github.servicehandler.files.UnitFileText;
import io.github.servicehandler.internal.systemctl.FileCommands;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.internal.systemctl.UnitDirectories;
import io.github.servicehandler.internal.text.VisibleText;
import io.github.servicehandler.unit.UnitFile;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The drop-ins of a unit or of a template: files that change its settings, and are kept apart from its own file.
 * {@link ServiceHandler#dropIns} and {@link UnitFiles#dropIns} return them. Immutable and thread-safe.
 *
 * <pre>{@code
 * bot.dropIns().override("limits", UnitFile.parse("[Service]\nMemoryMax=100M\n"));
 * bot.dropIns().list();               // also those of packages, and those of bot-.service and service
 * bot.dropIns().remove("limits");
 * }</pre>
 *
 * <p>A file is replaced as a whole, as by {@link Systemd#install}. A running unit keeps most of its old settings until
 * it is restarted.
 */
public final class DropIns {

    private static final String DEFAULT_NAME = "override";
    private static final String SUFFIX = ".conf";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_:.@%+-]{0,240}");

    private final ManagerClient client;
    private final UnitName unit;
    private final ServiceFileFinder finder;
    private final boolean runtime;

    DropIns(ManagerClient client, UnitName unit, ServiceFileFinder finder, boolean runtime) {
        this.client = client;
        this.unit = unit;
        this.finder = finder;
        this.runtime = runtime;
    }

    /**
     * Returns the same drop-ins, but those that are written or removed are in the directory that is empty after a boot.
     *
     * @return the changed copy
     */
    public DropIns runtime() {
        return new DropIns(client, unit, finder, true);
    }

    /**
     * Returns all drop-ins that apply: those of the unit, of its template, of a prefix of its name, and of its type, in
     * every directory of the manager. Runs at most two commands.
     *
     * @return the drop-ins, in the order in which they apply
     * @throws UnitNotFoundException if the unit does not exist
     * @throws CommandException if they cannot be read
     */
    public List<DropIn> list() {
        return finder.text().fragments().stream()
                .filter(fragment -> DropIn.isDropIn(fragment.path()))
                .map(DropIns::dropIn)
                .toList();
    }

    private static DropIn dropIn(UnitFileText.Fragment fragment) {
        return new DropIn(fragment.path(), fragment.text());
    }

    /**
     * Writes the drop-in {@code override.conf}, as {@code systemctl edit} does, and makes the manager read it. An
     * existing one is replaced.
     *
     * @param settings the settings
     * @throws UnitNotFoundException if the unit does not exist
     * @throws IllegalStateException if the unit is masked
     * @throws CommandException if the file cannot be written, or the manager does not reload
     */
    public void override(UnitFile settings) {
        override(DEFAULT_NAME, settings);
    }

    /**
     * Writes a drop-in, and makes the manager read it. An existing one of this name is replaced. Drop-ins apply in the
     * order of their names.
     *
     * @param name the name of the file; {@code .conf} may be omitted
     * @param settings the settings
     * @throws IllegalArgumentException if the name is not that of a file
     * @throws UnitNotFoundException if the unit does not exist
     * @throws IllegalStateException if the unit is masked
     * @throws CommandException if the file cannot be written, or the manager does not reload
     */
    public void override(String name, UnitFile settings) {
        String file = fileName(name);
        String text = Objects.requireNonNull(settings, "settings").toString();
        String target = directory(existing());
        new FileCommands(client).replace(target + "/" + file, text);
        client.daemonReload(Verb.DEFAULT_DEADLINE);
    }

    /**
     * Removes a drop-in of the unit, and makes the manager read the others. One that does not exist is no error. Those
     * of packages, of a prefix or a type, and of {@code set-property} stay.
     *
     * @param name the name of the file; {@code .conf} may be omitted
     * @throws IllegalArgumentException if the name is not that of a file
     * @throws CommandException if the file cannot be removed, or the manager does not reload
     */
    public void remove(String name) {
        String directory = directory(unit.toString());
        FileCommands files = new FileCommands(client);
        files.remove(directory + "/" + fileName(name));
        files.removeIfEmpty(directory);
        client.daemonReload(Verb.DEFAULT_DEADLINE);
    }

    /**
     * Sets a property of the unit, as {@link #setProperties} does.
     *
     * @param name the property's name
     * @param value the value as in a unit file; an empty text resets it
     * @throws IllegalArgumentException if there is no such property that can be set, or if the value is not valid
     * @throws UnitNotFoundException if the unit does not exist
     * @throws CommandException if the manager cannot be reached or refuses the request
     */
    public void setProperty(String name, String value) {
        setProperties(Map.of(name, value));
    }

    /**
     * Sets properties of the unit, as {@code systemctl set-property} does: systemd applies them to a running unit at
     * once, and keeps them in drop-ins of its own. Only some properties can be set in this way, mostly limits; see
     * systemd.resource-control(5).
     *
     * @param values the values by the names of the properties; an empty text resets one. A
     *     {@link java.util.LinkedHashMap} keeps the order
     * @throws IllegalArgumentException if there is none, if there is no such property that can be set, or if a value is
     *     not valid
     * @throws UnitNotFoundException if the unit does not exist
     * @throws CommandException if the manager cannot be reached or refuses the request
     */
    public void setProperties(Map<String, String> values) {
        new PropertyChange(client, unit).set(values, runtime);
    }

    private String directory(String ofUnit) {
        UnitDirectories directories = UnitDirectories.read(client);
        return (runtime ? directories.runtime() : directories.configuration()) + "/" + ofUnit + DropIn.DIRECTORY_SUFFIX;
    }

    /** Returns the primary name of the unit, which must exist. A prefix, as in {@code bot-.service}, is no unit. */
    private String existing() {
        if (unit.isTemplate()) {
            if (client.listUnitFiles(List.of(unit.toString()), row -> row).isEmpty()) {
                throw missing();
            }
            return unit.toString();
        }
        UnitProperties properties = client.properties(unit, List.of("Id", "LoadState"));
        String state = properties.text("LoadState");
        if (state.equals("masked")) {
            throw new IllegalStateException(unit + " is masked; unmask it first");
        }
        if (state.equals("not-found") && !unit.stem().endsWith("-")) {
            throw missing();
        }
        return properties.get("Id").orElse(unit.toString());
    }

    private UnitNotFoundException missing() {
        return MissingUnit.exception(
                unit.toString(), client.address(), client.commands().listUnitFiles(List.of(unit.toString())));
    }

    private static String fileName(String name) {
        String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        if (!NAME.matcher(stem).matches()) {
            throw new IllegalArgumentException(VisibleText.quoted(name)
                    + " is not the name of a drop-in: it has letters, digits and _:.@%+- only, as in override.conf");
        }
        return stem + SUFFIX;
    }

    /** Returns the unit and where new drop-ins are written. */
    @Override
    public String toString() {
        return "drop-ins of " + unit + (runtime ? " until the next boot" : "");
    }
}
