package io.github.servicehandler.files;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names and numbers of the machine that the manager runs on, as far as specifiers stand for them. One command reads
 * them, when they are needed.
 */
final class MachineIdentity {

    private static final Logger log = LoggerFactory.getLogger(MachineIdentity.class.getPackageName());

    private static final Command COMMAND = Command.of(
            ProgramNames.HEAD,
            "-qn1",
            "/etc/machine-id",
            "/proc/sys/kernel/hostname",
            "/proc/sys/kernel/random/boot_id",
            "/proc/sys/kernel/osrelease");

    private static final Pattern MACHINE_ID = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern BOOT_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final ManagerClient client;
    private @Nullable List<String> cached;

    MachineIdentity(ManagerClient client) {
        this.client = client;
    }

    Optional<String> machineId() {
        return lines().stream()
                .filter(line -> MACHINE_ID.matcher(line).matches())
                .findFirst();
    }

    /** Returns the boot id without dashes, as systemd prints it. */
    Optional<String> bootId() {
        return lineFromBootId(0).map(id -> id.replace("-", ""));
    }

    Optional<String> hostName() {
        return lineFromBootId(-1);
    }

    /** Returns the host name up to its first dot. */
    Optional<String> shortHostName() {
        return hostName().map(name -> name.split("\\.", 2)[0]);
    }

    Optional<String> kernelRelease() {
        return lineFromBootId(1);
    }

    /** Returns a line relative to that of the boot id, because the first file may be missing. */
    private Optional<String> lineFromBootId(int distance) {
        List<String> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            int wanted = i + distance;
            if (BOOT_ID.matcher(lines.get(i)).matches() && wanted >= 0 && wanted < lines.size()) {
                return Optional.of(lines.get(wanted));
            }
        }
        return Optional.empty();
    }

    private List<String> lines() {
        List<String> lines = cached;
        if (lines == null) {
            lines = read();
            cached = lines;
        }
        return lines;
    }

    private List<String> read() {
        try {
            return client.run(COMMAND).stdout().lines().toList();
        } catch (CommandException e) {
            log.debug("cannot read the names of the machine", e);
            return List.of();
        }
    }
}
