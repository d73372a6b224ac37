package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandFailedException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import io.github.servicehandler.internal.systemctl.SystemctlClient;
import io.github.servicehandler.unit.UnitFile;
import io.github.servicehandler.unit.UnitName;
import java.util.Arrays;
import java.util.List;

/**
 * Puts a unit's file in place and takes it away, by commands: so it lands where the manager is, be that here or elsewhere, and with
 * the rights of whoever runs the commands.
 */
final class UnitFileInstaller {

    private final SystemctlClient client;
    private final UnitName unit;

    UnitFileInstaller(SystemctlClient client, UnitName unit) {
        this.client = client;
        this.unit = unit;
    }

    void install(UnitFile file) {
        client.ask(Command.of(ProgramNames.INSTALL, "-D", "-m", "644", "-T", "--", "/dev/stdin", path())
                .withInput(file.toString()));
        client.daemonReload(Verb.DEFAULT_DEADLINE);
    }

    /** Makes sure that the file which makes the unit is one that {@link #install} may have written. */
    void check(ServiceStatus status) {
        if (status.state() == ServiceState.MASKED) {
            throw new IllegalStateException(unit + " is masked: unmask it first");
        }
        String path = path();
        String file = status.fragmentPath().orElse(path);
        if (!file.equals(path)) {
            throw new IllegalStateException(
                    unit + " was not installed here: its file is " + file + ", not " + path + "; it is left as it is");
        }
    }

    void uninstall() {
        client.ask(Command.of(ProgramNames.RM, "-f", "--", path()));
        client.daemonReload(Verb.DEFAULT_DEADLINE);
        client.order(Verb.RESET_FAILED.command(client.commands(), List.of(unit)));
    }

    /** Asks the manager itself where it looks: the user's directory depends on the user's environment. */
    private String path() {
        String directories = client.managerProperties("UnitPath").text("UnitPath");
        String wanted = client.address().isUser() ? "/systemd/user" : "/systemd/system";
        return Arrays.stream(directories.split(" "))
                        .filter(directory -> directory.endsWith(wanted))
                        .findFirst()
                        .orElseThrow(() -> nowhere(wanted, directories))
                + "/" + unit;
    }

    private CommandFailedException nowhere(String wanted, String directories) {
        return new CommandFailedException(
                "the manager looks for unit files in no " + wanted,
                client.commands().showManager(List.of("UnitPath")),
                CommandResult.ok(directories));
    }
}
