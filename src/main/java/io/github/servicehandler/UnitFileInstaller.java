package io.github.servicehandler;

import io.github.servicehandler.command.CommandFailedException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.internal.systemctl.FileCommands;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.internal.text.QuotedWords;
import io.github.servicehandler.unit.UnitFile;
import io.github.servicehandler.unit.UnitName;
import java.util.List;

/**
 * The installation of a unit's file. It writes and removes the file by commands, so that the file is where the manager
 * runs, here or elsewhere, with the rights of the user who runs the commands.
 */
final class UnitFileInstaller {

    private final ManagerClient client;
    private final FileCommands files;
    private final UnitName unit;

    UnitFileInstaller(ManagerClient client, UnitName unit) {
        this.client = client;
        this.files = new FileCommands(client);
        this.unit = unit;
    }

    void install(UnitFile file) {
        files.replace(path(), file.toString());
        client.daemonReload(Verb.DEFAULT_DEADLINE);
    }

    /** Checks that the unit's file is where {@link #install} writes it. */
    void check(ServiceStatus status) {
        if (status.state() == ServiceState.MASKED) {
            throw new IllegalStateException(unit + " is masked; unmask it first");
        }
        String path = path();
        String file = status.fragmentPath().orElse(path);
        if (!file.equals(path)) {
            throw new IllegalStateException(
                    "cannot uninstall " + unit + ": its file is \"" + file + "\", not \"" + path + "\"");
        }
    }

    void uninstall() {
        files.remove(path());
        client.daemonReload(Verb.DEFAULT_DEADLINE);
        client.perform(Verb.RESET_FAILED.request(List.of(unit)));
    }

    /**
     * Returns the path of the file. It is read from the manager, since a user's directory depends on the environment of
     * that user's manager.
     */
    private String path() {
        String directories = client.managerProperties("UnitPath").text("UnitPath");
        String suffix = client.address().isUser() ? "/systemd/user" : "/systemd/system";
        return QuotedWords.split(directories).stream()
                        .filter(directory -> directory.endsWith(suffix))
                        .findFirst()
                        .orElseThrow(() -> noUnitDirectory(suffix, directories))
                + "/" + unit;
    }

    private CommandFailedException noUnitDirectory(String suffix, String directories) {
        return new CommandFailedException(
                "the manager's UnitPath has no directory that ends in \"" + suffix + "\"",
                client.commands().showManager(List.of("UnitPath")),
                CommandResult.ok(directories));
    }
}
