package io.github.servicehandler;

import io.github.servicehandler.internal.systemctl.FileCommands;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.internal.systemctl.UnitDirectories;
import io.github.servicehandler.unit.UnitFile;
import io.github.servicehandler.unit.UnitName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The installation of unit files. It writes and removes files by commands, so that they are where the manager runs,
 * here or elsewhere, with the rights of the user who runs the commands.
 */
final class UnitFileInstaller {

    private final ManagerClient client;
    private final FileCommands files;

    UnitFileInstaller(ManagerClient client) {
        this.client = client;
        this.files = new FileCommands(client);
    }

    /** Writes files, and makes the manager read them. */
    void install(Map<UnitName, UnitFile> byUnit, boolean runtime) {
        UnitDirectories directories = UnitDirectories.read(client);
        requireNoMask(directories, byUnit);
        String directory = runtime ? directories.runtime() : directories.configuration();
        Map<String, String> texts = new LinkedHashMap<>();
        byUnit.forEach((unit, file) -> texts.put(directory + "/" + unit, file.toString()));
        files.replace(texts);
        client.daemonReload(Verb.DEFAULT_DEADLINE);
    }

    /** Checks that no operator has masked a unit, which the new file would undo or which would hide it. */
    private void requireNoMask(UnitDirectories directories, Map<UnitName, UnitFile> byUnit) {
        List<String> paths = byUnit.keySet().stream()
                .flatMap(unit -> paths(directories, unit).stream())
                .toList();
        files.masks(paths).stream().findFirst().ifPresent(mask -> {
            String unit = mask.substring(mask.lastIndexOf('/') + 1);
            throw new IllegalStateException(unit + " is masked by the link \"" + mask + "\"; unmask it first");
        });
    }

    private static List<String> paths(UnitDirectories directories, UnitName unit) {
        return Stream.of(directories.configuration(), directories.runtime())
                .map(directory -> directory + "/" + unit)
                .toList();
    }

    /** Checks that the unit's file is where {@link #install} writes it. */
    void check(ServiceStatus status) {
        UnitName unit = status.unit();
        if (status.state() == ServiceState.MASKED) {
            throw new IllegalStateException(unit + " is masked; unmask it first");
        }
        List<String> paths = paths(UnitDirectories.read(client), unit);
        String file = status.fragmentPath().orElse(paths.get(0));
        if (!paths.contains(file)) {
            throw new IllegalStateException(
                    "cannot uninstall " + unit + ": its file is \"" + file + "\", not \"" + paths.get(0) + "\"");
        }
    }

    /**
     * Removes the files of a unit or a template and all drop-ins, and makes the manager read the others.
     *
     * @param others other units whose drop-ins are removed
     */
    void uninstall(UnitName unit, List<String> others) {
        files.remove(paths(UnitDirectories.read(client), unit).toArray(String[]::new));
        List<String> names =
                Stream.concat(Stream.of(unit.toString()), others.stream()).toList();
        client.runChecked(client.commands().change(List.of("revert"), names, Verb.DEFAULT_DEADLINE));
        client.daemonReload(Verb.DEFAULT_DEADLINE);
    }
}
