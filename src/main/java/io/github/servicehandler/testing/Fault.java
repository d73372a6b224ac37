package io.github.servicehandler.testing;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandStartException;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.testing.internal.bus.StdioBridgeCommandLine;
import io.github.servicehandler.testing.internal.cli.AccessDenial;
import io.github.servicehandler.testing.internal.cli.CommandReply;
import io.github.servicehandler.testing.internal.cli.FakeFileCommands;
import io.github.servicehandler.testing.internal.cli.FakeSystemctl;
import io.github.servicehandler.testing.internal.files.UnitFileLookup;
import io.github.servicehandler.testing.internal.time.VirtualTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A fault between the code under test and systemd, such as a missing bus or a denied permission. Immutable and
 * thread-safe.
 *
 * @see FakeSystemd#fail(Fault)
 */
public final class Fault {

    /** The parts of the fake that a fault needs. */
    record Machine(VirtualTime time, int version, FakeFileCommands files) {}

    private interface Answer {

        /** Returns the result of a command that the fault affects, or {@code null} if the fault does not affect it. */
        @Nullable
        CommandResult to(Command command, Machine machine);
    }

    private final Answer answer;
    private final boolean deniesRequests;

    private Fault(Answer answer) {
        this(answer, false);
    }

    private Fault(Answer answer, boolean deniesRequests) {
        this.answer = answer;
        this.deniesRequests = deniesRequests;
    }

    /** Returns whether the manager denies what clients request over its bus. */
    boolean deniesRequests() {
        return deniesRequests;
    }

    /** Returns the result of a command that the fault affects, or {@code null} if the fault does not affect it. */
    @Nullable
    CommandResult answer(Command command, Machine machine) {
        return answer.to(command, machine);
    }

    /**
     * Returns the fault that the manager's bus is missing, as for a user who is neither logged in nor lingering. Every
     * command fails, except {@code journalctl}, which needs no manager.
     *
     * @return the fault
     */
    public static Fault busGone() {
        Fault unreachable = unreachable("Failed to connect to bus: No medium found");
        return new Fault((command, machine) -> isJournalctl(command) ? null : unreachable.answer(command, machine));
    }

    /**
     * Returns the fault that {@code systemd-stdio-bridge} is not installed: starting it throws a
     * {@link CommandStartException}. No program receives D-Bus signals then, so watches have to poll. Other commands
     * work.
     *
     * @return the fault
     */
    public static Fault noBridge() {
        return new Fault((command, machine) -> {
            if (isBridge(command)) {
                throw missing(command);
            }
            return null;
        });
    }

    private static CommandStartException missing(Command command) {
        return new CommandStartException("there is no program \"" + command.program() + "\"", command, true, null);
    }

    private static boolean isBridge(Command command) {
        return UnitFileLookup.fileName(command.program()).equals(StdioBridgeCommandLine.PROGRAM);
    }

    private static boolean isJournalctl(Command command) {
        return UnitFileLookup.fileName(command.program()).equals("journalctl");
    }

    private static Fault unreachable(String complaint) {
        return new Fault((command, machine) -> isBridge(command)
                ? StdioBridgeCommandLine.noBus(machine.version())
                : CommandResult.failed(1, complaint + "\n"));
    }

    /**
     * Returns the fault that the machine was not booted with systemd, as is the case in most containers. Every command
     * fails.
     *
     * @return the fault
     */
    public static Fault notBooted() {
        return unreachable("System has not been booted with systemd as init system (PID 1). Can't operate.\n"
                + "Failed to connect to bus: Host is down");
    }

    /**
     * Returns the fault that the caller is not permitted to change anything, like an unprivileged user of the system
     * manager. It affects {@code systemctl}, {@code systemd-run} and requests over the bus; commands and calls that
     * only read still work.
     *
     * @return the fault
     */
    public static Fault permissionDenied() {
        return new Fault((command, machine) -> denied(command, machine.version()), true);
    }

    /**
     * Returns the fault that the caller is not permitted to read the journal. It affects only {@code journalctl}, which
     * fails.
     *
     * @return the fault
     */
    public static Fault journalDenied() {
        return ofJournal(1, "No journal files were opened due to insufficient permissions.");
    }

    /**
     * Returns the fault that there is no journal, as on a machine where journald does not run. It affects only
     * {@code journalctl}, which writes a message to its standard error but succeeds.
     *
     * @return the fault
     */
    public static Fault noJournal() {
        return ofJournal(0, "No journal files were found.");
    }

    /**
     * Returns the fault that the disk is full. A program that writes a unit file writes only half of it and fails. It
     * does not affect {@code systemctl}, which needs no room to rename or link files.
     *
     * @return the fault
     */
    public static Fault diskFull() {
        return new Fault((command, machine) -> machine.files().runOnFullDisk(command));
    }

    private static Fault ofJournal(int exitCode, String complaint) {
        return new Fault(
                (command, machine) -> isJournalctl(command) ? CommandResult.failed(exitCode, complaint + "\n") : null);
    }

    private static @Nullable CommandResult denied(Command command, int version) {
        CommandReply reply = new CommandReply();
        boolean denied = switch (UnitFileLookup.fileName(command.program())) {
            case "systemctl" -> AccessDenial.denySystemctl(FakeSystemctl.parse(command), version, reply);
            case "systemd-run" -> AccessDenial.denySystemdRun(version, reply);
            default -> false;
        };
        return denied ? reply.result(Duration.ZERO) : null;
    }

    /**
     * Returns the fault that a command does not finish within its timeout. The timeout passes in virtual time, and then
     * the command throws a {@link CommandTimeoutException}.
     *
     * @return the fault
     */
    public static Fault timeout() {
        return new Fault((command, machine) -> {
            machine.time().runUntil(machine.time().micros() + command.timeout().toNanos() / 1000);
            throw new CommandTimeoutException(command);
        });
    }

    /**
     * Returns the fault that the program of a command is not installed. Every command throws a
     * {@link CommandStartException}.
     *
     * @return the fault
     */
    public static Fault notInstalled() {
        return new Fault((command, machine) -> {
            throw missing(command);
        });
    }

    /**
     * Returns the fault that a command succeeds, but with unexpected output.
     *
     * @param output the text that the command writes to its standard output
     * @return the fault
     */
    public static Fault garbage(String output) {
        return new Fault((command, machine) -> CommandResult.ok(output));
    }

    /**
     * Returns the fault that a command fails with the given exit code and error message.
     *
     * @param exitCode the command's exit code
     * @param complaint the text that the command writes to its standard error, without the final line break
     * @return the fault
     */
    public static Fault failing(int exitCode, String complaint) {
        return new Fault((command, machine) -> CommandResult.failed(exitCode, complaint + "\n"));
    }
}
