package io.github.servicehandler.testing;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandStartException;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.testing.internal.bus.StdioBridgeOptions;
import io.github.servicehandler.testing.internal.cli.AccessDenial;
import io.github.servicehandler.testing.internal.cli.CommandReply;
import io.github.servicehandler.testing.internal.cli.FakeSystemctl;
import io.github.servicehandler.testing.internal.files.UnitFileLookup;
import io.github.servicehandler.testing.internal.time.VirtualTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Is something that goes wrong between a caller and systemd. Immutable and thread-safe.
 *
 * @see FakeSystemd#fail(Fault)
 */
public final class Fault {

    private interface Answer {

        /** Returns what comes back, or {@code null} if nothing goes wrong with this command. */
        @Nullable
        CommandResult to(Command command, VirtualTime time, int version);
    }

    private final Answer answer;

    private Fault(Answer answer) {
        this.answer = answer;
    }

    /** Returns what comes back, or {@code null} if nothing goes wrong with this command. */
    @Nullable
    CommandResult answer(Command command, VirtualTime time, int version) {
        return answer.to(command, time, version);
    }

    /**
     * Returns the fault that there is no bus to reach the manager by, as for a user who is not logged in and has no
     * lingering.
     *
     * @return the fault
     */
    public static Fault busGone() {
        return withoutBus("Failed to connect to bus: No medium found");
    }

    /**
     * Returns the fault that there is no {@code systemd-stdio-bridge}, so that nobody hears of events and all have to
     * ask. Nothing else goes wrong.
     *
     * @return the fault
     */
    public static Fault noBridge() {
        return new Fault((command, time, version) -> {
            if (isBridge(command)) {
                throw new CommandStartException("there is no program " + command.program(), command, true, null);
            }
            return null;
        });
    }

    private static boolean isBridge(Command command) {
        return UnitFileLookup.fileName(command.program()).equals(StdioBridgeOptions.PROGRAM);
    }

    private static Fault withoutBus(String complaint) {
        return new Fault((command, time, version) ->
                isBridge(command) ? StdioBridgeOptions.noBus(version) : CommandResult.failed(1, complaint + "\n"));
    }

    /**
     * Returns the fault that the machine was not booted with systemd, as most containers.
     *
     * @return the fault
     */
    public static Fault notBooted() {
        return withoutBus("System has not been booted with systemd as init system (PID 1). Can't operate.\n"
                + "Failed to connect to bus: Host is down");
    }

    /**
     * Returns the fault that the caller lacks the permission to change anything, as a user who gives orders to the
     * system's manager. As there, what only reads is answered all the same.
     *
     * @return the fault
     */
    public static Fault permissionDenied() {
        return new Fault((command, time, version) -> denied(command, version));
    }

    /**
     * Returns the fault that the caller may not read the journal. Only {@code journalctl} knows of it.
     *
     * @return the fault
     */
    public static Fault journalDenied() {
        return ofJournal(1, "No journal files were opened due to insufficient permissions.");
    }

    /**
     * Returns the fault that there is no journal, as where journald does not run. Only {@code journalctl} knows of it,
     * and it succeeds all the same.
     *
     * @return the fault
     */
    public static Fault noJournal() {
        return ofJournal(0, "No journal files were found.");
    }

    private static Fault ofJournal(int exitCode, String complaint) {
        return new Fault((command, time, version) ->
                UnitFileLookup.fileName(command.program()).equals("journalctl")
                        ? CommandResult.failed(exitCode, complaint + "\n")
                        : null);
    }

    private static @Nullable CommandResult denied(Command command, int version) {
        CommandReply reply = new CommandReply();
        boolean denied = switch (UnitFileLookup.fileName(command.program())) {
            case "systemctl" -> AccessDenial.answer(FakeSystemctl.parse(command).words(), version, reply);
            case "systemd-run" -> AccessDenial.transientUnit(version, reply);
            default -> false;
        };
        return denied ? reply.result(Duration.ZERO) : null;
    }

    /**
     * Returns the fault that no answer comes within the command's timeout.
     *
     * @return the fault
     */
    public static Fault timeout() {
        return new Fault((command, time, version) -> {
            time.runUntil(time.micros() + command.timeout().toNanos() / 1000);
            throw new CommandTimeoutException(command);
        });
    }

    /**
     * Returns the fault that the program is not installed.
     *
     * @return the fault
     */
    public static Fault notInstalled() {
        return new Fault((command, time, version) -> {
            throw new CommandStartException("there is no program " + command.program(), command, true, null);
        });
    }

    /**
     * Returns the fault that a command succeeds with an answer that makes no sense.
     *
     * @param output what it writes to its standard output
     * @return the fault
     */
    public static Fault garbage(String output) {
        return new Fault((command, time, version) -> CommandResult.ok(output));
    }

    /**
     * Returns the fault that a command fails in any other way.
     *
     * @param exitCode its exit code
     * @param complaint what it writes to its standard error, without the line's end
     * @return the fault
     */
    public static Fault failing(int exitCode, String complaint) {
        return new Fault((command, time, version) -> CommandResult.failed(exitCode, complaint + "\n"));
    }
}
