package io.github.servicehandler.unit;

/**
 * Builder for the unit file of a path, whose changes start another unit. See systemd.path(5) and
 * {@link UnitFile#path()}. Methods described with "Adds" keep the earlier values of a setting; methods described with
 * "Sets" replace them. Not thread-safe.
 */
public final class PathFileBuilder extends CommonFileBuilder<PathFileBuilder> {

    PathFileBuilder() {
        super(UnitType.PATH);
    }

    @Override
    PathFileBuilder self() {
        return this;
    }

    /**
     * Adds a {@code PathExists=}: a file or directory that starts the unit while it exists.
     *
     * @param path an absolute path
     * @return this builder
     * @throws IllegalArgumentException if the path is not absolute, or has a component {@code ..}
     */
    public PathFileBuilder pathExists(String path) {
        return addOwn("PathExists", path("path", path));
    }

    /**
     * Adds a {@code PathChanged=}: a file or directory that starts the unit when it was written and closed.
     *
     * @param path an absolute path
     * @return this builder
     * @throws IllegalArgumentException if the path is not absolute, or has a component {@code ..}
     */
    public PathFileBuilder pathChanged(String path) {
        return addOwn("PathChanged", path("path", path));
    }

    /**
     * Adds a {@code PathModified=}: a file or directory that starts the unit at every write.
     *
     * @param path an absolute path
     * @return this builder
     * @throws IllegalArgumentException if the path is not absolute, or has a component {@code ..}
     */
    public PathFileBuilder pathModified(String path) {
        return addOwn("PathModified", path("path", path));
    }

    /**
     * Adds a {@code DirectoryNotEmpty=}: a directory that starts the unit while there are files in it.
     *
     * @param path an absolute path
     * @return this builder
     * @throws IllegalArgumentException if the path is not absolute, or has a component {@code ..}
     */
    public PathFileBuilder directoryNotEmpty(String path) {
        return addOwn("DirectoryNotEmpty", path("directory", path));
    }

    /**
     * Sets {@code MakeDirectory=}: whether directories to watch are created. Systemd's default is {@code false}.
     *
     * @param make {@code true} to create them
     * @return this builder
     */
    public PathFileBuilder makeDirectory(boolean make) {
        return replaceOwn("MakeDirectory", make);
    }

    /**
     * Sets {@code Unit=}: the unit to start. Systemd's default is the service of the path unit's name.
     *
     * @param unit the name of the unit; a name without a type is that of a service
     * @return this builder
     * @throws IllegalArgumentException if it is not a valid unit name, or that of a path unit
     */
    public PathFileBuilder unit(String unit) {
        return replaceOwn("Unit", TriggeredUnit.checkedName(unit, UnitType.PATH));
    }
}
