package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.internal.dbus.Variant;
import io.github.servicehandler.internal.systemctl.PropertySelection;
import io.github.servicehandler.internal.systemctl.UnloadedProperties;
import io.github.servicehandler.internal.systemdbus.ShowFormatter;
import io.github.servicehandler.internal.text.QuotedWords;
import io.github.servicehandler.unit.UnitName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The properties of a unit, as the manager's bus reports them. Used by the thread that reads the bus. */
final class BusUnitState {

    /** An empty list of exit codes and signals. */
    private static final List<?> NO_EXIT_STATUSES = List.of(List.of(), List.of());

    /** What has happened since the unit was read. */
    private enum Reading {
        /** Nothing. */
        NEW,
        /** The manager has loaded the unit, which it does in order to answer. */
        CAUSED_LOADING,
        /** Something else. */
        OLD
    }

    private final UnitName name;
    private final String path;
    private final Map<String, String> properties = new HashMap<>();
    private boolean loaded = true;
    private boolean rereadPending;
    private boolean outdated;
    private Reading reading = Reading.OLD;
    private @Nullable Boolean restarts;
    private @Nullable Boolean restartIsForced;
    private @Nullable String fileState;
    private @Nullable LastStart startBeforeJob;
    /** The status, once it was asked for; most signals ask more than once. */
    private @Nullable ServiceStatus status;

    /**
     * The last start of a unit: its run, and when its conditions were checked. A start that is skipped because of a
     * condition begins no run.
     */
    private record LastStart(String run, String conditionsChecked) {}

    BusUnitState(UnitName name) {
        this.name = name;
        this.path = name.busPath();
    }

    UnitName name() {
        return name;
    }

    /** Returns whether a path on the bus stands for the name that the unit was asked for by. */
    boolean isAt(String otherPath) {
        return path.equals(otherPath);
    }

    /** Returns the unit's primary name; the name that was asked for may be an alias. */
    String id() {
        return properties.getOrDefault("Id", name.toString());
    }

    /** Returns all names of the unit. */
    Set<UnitName> names() {
        Set<UnitName> names = new HashSet<>(List.of(name, UnitName.of(id())));
        QuotedWords.split(get("Names")).forEach(text -> names.add(UnitName.of(text)));
        return names;
    }

    String get(String property) {
        return properties.getOrDefault(property, "");
    }

    void set(String property, String value) {
        properties.put(property, value);
        status = null;
    }

    /** Stores the changed values of those properties that a status contains. */
    void set(Map<String, Variant> changed) {
        Variant job = changed.get("Job");
        if (job != null && !hasJob(ShowFormatter.of("Job", job))) {
            startBeforeJob = lastStart();
        }
        changed.forEach((property, value) -> {
            if (WatchedProperties.ALL.contains(property)) {
                set(property, ShowFormatter.of(property, value));
            }
        });
        setRestart(changed);
    }

    private LastStart lastStart() {
        return new LastStart(get("InvocationID"), get("ConditionTimestampMonotonic"));
    }

    /** Returns whether a job is the present one of the unit. */
    boolean hasJob(String id) {
        return get("Job").equals(id);
    }

    /**
     * Returns whether the job of the unit, which has been done, was to stop it: the unit is down, and was not started
     * since it got the job. The manager does not signal what a job is to do, and a job that has been signalled may have
     * been done before the question about it arrives.
     */
    boolean isJobToStop() {
        return status().state().isDown() && lastStart().equals(startBeforeJob);
    }

    void recordJobEnd() {
        set("Job", "");
    }

    /** Stores the settings that decide whether the manager may restart the unit. They are not part of a status. */
    private void setRestart(Map<String, Variant> read) {
        Variant policy = read.get("Restart");
        if (policy != null) {
            restarts = !policy.value().equals("no");
        }
        Variant forced = read.get("RestartForceExitStatus");
        if (forced != null) {
            restartIsForced = !forced.value().equals(NO_EXIT_STATUSES);
        }
    }

    /** Returns whether the manager may restart the unit by itself; also {@code true} if that is not known. */
    boolean mayBeRestarted() {
        return !Boolean.FALSE.equals(restarts) || !Boolean.FALSE.equals(restartIsForced);
    }

    /** Forgets the settings that come from the unit's files, because these may have changed. */
    void forgetSettings() {
        restarts = null;
        restartIsForced = null;
    }

    /**
     * Records that the manager has loaded the unit. If the manager then does something with the unit, signals about it
     * follow.
     */
    void recordLoaded() {
        loaded = true;
        reading = reading == Reading.NEW ? Reading.CAUSED_LOADING : Reading.OLD;
        rereadPending = true;
        forgetSettings();
    }

    /**
     * Returns {@code true} once after each load, when the properties that come from the unit's files must be read
     * again. This waits until the unit is up: reading an inactive unit would make the manager load it again.
     */
    boolean needsReading() {
        boolean needed = rereadPending && !get("ActiveState").equals("inactive");
        if (needed) {
            rereadPending = false;
            // correct until the unit has been read: without being loaded it could not have come up
            set("LoadState", "loaded");
        }
        return needed;
    }

    /** Assumes that the unit is loaded and down, until more is known. */
    void assumeLoaded() {
        set("Id", name.toString());
        set("LoadState", "loaded");
        set("ActiveState", "inactive");
        set("SubState", "dead");
    }

    /** Returns whether changed properties contain the state of a unit that is not down, which keeps it loaded. */
    static boolean isUp(Map<String, Variant> changed) {
        Variant state = changed.get("ActiveState");
        return state != null && !"inactive".equals(state.value());
    }

    /**
     * Records that all properties have been read.
     *
     * @param isOutdated whether files of the unit have changed since the manager read them
     */
    void recordReading(boolean isOutdated) {
        reading = Reading.NEW;
        outdated = isOutdated;
    }

    /**
     * Records how the manager lists the unit after a reload.
     *
     * @param row the row of the manager's list, or {@code null} if the unit is not loaded
     * @return whether the unit must be read again
     */
    boolean recordListed(UnitProspects.@Nullable ListedRow row) {
        boolean same = isRead() && !outdated && loaded == (row != null) && (row == null || row.agreesWith(this));
        loaded = row != null;
        return !same;
    }

    /** Records that the manager has done something with the unit. */
    void recordChange() {
        reading = Reading.OLD;
    }

    /**
     * Returns whether the unit was loaded only to be read. When it is unloaded after that, the state of its file is
     * known.
     */
    boolean isLoadedByReading() {
        return reading == Reading.CAUSED_LOADING;
    }

    /** Records that the manager has unloaded the unit. */
    void recordUnloaded() {
        loaded = false;
        reading = Reading.OLD;
        rereadPending = false;
        properties.putAll(UnloadedProperties.OF_UNIT);
        UnloadedProperties.OF_TYPE.forEach(properties::replace);
        status = null;
    }

    /**
     * Records the reply to {@code GetUnitFileState}; empty if there is no file.
     *
     * @return whether the unit must be read, so that the manager reads the file again
     */
    boolean setFileState(String state) {
        boolean changed = !state.equals(fileState);
        fileState = state;
        set("UnitFileState", state);
        if (loaded) {
            return false;
        }
        if (state.isEmpty()) {
            set("LoadState", "not-found");
        } else if (state.startsWith("masked")) {
            set("LoadState", "masked");
        } else {
            return changed && List.of("not-found", "masked").contains(get("LoadState"));
        }
        return false;
    }

    /** Records that the manager refuses calls about the unit, which then counts as not found. */
    void recordRefusal() {
        set("Id", name.toString());
        set("LoadState", "not-found");
        recordUnloaded();
    }

    /** Returns the unit's status. The unit must have been read once. */
    ServiceStatus status() {
        ServiceStatus known = status;
        if (known == null) {
            known = new ServiceStatus(name, PropertySelection.of(WatchedProperties.IN_ORDER, properties::get));
            status = known;
        }
        return known;
    }

    /** Returns whether the unit has been read. */
    boolean isRead() {
        return properties.containsKey("LoadState");
    }
}
