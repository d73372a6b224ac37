package io.github.servicehandler;

import io.github.servicehandler.internal.systemctl.UnloadedProperties;
import io.github.servicehandler.internal.text.LocalTime;
import io.github.servicehandler.internal.text.QuotedWords;
import io.github.servicehandler.internal.text.Timestamps;
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
 * A snapshot of one unit, as the manager saw it at one moment. Immutable; reading it costs no I/O.
 *
 * <p>org.freedesktop.systemd1(5) describes the underlying properties.
 *
 * <p>Two statuses are equal if their units and properties are; the name takes no part.
 *
 * @param unit the unit's name, as it was asked for
 * @param properties the properties that the manager reported
 * @param name the name for people, as of {@link ServiceHandler#name}
 */
public record ServiceStatus(UnitName unit, UnitProperties properties, String name) {

    /** The load state of a unit that the manager was not asked to load: systemd's own word for it. */
    static final String NOT_LOADED = "stub";

    private static final List<String> REQUIRED = List.of("Id", "LoadState", "ActiveState", "SubState");

    /**
     * Checks that the properties are sufficient for a state.
     *
     * @param unit the unit's name, as it was asked for
     * @param properties the properties that the manager reported
     * @param name the name for people
     * @throws IllegalArgumentException if {@code Id}, {@code LoadState}, {@code ActiveState} or {@code SubState} is
     *     missing
     */
    public ServiceStatus {
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(name, "name");
        for (String property : REQUIRED) {
            if (properties.text(property).isEmpty()) {
                throw new IllegalArgumentException("property " + property + " of " + unit + " is missing");
            }
        }
    }

    /**
     * Creates a status of a unit without a name of its own, which is shown as the unit.
     *
     * @param unit the unit's name, as it was asked for
     * @param properties the properties that the manager reported
     * @throws IllegalArgumentException if {@code Id}, {@code LoadState}, {@code ActiveState} or {@code SubState} is
     *     missing
     */
    public ServiceStatus(UnitName unit, UnitProperties properties) {
        this(unit, properties, unit.toString());
    }

    /**
     * Returns the same snapshot with another name for people.
     *
     * @param newName the name
     * @return the changed copy
     */
    public ServiceStatus named(String newName) {
        return newName.equals(name) ? this : new ServiceStatus(unit, properties, newName);
    }

    /** Returns the status of a unit that the manager has not loaded, and that is therefore down. */
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
     * Returns the status of a unit from what a manager shows of it.
     *
     * @throws IllegalArgumentException if the properties are not those of this unit
     */
    static ServiceStatus shown(UnitName unit, UnitProperties properties) {
        ServiceStatus status = new ServiceStatus(unit, properties);
        List<String> names = QuotedWords.split(properties.text("Names"));
        if (!status.id().equals(unit.toString()) && !names.contains(unit.toString())) {
            throw new IllegalArgumentException("expected " + unit + ", but found " + status.id());
        }
        return status;
    }

    /** Returns whether this is only the name of a unit that is not loaded. */
    boolean isStub() {
        return loadState().equals(NOT_LOADED);
    }

    /**
     * Returns the status of the same unit while it is not loaded; empty if its files may have changed, or if it has
     * none that last.
     */
    Optional<ServiceStatus> unloaded() {
        boolean hasFile = loadState().equals("loaded")
                && fragmentPath().isPresent()
                && enablement() != EnablementState.TRANSIENT
                && !needsDaemonReload();
        return hasFile
                ? Optional.of(new ServiceStatus(unit, UnloadedProperties.of(properties), name))
                : Optional.empty();
    }

    /**
     * Returns the state of the unit.
     *
     * @return the state
     */
    public ServiceState state() {
        return ServiceStateMapping.decide(loadState(), activeState(), subState());
    }

    /**
     * Returns the unit's primary name, which differs from {@link #unit()} if that is an alias.
     *
     * @return the primary name
     */
    public String id() {
        return properties.text("Id");
    }

    /**
     * Returns systemd's word for whether the unit's file was found and could be used: {@code loaded},
     * {@code not-found}, {@code bad-setting}, {@code error}, {@code masked}, …. The word is {@code stub} if the manager
     * was not asked to load the file.
     *
     * @return the word
     */
    public String loadState() {
        return properties.text("LoadState");
    }

    /**
     * Returns the general state as systemd's word: {@code active}, {@code inactive}, {@code failed}, ….
     *
     * @return the word
     */
    public String activeState() {
        return properties.text("ActiveState");
    }

    /**
     * Returns the detailed state as systemd's word: {@code running}, {@code dead}, {@code auto-restart}, ….
     *
     * @return the word
     */
    public String subState() {
        return properties.text("SubState");
    }

    /**
     * Returns the result of the last run as systemd's word: {@code success}, {@code exit-code}, {@code signal},
     * {@code timeout}, ….
     *
     * @return the word; empty for units without a result
     */
    public String result() {
        return properties.text("Result");
    }

    /**
     * Returns why the unit is not up, as text for people: how its last run failed and what to do about it, what is
     * wrong with its file, that it is masked or does not exist, or that a condition was not met. It is made of this
     * snapshot alone and costs no I/O. The reason of an {@link Outcome} contains more, such as messages of the journal.
     *
     * @return the reason; an empty text if there is nothing to explain, as for a unit that is up or was stopped
     */
    public String reason() {
        return FailureExplanation.ofStatus(this);
    }

    /**
     * Returns whether the unit is started at boot or login.
     *
     * @return the enablement; {@link EnablementState#UNKNOWN} if it was not read, as for a unit that
     *     {@link Systemd#statuses} reports without details
     */
    public EnablementState enablement() {
        return EnablementState.of(properties.get("UnitFileState").orElse("?"));
    }

    /**
     * Returns the main process.
     *
     * @return its process id, or empty if none is running
     */
    public OptionalLong mainPid() {
        return properties.number("MainPID").stream().filter(pid -> pid > 0).findFirst();
    }

    /**
     * Returns the time of the last change of the unit's state.
     *
     * @return the time; empty if the state has not changed since the unit was loaded. It is exact to the microsecond
     *     with systemd 248 and newer, and to the second with older versions
     */
    public Optional<Instant> since() {
        return Timestamps.parse(properties.text("StateChangeTimestamp"));
    }

    /**
     * Returns how often systemd restarted the service automatically. The count starts again from 0 when the service is
     * started explicitly, and after {@code reset-failed}.
     *
     * @return the number of automatic restarts
     */
    public int restarts() {
        // systemd's counter is unsigned and goes up to twice Integer.MAX_VALUE
        return (int) Math.min(Integer.MAX_VALUE, properties.number("NRestarts").orElse(0));
    }

    /**
     * Returns the memory that the unit's processes use.
     *
     * @return the number of bytes, or empty if the manager does not account for it
     */
    public OptionalLong memory() {
        return properties.number("MemoryCurrent");
    }

    /**
     * Returns the CPU time that the unit's processes have used in this run.
     *
     * @return the time, or empty if the manager does not account for it
     */
    public Optional<Duration> cpu() {
        return properties.number("CPUUsageNSec").stream()
                .mapToObj(Duration::ofNanos)
                .findFirst();
    }

    /**
     * Returns the number of tasks (processes and threads) of the unit.
     *
     * @return the number, or empty if the manager does not account for it
     */
    public OptionalLong tasks() {
        return properties.number("TasksCurrent");
    }

    /**
     * Returns how the main process last ended.
     *
     * @return its exit, or empty if it is running or never ran
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
     * @return the code, or empty if the process is running, never ran, or was ended by a signal
     */
    public OptionalInt exitCode() {
        return exit().stream()
                .filter(exit -> !exit.bySignal())
                .mapToInt(ProcessExit::code)
                .findFirst();
    }

    /**
     * Returns the id of the unit's run: systemd generates one each time it starts the unit.
     *
     * @return 32 hexadecimal digits, or empty if the unit has not run since it was loaded
     */
    public Optional<String> invocationId() {
        return properties.get("InvocationID").filter(id -> !id.isEmpty());
    }

    /**
     * Returns whether the manager has a job for the unit, such as a start that waits for another unit.
     *
     * @return whether a job is waiting or running
     */
    public boolean hasJob() {
        return properties.get("Job").filter(id -> !id.isEmpty()).isPresent();
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
     * Returns the status text that the service itself reported through sd_notify(3).
     *
     * @return the text, which may be empty
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
     * Returns whether the unit's files have changed since the manager read them, so that a {@code daemon-reload} is
     * necessary.
     *
     * @return whether they have changed
     */
    public boolean needsDaemonReload() {
        return properties.yes("NeedDaemonReload");
    }

    /**
     * Returns whether the unit is frozen: the kernel has suspended its processes.
     *
     * @return whether it is frozen
     */
    public boolean isFrozen() {
        return properties.text("FreezerState").equals("frozen");
    }

    /**
     * Returns whether systemd has stopped starting the unit because it was started too often. The unit then stays down
     * until {@code reset-failed}, or until enough time has passed.
     *
     * <p>systemd before 262 keeps the {@link #result()} of the last run in this case. This method then compares times:
     * a start was refused if the unit failed while it was down, or if an automatic restart brought no main process.
     *
     * @return whether the start limit was hit
     */
    public boolean startLimitHit() {
        if (result().equals("start-limit-hit")) {
            return true;
        }
        boolean limited = properties.number("StartLimitBurst").orElse(0) > 0;
        return limited && activeState().equals("failed") && (hasFailedWhileDown() || restartBroughtNoProcess());
    }

    /** Returns whether the unit failed without having been started, and not because it lacked resources. */
    private boolean hasFailedWhileDown() {
        long down = micros("InactiveEnterTimestampMonotonic");
        return down > 0 && micros("StateChangeTimestampMonotonic") > down && !result().equals("resources");
    }

    private boolean restartBroughtNoProcess() {
        long mainExit = micros("ExecMainExitTimestampMonotonic");
        return mainExit == 0
                ? restarts() > 0
                        && restarts() >= properties.number("StartLimitBurst").orElse(0)
                : micros("InactiveExitTimestampMonotonic") > mainExit;
    }

    private long micros(String timestamp) {
        return properties.number(timestamp).orElse(0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServiceStatus that && unit.equals(that.unit) && properties.equals(that.properties);
    }

    @Override
    public int hashCode() {
        return Objects.hash(unit, properties);
    }

    /** Returns the name, the state and its important details on one line; the time is that of this machine. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name + ": " + state() + " (" + activeState() + "/" + subState());
        if (state() == ServiceState.ERROR && !loadState().equals("loaded")) {
            text.append(", unit file ").append(loadState());
        }
        mainPid().ifPresent(pid -> text.append(", pid ").append(pid));
        if (restarts() > 0) {
            text.append(", restarts ").append(restarts());
        }
        if (!state().isActive()) {
            exit().filter(exit -> !exit.isClean())
                    .ifPresent(exit -> text.append(exit.bySignal() ? ", signal " : ", exit ")
                            .append(exit));
        }
        since().ifPresent(since -> text.append(", since ").append(LocalTime.format(since)));
        return text.append(')').toString();
    }
}
