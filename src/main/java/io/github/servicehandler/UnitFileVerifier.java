package io.github.servicehandler;

import io.github.servicehandler.UnitFileVerification.VerificationSource;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandStartException;
import io.github.servicehandler.internal.systemctl.FileCommands;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import io.github.servicehandler.unit.UnitFile;
import io.github.servicehandler.unit.UnitFileProblem;
import io.github.servicehandler.unit.UnitName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verification of one unit file, by {@code systemd-analyze verify} if that exists where the manager is. It needs a
 * file of the unit's name, which is in a directory of its own, never in one that a manager reads.
 */
final class UnitFileVerifier {

    private static final Logger log = LoggerFactory.getLogger(UnitFileVerifier.class.getPackageName());

    /** Colours, which the systemd-analyze of version 247 prints whatever the environment. */
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    private final ManagerClient client;
    private final FileCommands files;
    private final UnitName unit;

    UnitFileVerifier(ManagerClient client, UnitName unit) {
        this.client = client;
        this.files = new FileCommands(client);
        this.unit = unit;
    }

    UnitFileVerification verify(UnitFile file) {
        return hasSystemdAnalyze() ? bySystemdAnalyze(file).orElseGet(() -> byTables(file)) : byTables(file);
    }

    private UnitFileVerification byTables(UnitFile file) {
        List<String> problems = UnitFile.parse(file.toString(), unit.type()).problems(client.version()).stream()
                .map(UnitFileProblem::describe)
                .toList();
        return new UnitFileVerification(VerificationSource.TABLES, problems);
    }

    private boolean hasSystemdAnalyze() {
        try {
            return client.run(Command.of(ProgramNames.SYSTEMD_ANALYZE, "--version"))
                    .succeeded();
        } catch (CommandStartException e) {
            if (e.isProgramMissing()) {
                return false;
            }
            throw e;
        }
    }

    /** Returns what systemd-analyze finds, or empty if it could not look. */
    private Optional<UnitFileVerification> bySystemdAnalyze(UnitFile file) {
        String directory = client.runChecked(Command.of(ProgramNames.MKTEMP, "-d"))
                .stdout()
                .strip();
        String path = directory + "/" + unit;
        try {
            files.replace(path, file.toString());
            CommandResult result = client.run(command(path));
            List<String> problems = problems(result.stderr(), directory);
            boolean looked = result.succeeded() || !problems.isEmpty();
            return looked
                    ? Optional.of(new UnitFileVerification(VerificationSource.SYSTEMD_ANALYZE, problems))
                    : Optional.empty();
        } finally {
            remove(directory, path);
        }
    }

    private Command command(String path) {
        List<String> argv = new ArrayList<>(List.of(ProgramNames.SYSTEMD_ANALYZE, "--no-pager", "--man=no"));
        if (client.address().isUser()) {
            argv.add("--user");
        }
        argv.addAll(List.of("verify", path));
        return Command.of(argv);
    }

    /** Returns the messages about this unit; systemd-analyze also reports problems of other units that it loads. */
    private List<String> problems(String messages, String directory) {
        String instances = unit.toString().replaceFirst("(?<=@).*", "");
        return messages.lines()
                .filter(line -> line.contains(directory) || line.contains(instances))
                .map(line -> COLOUR.matcher(line).replaceAll("").replace(directory + "/", ""))
                .toList();
    }

    private void remove(String directory, String path) {
        try {
            files.remove(path);
            files.removeIfEmpty(directory);
        } catch (CommandException e) {
            log.debug("cannot remove {}", directory, e);
        }
    }
}
