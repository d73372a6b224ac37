package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.internal.settings.SettingValues;
import io.github.servicehandler.testing.internal.files.DependencyType;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.files.UnitSettings;
import io.github.servicehandler.testing.internal.services.ServiceConfig;
import io.github.servicehandler.testing.internal.services.ServiceUnit;
import io.github.servicehandler.testing.internal.units.TimerUnit;
import io.github.servicehandler.testing.internal.units.TriggeredJobMode;
import io.github.servicehandler.testing.internal.units.Unit;
import io.github.servicehandler.unit.UnitFile;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitType;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The check of a unit's settings as a whole, which systemd makes after it has read all files of the unit. */
final class UnitVerification {

    private static final Set<String> PATH_SETTINGS =
            Set.of("PathExists", "PathExistsGlob", "PathChanged", "PathModified", "DirectoryNotEmpty");
    private static final Set<UnitType> TYPES_WITH_PROCESSES =
            Set.of(UnitType.SERVICE, UnitType.SOCKET, UnitType.MOUNT, UnitType.SWAP);
    private static final int FIRST_WITH_ANY_SWAP_PATH = 257;
    private static final Pattern DEVICE_TAG = Pattern.compile("^(UUID|LABEL|PARTUUID|PARTLABEL)=");
    private static final Set<String> KILL_MODES_FOR_PAM = Set.of("control-group", "mixed");

    private UnitVerification() {}

    /** Returns systemd's message about why it refuses a unit, or an empty string if it accepts the unit. */
    static String refusal(Unit unit, UnitType type) {
        if (isolatesForSeveral(unit.settings())) {
            return "More than one OnFailure= dependencies specified but OnFailureJobMode=isolate set. Refusing.";
        }
        String refusal = refusalOfType(unit, type);
        boolean needsKillMode = TYPES_WITH_PROCESSES.contains(type)
                && !unit.settings().last(type.section(), "PAMName", "").isEmpty();
        if (!refusal.isEmpty() || !needsKillMode) {
            return refusal;
        }
        String killMode = unit.settings().word(type.section(), "KillMode", ServiceConfig.KILL_MODES, "control-group");
        return KILL_MODES_FOR_PAM.contains(killMode)
                ? ""
                : "Unit has PAM enabled. Kill mode must be set to 'control-group' or 'mixed'. Refusing.";
    }

    private static boolean isolatesForSeveral(UnitSettings settings) {
        return settings.dependencies(DependencyType.ON_FAILURE).stream()
                                .distinct()
                                .count()
                        > 1
                && TriggeredJobMode.of(settings, DependencyType.ON_FAILURE).equals("isolate");
    }

    private static String refusalOfType(Unit unit, UnitType type) {
        UnitSettings settings = unit.settings();
        return switch (type) {
            case SERVICE -> ((ServiceUnit) unit).config().refusal(unit.context.version());
            case TIMER -> ((TimerUnit) unit).schedule().isEmpty() ? "Timer unit lacks value setting. Refusing." : "";
            case PATH -> hasPath(settings) ? "" : "Path unit lacks path setting. Refusing.";
            case SOCKET -> new SocketVerification(settings).refusal();
            case MOUNT -> refusalOfMount(unit.id, settings);
            case AUTOMOUNT ->
                isNamedAfter(unit.id, settings.path("Automount", "Where"))
                        ? ""
                        : "Where= setting doesn't match unit name. Refusing.";
            case SWAP ->
                isNamedAfter(unit.id, swapPath(settings))
                        ? ""
                        : "Value of What= and unit name do not match, not loading.";
            default -> "";
        };
    }

    /** Returns the path of a swap's device or file; before 257, one that is not absolute counts as not set. */
    private static String swapPath(UnitSettings settings) {
        if (settings.version() < FIRST_WITH_ANY_SWAP_PATH) {
            return settings.path("Swap", "What");
        }
        return SettingValues.simplifiedPath(DEVICE_TAG
                .matcher(settings.last("Swap", "What", ""))
                .replaceFirst(tag -> "/dev/disk/by-" + tag.group(1).toLowerCase(Locale.ROOT) + "/"));
    }

    private static boolean isInvalidSwapPath(String path) {
        return !path.isEmpty() && !SettingValues.isNormalizedPath(path);
    }

    private static boolean hasPath(UnitSettings settings) {
        boolean found = false;
        for (UnitFile.Entry entry : settings.entries("Path")) {
            if (PATH_SETTINGS.contains(entry.key())) {
                // an empty assignment discards all paths before it, whatever their keys
                found = !entry.value().isEmpty()
                        && (found
                                || settings.resolve(entry.value())
                                        .filter(SettingValues::isNormalizedPath)
                                        .isPresent());
            }
        }
        return found;
    }

    private static String refusalOfMount(String id, UnitSettings settings) {
        if (!isNamedAfter(id, settings.path("Mount", "Where"))) {
            return "Where= setting doesn't match unit name. Refusing.";
        }
        return settings.last("Mount", "What", "").isEmpty() ? "What= setting is missing. Refusing." : "";
    }

    /** Returns whether a unit has the name that belongs to a path; if the path is not set, the name determines it. */
    private static boolean isNamedAfter(String id, String path) {
        return path.isEmpty() || UnitNameMangler.stem(id).equals(UnitName.escapePath(path));
    }

    /**
     * Returns whether systemd fails to load a unit because it cannot derive from a name or path what else the unit
     * needs.
     */
    static boolean isInvalid(Unit unit, UnitType type) {
        UnitSettings settings = unit.settings();
        return switch (type) {
            case SLICE -> !isSliceName(UnitNameMangler.stem(unit.id));
            case SERVICE -> leadsUp(settings.last("Service", "PIDFile", ""));
            case SOCKET -> new SocketVerification(settings).paths().anyMatch(UnitVerification::leadsUp);
            case MOUNT -> leadsUp(settings.last("Mount", "What", ""));
            case AUTOMOUNT ->
                settings.version() >= 252 && settings.path("Automount", "Where").equals("/");
            case SWAP -> isInvalidSwapPath(swapPath(settings));
            default -> false;
        };
    }

    private static boolean isSliceName(String stem) {
        return stem.equals("-") || !(stem.startsWith("-") || stem.endsWith("-") || stem.contains("--"));
    }

    /** Returns whether a path has a component that leads upwards. */
    private static boolean leadsUp(String path) {
        return (path + "/").contains("../") && !SettingValues.isNormalizedPath("/" + path);
    }
}
