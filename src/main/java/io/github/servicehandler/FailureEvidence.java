package io.github.servicehandler;

import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.unit.UnitProperties;
import io.github.servicehandler.unit.UnitType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evidence of why a unit failed that its status does not contain: the lines of its journal, and the commands that run
 * beside the main process of a service, such as {@code ExecStartPre=}, or for units of other types. Immutable.
 */
final class FailureEvidence {

    /** The settings of the commands that start and stop a unit, without the main process, in the order of the runs. */
    private static final Map<UnitType, List<String>> OF_RUN = Map.of(
            UnitType.SERVICE, List.of("ExecCondition", "ExecStartPre", "ExecStartPost", "ExecStop", "ExecStopPost"),
            UnitType.SOCKET, List.of("ExecStartPre", "ExecStartPost", "ExecStopPre", "ExecStopPost"),
            UnitType.MOUNT, List.of("ExecMount", "ExecUnmount"),
            UnitType.SWAP, List.of("ExecActivate", "ExecDeactivate"));

    private static final Map<UnitType, List<String>> OF_RELOAD =
            Map.of(UnitType.SERVICE, List.of("ExecReload"), UnitType.MOUNT, List.of("ExecRemount"));

    private static final Logger log = LoggerFactory.getLogger(FailureEvidence.class.getPackageName());

    private static final Pattern FAILED_COMMAND = Pattern.compile(
            "\\{ path=(.*?) ; argv\\[\\]=.* ; ignore_errors=no ; .* ; code=(exited|killed|dumped) ; status=(\\d+).*",
            Pattern.DOTALL);

    /** The manager's message about the end of a command beside the main process. */
    private static final Pattern CONTROL_PROCESS = Pattern.compile("(?:Control|Mount|Swap) process exited, (.*)");

    /** Messages of the manager that name a cause. */
    private static final Pattern CAUSE = Pattern.compile("(?:Failed to|Unable to|Changing to|Refusing to|Can't)\\b.*"
            + "|Socket service .*, refusing\\."
            + "|Path .* is already a mount point, .*"
            + "|Mount path .* is not .*"
            + "|Mount process finished, but there is no mount\\.");

    /** No evidence. */
    static final FailureEvidence NONE =
            new FailureEvidence(false, Optional.empty(), Optional.empty(), Optional.empty());

    private final boolean userManager;
    private final Optional<String> failedCommand;
    private final Optional<String> cause;
    private final Optional<String> failedDependency;

    private FailureEvidence(
            boolean userManager,
            Optional<String> failedCommand,
            Optional<String> cause,
            Optional<String> failedDependency) {
        this.userManager = userManager;
        this.failedCommand = failedCommand;
        this.cause = cause;
        this.failedDependency = failedDependency;
    }

    /** Returns the evidence that the status itself contains: whether the unit belongs to a user manager. */
    static FailureEvidence of(ServiceStatus status) {
        boolean userManager = status.fragmentPath()
                .filter(path -> path.contains("/systemd/user/"))
                .isPresent();
        return new FailureEvidence(userManager, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Reads the evidence. If the commands cannot be read, the journal's line about them is used.
     *
     * @param lines the lines of the unit's journal
     * @param commands the settings whose commands may have failed; empty if none can have
     */
    static FailureEvidence read(ManagerClient client, ServiceStatus status, List<String> lines, List<String> commands) {
        Optional<String> failed = commands.isEmpty()
                ? Optional.empty()
                : failedCommand(client, status, commands)
                        .or(() -> manager(lines, status)
                                .flatMap(line -> matching(CONTROL_PROCESS, line))
                                .map(matcher -> (status.unit().type() == UnitType.SERVICE
                                                ? "a command beside ExecStart= failed: "
                                                : "a command failed: ")
                                        + matcher.group(1))
                                .findFirst());
        return new FailureEvidence(client.address().isUser(), failed, cause(lines, status), Optional.empty());
    }

    /** Returns the settings whose commands start and stop units of a type, without the main process of a service. */
    static List<String> commandsOfRun(UnitType type) {
        return OF_RUN.getOrDefault(type, List.of());
    }

    /** Returns the settings whose commands reload units of a type. */
    static List<String> commandsOfReload(UnitType type) {
        return OF_RELOAD.getOrDefault(type, List.of());
    }

    /** Returns this evidence with a unit that failed and is required by the unit. */
    FailureEvidence withFailedDependency(Optional<String> dependency) {
        return new FailureEvidence(userManager, failedCommand, cause, dependency);
    }

    private static Optional<String> failedCommand(ManagerClient client, ServiceStatus status, List<String> commands) {
        try {
            UnitProperties properties = client.show(List.of(status.unit()), commands, (unit, shown) -> shown)
                    .get(0);
            return commands.stream()
                    .flatMap(setting -> properties.all(setting).stream().flatMap(value -> failure(setting, value)))
                    .findFirst();
        } catch (CommandException e) {
            log.debug("cannot read the commands of {}", status.name(), e);
            return Optional.empty();
        }
    }

    /** Describes the failed command of a setting, without its arguments, which may hold secrets. */
    private static Stream<String> failure(String setting, String value) {
        return matching(FAILED_COMMAND, value)
                .map(matcher -> describe(
                        setting + "=" + matcher.group(1),
                        new ProcessExit(!matcher.group(2).equals("exited"), Integer.parseInt(matcher.group(3)))))
                .flatMap(Optional::stream);
    }

    private static Optional<String> describe(String command, ProcessExit exit) {
        return exit.isClean()
                ? Optional.empty()
                : Optional.of(command + " failed with " + (exit.bySignal() ? "signal " : "exit code ") + exit);
    }

    private static Optional<String> cause(List<String> lines, ServiceStatus status) {
        return manager(lines, status)
                .filter(line -> CAUSE.matcher(line).matches() && !line.contains(", ignoring"))
                .findFirst();
    }

    /** Returns the manager's messages about the unit. */
    private static Stream<String> manager(List<String> lines, ServiceStatus status) {
        String prefix = status.id() + ": ";
        return lines.stream().filter(line -> line.startsWith(prefix)).map(line -> line.substring(prefix.length()));
    }

    private static Stream<Matcher> matching(Pattern pattern, String text) {
        return Stream.of(pattern.matcher(text)).filter(Matcher::matches);
    }

    /** Returns whether the unit belongs to a user manager. */
    boolean isOfUserManager() {
        return userManager;
    }

    /** Returns which command beside {@code ExecStart=} failed, and how. */
    Optional<String> failedCommand() {
        return failedCommand;
    }

    /** Returns the manager's message about the cause. */
    Optional<String> cause() {
        return cause;
    }

    /** Returns which unit that the unit requires failed, and how. */
    Optional<String> failedDependency() {
        return failedDependency;
    }
}
