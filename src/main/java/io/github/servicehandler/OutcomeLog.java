package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import io.github.servicehandler.internal.systemctl.SystemctlClient;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reader for the few journal lines that an {@link Outcome} includes. A journal that is missing or unreadable does not
 * make the verb fail.
 */
final class OutcomeLog {

    private static final Logger log = LoggerFactory.getLogger(OutcomeLog.class.getPackageName());

    private static final int LINES = 10;

    /** The beginning of the manager's message about the failure of a run, after the unit's name. */
    private static final String FAILURE = ": Failed with result ";

    /** How long to wait between readings of the journal if the manager's message about a failure is missing. */
    private static final List<Duration> PAUSES =
            Stream.of(10, 20, 40, 80).map(Duration::ofMillis).toList();

    private final SystemctlClient client;
    private final ManagerAddress manager;

    OutcomeLog(SystemctlClient client) {
        this.client = client;
        this.manager = client.address();
    }

    /** Returns the last lines of a run, which may have failed, oldest first. */
    List<String> lastLines(ServiceStatus run) {
        boolean failed = run.state() == ServiceState.ERROR || run.state() == ServiceState.RESTARTING;
        return failed
                ? lastLinesOfFailed(run)
                : lastMessagesCommand(run).map(this::messages).orElse(List.of());
    }

    /**
     * Returns the last lines of a run that has failed, oldest first. Waits a moment for the manager's message about the
     * failure, because journald reads that message after the lines of the service.
     */
    List<String> lastLinesOfFailed(ServiceStatus run) {
        return lastMessagesCommand(run)
                .map(command -> messagesUntil(command, run.id() + FAILURE))
                .orElse(List.of());
    }

    private List<String> messagesUntil(Command command, String last) {
        List<String> messages = messages(command);
        for (Duration pause : PAUSES) {
            if (messages.stream().anyMatch(message -> message.startsWith(last)) || !waited(pause)) {
                break;
            }
            messages = messages(command);
        }
        return messages;
    }

    private boolean waited(Duration pause) {
        try {
            client.time().sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<Command> lastMessagesCommand(ServiceStatus run) {
        return run.invocationId().map(id -> lastMessagesCommand(id, LINES, RunProcesses.read(client, run)));
    }

    /** Returns the manager's last messages about a unit, oldest first, whatever run they belong to. */
    List<String> lastMessages(UnitName unit) {
        List<String> arguments = new ArrayList<>(List.of("--lines=3", "--output=cat"));
        arguments.addAll(fromManager("UNIT=" + unit));
        return messages(journalctl(manager.arguments(), arguments));
    }

    /** Returns the message by which systemd skipped the unit's last start; empty if it did not. */
    Optional<String> skipReason(UnitName unit) {
        return messages(lastStartMessageCommand(unit)).stream()
                .filter(message -> message.contains("skipped"))
                .findFirst();
    }

    private List<String> messages(Command command) {
        try {
            return client.runChecked(command).stdout().lines().toList();
        } catch (CommandException e) {
            log.debug("cannot read log lines", e);
            return List.of();
        }
    }

    /**
     * Returns the command for the last messages of a unit's run: its own, and the manager's about it. Messages that
     * name no run are found by the processes of the run.
     */
    Command lastMessagesCommand(String invocationId, int lines, RunProcesses processes) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--lines=" + lines);
        arguments.add("--output=cat");
        processes.begin().ifPresent(begin -> arguments.add("--since=@" + begin.getEpochSecond()));
        arguments.add("_SYSTEMD_INVOCATION_ID=" + invocationId);
        arguments.add("+");
        arguments.addAll(fromManager("INVOCATION_ID=" + invocationId));
        if (processes.begin().isPresent()) {
            arguments.add("+");
            processes.pids().forEach(pid -> arguments.add("_PID=" + pid));
        }
        // reads the journals of all users: the output of a user's system service is in the journal of that user, which
        // "--system" leaves out; the output of a user with an unusual id may be in the system's journal, which "--user"
        // leaves out. The id of the run is unique.
        return journalctl(List.of(), arguments);
    }

    /**
     * Returns the command for the manager's last message about a unit's start job, which also reports a start that was
     * skipped.
     */
    Command lastStartMessageCommand(UnitName unit) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--lines=1");
        arguments.add("--output=cat");
        arguments.addAll(fromManager("UNIT=" + unit));
        arguments.add("JOB_TYPE=start");
        arguments.add("MESSAGE_ID=39f53479d3a045ac8e11786248231fbf");
        return journalctl(manager.arguments(), arguments);
    }

    /**
     * Returns matches for a field of the manager's own entries. Any process may write such a field. For the system
     * manager, a field that journald itself adds proves that root wrote the entry.
     */
    private List<String> fromManager(String field) {
        return manager.isUser() ? List.of("USER_" + field) : List.of(field, "_UID=0");
    }

    private Command journalctl(List<String> files, List<String> arguments) {
        List<String> argv = new ArrayList<>();
        argv.add(ProgramNames.JOURNALCTL);
        argv.addAll(files);
        argv.add("--no-pager");
        argv.add("--quiet");
        argv.addAll(arguments);
        return Command.of(argv).withTimeout(client.commands().timeout());
    }
}
