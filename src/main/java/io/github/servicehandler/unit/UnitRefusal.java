package io.github.servicehandler.unit;

import io.github.servicehandler.internal.settings.SettingValues;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The check of a unit file as a whole, which systemd makes after it has read all settings. It is that of systemd 262;
 * where older versions differ, they refuse more.
 */
final class UnitRefusal {

    private static final Set<String> CONNECTIONS = Set.of("ListenStream", "ListenSequentialPacket");

    private final UnitFileLayout file;

    private UnitRefusal(UnitFileLayout file) {
        this.file = file;
    }

    /** Returns why systemd refuses a unit of this type, or empty if it accepts the unit. */
    static Optional<String> of(UnitFileLayout file, UnitType type) {
        UnitRefusal refusal = new UnitRefusal(file);
        return switch (type) {
            case SERVICE -> refusal.ofService();
            case TIMER -> refusal.ofTimer();
            case PATH ->
                refusal.unless(
                        !refusal.file.effective("Path", ListSettings.PATHS).isEmpty(), "it has no path to watch");
            case SOCKET -> refusal.ofSocket();
            default -> Optional.empty();
        };
    }

    private Optional<String> unless(boolean accepted, String reason) {
        return accepted ? Optional.empty() : Optional.of(reason);
    }

    private Optional<String> ofService() {
        String type = serviceType();
        boolean oneshot = type.equals("oneshot");
        int starts = file.effective("Service", Set.of("ExecStart")).stream()
                .mapToInt(start -> commands(start.value()))
                .sum();
        if (starts == 0) {
            return ofServiceWithoutStart(oneshot);
        }
        if (starts > 1 && !oneshot) {
            return Optional.of("it has several ExecStart=, which only Type=oneshot allows");
        }
        boolean restarts = Set.of("always", "on-success").contains(file.last("Service", "Restart"));
        if (oneshot && restarts) {
            return Optional.of("it has Restart=always or on-success, which Type=oneshot does not allow");
        }
        if (oneshot && file.last("Service", "ExitType").equals("cgroup")) {
            return Optional.of("it has ExitType=cgroup, which Type=oneshot does not allow");
        }
        return unless(!type.equals("dbus") || !file.last("Service", "BusName").isEmpty(), "Type=dbus needs BusName=");
    }

    private Optional<String> ofServiceWithoutStart(boolean oneshot) {
        boolean action = !Set.of("", "none").contains(file.last("Unit", "SuccessAction"));
        boolean remains = isOn("Service", "RemainAfterExit");
        if (file.effective("Service", Set.of("ExecStop")).isEmpty() && !action) {
            return Optional.of("it has neither ExecStart=, nor ExecStop=, nor SuccessAction=");
        }
        return unless(
                oneshot && (remains || action),
                "it has no ExecStart=, which only Type=oneshot with" + " RemainAfterExit=yes or SuccessAction= allows");
    }

    private String serviceType() {
        String type = file.last("Service", "Type");
        if (!type.isEmpty()) {
            return type;
        }
        boolean startless = file.effective("Service", Set.of("ExecStart")).isEmpty();
        return !file.last("Service", "BusName").isEmpty() ? "dbus" : startless ? "oneshot" : "simple";
    }

    private static int commands(String value) {
        try {
            return SettingWords.commands(value).size();
        } catch (IllegalArgumentException e) {
            return 1;
        }
    }

    private Optional<String> ofTimer() {
        boolean timed = !file.effective("Timer", ListSettings.TIMES).isEmpty()
                || isOn("Timer", "OnClockChange")
                || isOn("Timer", "OnTimezoneChange");
        return unless(timed, "it has no time, such as OnCalendar=");
    }

    private Optional<String> ofSocket() {
        List<Assignment> addresses = file.effective("Socket", ListSettings.ADDRESSES);
        boolean accepts = isOn("Socket", "Accept");
        if (addresses.isEmpty()) {
            return Optional.of("it has no address, such as ListenStream=");
        }
        if (accepts && addresses.stream().anyMatch(address -> !CONNECTIONS.contains(address.key()))) {
            return Optional.of("it has Accept=yes and an address that has no connections");
        }
        return unless(
                !accepts || file.last("Socket", "Service").isEmpty(),
                "it has Accept=yes and Service=, which exclude" + " each other");
    }

    private boolean isOn(String section, String key) {
        return SettingValues.parseBoolean(file.last(section, key)).orElse(false);
    }
}
