package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.unit.UnitFile;
import io.github.servicehandler.unit.UnitName;
import java.util.Arrays;
import java.util.List;

/**
 * Puts a unit's file in place and takes it away, by commands: so it lands where the manager is, be that here or elsewhere, and with
 * the rights of whoever runs the commands.
 */
final class Installation {

    private final Manager manager;
    private final UnitName unit;

    Installation(Manager manager, UnitName unit) {
        this.manager = manager;
        this.unit = unit;
    }

    void install(UnitFile file) {
        manager.ask(Command.of("install", "-D", "-m", "644", "-T", "--", "/dev/stdin", path())
                .withInput(file.toString()));
        manager.daemonReload();
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
        manager.ask(Command.of("rm", "-f", "--", path()));
        manager.daemonReload();
        manager.order(manager.systemctl().verb(Verb.RESET_FAILED, List.of(unit)));
    }

    /** Asks the manager itself where it looks: the user's directory depends on the user's environment. */
    private String path() {
        String directories = manager.properties("UnitPath").text("UnitPath");
        String wanted = manager.systemctl().isUser() ? "/systemd/user" : "/systemd/system";
        return Arrays.stream(directories.split(" "))
                        .filter(directory -> directory.endsWith(wanted))
                        .findFirst()
                        .orElseThrow(() -> nowhere(wanted, directories))
                + "/" + unit;
    }

    private CommandFailedException nowhere(String wanted, String directories) {
        return new CommandFailedException(
                "the manager looks for unit files in no " + wanted,
                manager.systemctl().showManager(List.of("UnitPath")),
                CommandResult.ok(directories));
    }
}
