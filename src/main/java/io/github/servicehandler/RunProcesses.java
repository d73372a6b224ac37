package io.github.servicehandler;

import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.internal.text.Timestamps;
import io.github.servicehandler.unit.UnitProperties;
import io.github.servicehandler.unit.UnitType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes that systemd started for a service's last run. They identify journal entries that name no run: if a
 * process has exited before journald looks at it, journald knows only its id. Immutable.
 *
 * @param pids the ids of the processes
 * @param begin when the first of them was started, or empty if that is unknown
 */
record RunProcesses(List<String> pids, Optional<Instant> begin) {

    static final RunProcesses NONE = new RunProcesses(List.of(), Optional.empty());

    private static final Logger log = LoggerFactory.getLogger(RunProcesses.class.getPackageName());

    private static final List<String> COMMANDS = List.of(
            "ExecCondition", "ExecStartPre", "ExecStart", "ExecStartPost", "ExecReload", "ExecStop", "ExecStopPost");

    /** The end of a command's description; what comes before it may hold arguments that look like it. */
    private static final Pattern PROCESS =
            Pattern.compile(".* ; start_time=\\[(.*?)\\] ; stop_time=\\[.*?\\] ; pid=(\\d+) ; .*", Pattern.DOTALL);

    /** Times of commands are shown in seconds, and the manager's first message comes before the first command. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    RunProcesses {
        pids = List.copyOf(pids);
    }

    /** Reads the processes of the run that a status shows. If another run has begun since, the result is empty. */
    static RunProcesses read(ManagerClient client, ServiceStatus status) {
        if (status.unit().type() != UnitType.SERVICE) {
            return NONE;
        }
        List<String> names = new ArrayList<>(COMMANDS);
        names.add("InvocationID");
        try {
            UnitProperties shown = client.properties(status.unit(), names);
            return shown.get("InvocationID").equals(status.invocationId()) ? parse(shown) : NONE;
        } catch (CommandException e) {
            log.debug("cannot read the processes of {}", status.unit(), e);
            return NONE;
        }
    }

    static RunProcesses parse(UnitProperties shown) {
        List<String> pids = new ArrayList<>();
        List<Instant> starts = new ArrayList<>();
        for (String command : COMMANDS) {
            for (String value : shown.all(command)) {
                Matcher process = PROCESS.matcher(value);
                if (process.matches() && !process.group(2).equals("0")) {
                    pids.add(process.group(2));
                    Timestamps.parse(process.group(1)).ifPresent(starts::add);
                }
            }
        }
        return new RunProcesses(pids, starts.stream().min(Instant::compareTo).map(start -> start.minus(MARGIN)));
    }
}
