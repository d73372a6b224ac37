package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
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

    /** How many of a run's last entries to search for the streams that its processes write to. */
    private static final int SEARCHED_ENTRIES = 100;

    /** A stream in an entry in JSON. Only journald itself can write this field, and a quote in a value is escaped. */
    private static final Pattern STREAM = Pattern.compile("\"_STREAM_ID\":\"([0-9a-f]{32})\"");

    /** The beginning of the manager's message about the failure of a run, after the unit's name. */
    private static final String FAILURE = ": Failed with result ";

    /** The words of the manager's messages about starts that came to nothing. */
    private static final Pattern OF_FAILURE = Pattern.compile("[Ff]ailed|[Rr]efus|skipped|Timed out");

    /** How long to wait between readings of the journal if the manager's message about the run is missing. */
    private static final List<Duration> PAUSES =
            Stream.of(10, 20, 40, 80).map(Duration::ofMillis).toList();

    private final ManagerClient client;
    private final ManagerAddress manager;

    OutcomeLog(ManagerClient client) {
        this.client = client;
        this.manager = client.address();
    }

    /** Returns the last lines of a run, which may have failed, oldest first. */
    List<String> lastLines(ServiceStatus run) {
        boolean failed = run.state() == ServiceState.ERROR || run.state() == ServiceState.RESTARTING;
        return failed ? lastLinesOfFailed(run) : reading(run).map(Supplier::get).orElse(List.of());
    }

    /**
     * Returns the last lines of a run that has failed, oldest first. Waits a moment for the manager's message about the
     * failure, because journald reads that message after the lines of the service.
     */
    List<String> lastLinesOfFailed(ServiceStatus run) {
        String last = run.id() + FAILURE;
        return reading(run)
                .map(lines ->
                        readUntil(lines, messages -> messages.stream().anyMatch(message -> message.startsWith(last))))
                .orElse(List.of());
    }

    private List<String> readUntil(Supplier<List<String>> reading, Predicate<List<String>> complete) {
        List<String> messages = reading.get();
        for (Duration pause : PAUSES) {
            if (complete.test(messages) || !waited(pause)) {
                break;
            }
            messages = reading.get();
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

    /** Returns how to read the last lines of a run; empty if systemd has not started the unit. */
    private Optional<Supplier<List<String>>> reading(ServiceStatus run) {
        return run.invocationId().map(id -> {
            RunProcesses processes = RunProcesses.read(client, run);
            return () -> messages(lastMessagesCommand(id, LINES, processes, streams(id, processes)));
        });
    }

    /**
     * Returns the streams to which the processes of a run in a user manager write their output. All lines of such a
     * stream belong to the run, also those of a child that has exited before journald looks at it: journald then does
     * not know the child's unit. In the system manager, systemd itself tells journald which unit a stream belongs to.
     */
    private List<String> streams(String invocationId, RunProcesses processes) {
        return manager.isUser() && processes.begin().isPresent()
                ? stdout(streamsCommand(invocationId, processes))
                        .flatMap(entry -> STREAM.matcher(entry).results())
                        .map(stream -> stream.group(1))
                        .distinct()
                        .toList()
                : List.of();
    }

    /**
     * Returns the manager's last messages about a unit, oldest first, whatever run they belong to. Waits a moment for
     * one about a failure that is newer than a request: journald may read it after the answer has arrived.
     */
    List<String> lastMessages(UnitName unit, Instant requested) {
        List<String> newer = client.isLocal()
                ? readUntil(
                        () -> messages(lastMessagesCommand(unit, Optional.of(requested))),
                        messages -> messages.stream()
                                .anyMatch(message -> OF_FAILURE.matcher(message).find()))
                : List.of();
        return newer.isEmpty() ? messages(lastMessagesCommand(unit, Optional.empty())) : newer;
    }

    private Command lastMessagesCommand(UnitName unit, Optional<Instant> since) {
        List<String> arguments = new ArrayList<>(List.of("--lines=3", "--output=cat"));
        since.ifPresent(time -> arguments.add(sinceOption(time)));
        arguments.addAll(fromManager("UNIT=" + unit));
        return journalctl(manager.arguments(), arguments);
    }

    private static String sinceOption(Instant time) {
        return String.format(Locale.ROOT, "--since=@%d.%06d", time.getEpochSecond(), time.getNano() / 1000);
    }

    /**
     * Returns the message by which systemd skipped a start of the unit; empty if it did not. Waits a moment for the
     * manager's message about that start, because an older message may be about another one. The clock of another
     * machine may differ; there, the last message counts.
     */
    Optional<String> skipReason(UnitName unit, Instant requested) {
        boolean sameClock = client.isLocal();
        Command command = lastStartMessageCommand(unit, sameClock ? Optional.of(requested) : Optional.empty());
        return readUntil(() -> messages(command), messages -> !sameClock || !messages.isEmpty()).stream()
                .filter(message -> message.contains("skipped"))
                .findFirst();
    }

    private List<String> messages(Command command) {
        return stdout(command).toList();
    }

    private Stream<String> stdout(Command command) {
        try {
            return client.runChecked(command).stdout().lines();
        } catch (CommandException e) {
            log.debug("cannot read log lines", e);
            return Stream.empty();
        }
    }

    /**
     * Returns the command for the last messages of a unit's run: its own, and the manager's about it. Messages that
     * name no run are found by the processes of the run and their streams.
     */
    Command lastMessagesCommand(String invocationId, int lines, RunProcesses processes, List<String> streams) {
        List<String> arguments = new ArrayList<>(List.of("--lines=" + lines, "--output=cat"));
        arguments.addAll(ofRun(invocationId, processes));
        arguments.add("+");
        arguments.addAll(fromManager("INVOCATION_ID=" + invocationId));
        if (!streams.isEmpty()) {
            arguments.add("+");
            streams.forEach(stream -> arguments.add("_STREAM_ID=" + stream));
        }
        return ofAllJournals(arguments);
    }

    /** Returns the command for the last entries that the processes of a run wrote, with all their fields. */
    Command streamsCommand(String invocationId, RunProcesses processes) {
        List<String> arguments = new ArrayList<>(List.of("--lines=" + SEARCHED_ENTRIES, "--output=json"));
        arguments.addAll(ofRun(invocationId, processes));
        return ofAllJournals(arguments);
    }

    /** Returns matches for the entries of a run and of its processes. */
    private static List<String> ofRun(String invocationId, RunProcesses processes) {
        List<String> arguments = new ArrayList<>();
        processes.begin().ifPresent(begin -> arguments.add("--since=@" + begin.getEpochSecond()));
        arguments.add("_SYSTEMD_INVOCATION_ID=" + invocationId);
        if (processes.begin().isPresent()) {
            arguments.add("+");
            processes.pids().forEach(pid -> arguments.add("_PID=" + pid));
        }
        return arguments;
    }

    /**
     * Returns a command that reads the journals of all users: the output of a user's system service is in the journal
     * of that user, which {@code --system} leaves out; the output of a user with an unusual id may be in the system's
     * journal, which {@code --user} leaves out. The id of a run is unique.
     */
    private Command ofAllJournals(List<String> arguments) {
        return journalctl(List.of(), arguments);
    }

    /**
     * Returns the command for the manager's last message about a unit's start job, which also reports a start that was
     * skipped.
     */
    Command lastStartMessageCommand(UnitName unit, Optional<Instant> since) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--lines=1");
        arguments.add("--output=cat");
        since.ifPresent(time -> arguments.add(sinceOption(time)));
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
