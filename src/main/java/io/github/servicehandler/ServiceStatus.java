package io.github.servicehandler;

import io.github.servicehandler.internal.systemctl.Timestamps;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Is a snapshot of one unit, as the manager saw it at one moment. Immutable; reading it costs no I/O.
 *
 * <p>org.freedesktop.systemd1(5) describes the properties behind it.
 *
 * @param unit the unit's name, as it was asked for
 * @param properties what the manager said
 */
public record ServiceStatus(UnitName unit, UnitProperties properties) {

    /** The load state of a unit that the manager was not made to look for: systemd's word for not loaded yet. */
    static final String NOT_LOADED = "stub";

    private static final List<String> REQUIRED = List.of("Id", "LoadState", "ActiveState", "SubState");

    /**
     * Checks that the properties say at least what a state needs.
     *
     * @param unit the unit's name, as it was asked for
     * @param properties what the manager said
     * @throws IllegalArgumentException if {@code Id}, {@code LoadState}, {@code ActiveState} or {@code SubState} is missing
     */
    public ServiceStatus {
        Objects.requireNonNull(unit, "unit");
        for (String name : REQUIRED) {
            if (properties.text(name).isEmpty()) {
                throw new IllegalArgumentException("no " + name + " for " + unit);
            }
        }
    }

    /** Returns the status of a unit that the manager has not loaded, which therefore is down. */
    static ServiceStatus notLoaded(UnitName unit) {
        return new ServiceStatus(
                unit,
                UnitProperties.ofPairs(List.of(
                        "Id",
                        unit.toString(),
                        "LoadState",
                        NOT_LOADED,
                        "ActiveState",
                        "inactive",
                        "SubState",
                        "dead")));
    }

    /**
     * Returns how the unit is doing, in one word.
     *
     * @return the state
     */
    public ServiceState state() {
        return StateTable.decide(loadState(), activeState(), subState());
    }

    /**
     * Returns the unit's own name, which differs from {@link #unit()} if that is an alias.
     *
     * @return the canonical name
     */
    public String id() {
        return properties.text("Id");
    }

    /**
     * Returns whether the unit's file was found and could be used, in systemd's word: {@code loaded}, {@code not-found},
     * {@code bad-setting}, {@code error}, {@code masked}, …, or {@code stub} when the manager was not made to look.
     *
     * @return the word
     */
    public String loadState() {
        return properties.text("LoadState");
    }

    /**
     * Returns the coarse state in systemd's word: {@code active}, {@code inactive}, {@code failed}, ….
     *
     * @return the word
     */
    public String activeState() {
        return properties.text("ActiveState");
    }

    /**
     * Returns the fine state in systemd's word: {@code running}, {@code dead}, {@code auto-restart}, ….
     *
     * @return the word
     */
    public String subState() {
        return properties.text("SubState");
    }

    /**
     * Returns what came of the last run, in systemd's word: {@code success}, {@code exit-code}, {@code signal}, {@code timeout},
     * ….
     *
     * @return the word; empty for units that have none
     */
    public String result() {
        return properties.text("Result");
    }

    /**
     * Returns whether the unit is started at boot or login.
     *
     * @return the state; {@link EnablementState#UNKNOWN} if it was not asked for, as for a unit that is not loaded
     */
    public EnablementState enablement() {
        return EnablementState.of(properties.get("UnitFileState").orElse("?"));
    }

    /**
     * Returns the main process.
     *
     * @return its process id, or empty if none runs
     */
    public OptionalLong mainPid() {
        return properties.number("MainPID").stream().filter(pid -> pid > 0).findFirst();
    }

    /**
     * Returns since when the unit has been in this state.
     *
     * @return the time, to the microsecond from systemd 248 and to the second before; empty if it never changed since it was loaded
     */
    public Optional<Instant> since() {
        return Timestamps.parse(properties.text("StateChangeTimestamp"));
    }

    /**
     * Returns how often systemd restarted the service by itself. The count begins anew when somebody starts it, and after
     * {@code reset-failed}.
     *
     * @return the number of automatic restarts
     */
    public int restarts() {
        // systemd counts up to twice as far as an int does
        return (int) Math.min(Integer.MAX_VALUE, properties.number("NRestarts").orElse(0));
    }

    /**
     * Returns what the unit's processes use of memory.
     *
     * @return bytes, or empty if the manager does not account for it
     */
    public OptionalLong memory() {
        return properties.number("MemoryCurrent");
    }

    /**
     * Returns what the unit's processes have used of CPU time in this run.
     *
     * @return the time, or empty if the manager does not account for it
     */
    public Optional<Duration> cpu() {
        return properties.number("CPUUsageNSec").stream()
                .mapToObj(Duration::ofNanos)
                .findFirst();
    }

    /**
     * Returns how many tasks (processes and threads) the unit has.
     *
     * @return the number, or empty if the manager does not account for it
     */
    public OptionalLong tasks() {
        return properties.number("TasksCurrent");
    }

    /**
     * Returns how the main process ended the last time.
     *
     * @return its end, or empty if it runs or never ran
     */
    public Optional<ProcessExit> exit() {
        long how = properties.number("ExecMainCode").orElse(0);
        if (how == 0) {
            return Optional.empty();
        }
        long code = properties.number("ExecMainStatus").orElse(0);
        // 1 is CLD_EXITED; the others, killed and dumped, are signals
        return Optional.of(new ProcessExit(how != 1, (int) code));
    }

    /**
     * Returns the exit code of the main process's last run.
     *
     * @return the code, or empty if it runs, never ran, or was ended by a signal
     */
    public OptionalInt exitCode() {
        return exit().stream()
                .filter(exit -> !exit.bySignal())
                .mapToInt(ProcessExit::code)
                .findFirst();
    }

    /**
     * Returns which run of the unit this is: systemd makes up a new id each time it starts the unit.
     *
     * @return 32 hexadecimal digits, or empty if it has not run since it was loaded
     */
    public Optional<String> invocationId() {
        return properties.get("InvocationID").filter(id -> !id.isEmpty());
    }

    /**
     * Returns the unit's description.
     *
     * @return the text; the unit's name if it has none
     */
    public String description() {
        return properties.get("Description").orElse(unit.toString());
    }

    /**
     * Returns what the service says of itself through sd_notify(3).
     *
     * @return the text, possibly empty
     */
    public String statusText() {
        return properties.text("StatusText");
    }

    /**
     * Returns the unit file.
     *
     * @return its path, or empty if there is none
     */
    public Optional<String> fragmentPath() {
        return properties.get("FragmentPath").filter(path -> !path.isEmpty());
    }

    /**
     * Tells whether the unit's files have changed since the manager read them, so that a {@code daemon-reload} is due.
     *
     * @return whether they have
     */
    public boolean needsDaemonReload() {
        return properties.yes("NeedDaemonReload");
    }

    /**
     * Tells whether the unit is frozen: its processes are held by the kernel.
     *
     * @return whether it is
     */
    public boolean isFrozen() {
        return properties.text("FreezerState").equals("frozen");
    }

    /**
     * Tells whether systemd has given up on starting the unit because it was started too often. It then stays down until
     * {@code reset-failed}, or until enough time has passed.
     *
     * <p>systemd often leaves the {@link #result()} of the last run in place, so this looks at the number of restarts too.
     *
     * @return whether the start limit was hit
     */
    public boolean startLimitHit() {
        if (result().equals("start-limit-hit")) {
            return true;
        }
        long burst = properties.number("StartLimitBurst").orElse(0);
        return activeState().equals("failed") && burst > 0 && restarts() >= burst;
    }

    /** Returns the state and what else matters in it, on one line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(unit + ": " + state() + " (" + activeState() + "/" + subState());
        mainPid().ifPresent(pid -> text.append(", pid ").append(pid));
        if (restarts() > 0) {
            text.append(", restarts ").append(restarts());
        }
        if (!state().isActive()) {
            exit().filter(exit -> !exit.isClean())
                    .ifPresent(exit -> text.append(", exit ").append(exit));
        }
        since().ifPresent(since -> text.append(", since ").append(since));
        return text.append(')').toString();
    }
}
