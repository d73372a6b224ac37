package io.github.servicehandler.internal.systemctl;

import io.github.servicehandler.command.CommandFailedException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.internal.text.QuotedWords;
import java.util.List;

/**
 * The directories in which operators keep unit files: one that lasts, and one that is empty after a boot. They are read
 * from the manager, since those of a user depend on the environment of that user's manager.
 *
 * @param configuration the directory that lasts, such as {@code /etc/systemd/system}
 * @param runtime the directory below {@code /run}
 */
public record UnitDirectories(String configuration, String runtime) {

    /** The end of the names of the directories in which systemctl keeps the drop-ins of {@code set-property}. */
    private static final String CONTROL = ".control";

    private static final String RUN = "/run/";

    /** Asks the manager for the directories. */
    public static UnitDirectories read(ManagerClient client) {
        String printed = client.managerProperties("UnitPath").text("UnitPath");
        String suffix = client.address().isUser() ? "/systemd/user" : "/systemd/system";
        List<String> all = QuotedWords.split(printed);
        List<String> control =
                all.stream().filter(path -> path.endsWith(suffix + CONTROL)).toList();
        String configuration = all.stream()
                .filter(path -> path.endsWith(suffix))
                .findFirst()
                .orElseThrow(() -> none(client, suffix, printed));
        String runtime = control.size() == 2
                ? control.get(1).substring(0, control.get(1).length() - CONTROL.length())
                : all.stream()
                        .filter(path -> path.startsWith(RUN) && path.endsWith(suffix))
                        .findFirst()
                        .orElse(RUN + suffix.substring(1));
        return new UnitDirectories(configuration, runtime);
    }

    private static CommandFailedException none(ManagerClient client, String suffix, String printed) {
        return new CommandFailedException(
                "the manager's UnitPath has no directory that ends in \"" + suffix + "\"",
                client.commands().showManager(List.of("UnitPath")),
                CommandResult.ok(printed));
    }

    /** Returns the directories, and those of {@code set-property}. */
    public List<String> all() {
        return List.of(configuration + CONTROL, runtime + CONTROL, configuration, runtime);
    }
}
