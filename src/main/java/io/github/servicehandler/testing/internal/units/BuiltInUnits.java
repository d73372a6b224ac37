package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.testing.internal.files.FileTree;
import io.github.servicehandler.testing.internal.files.ManagerScope;
import io.github.servicehandler.unit.UnitName;
import java.util.List;
import java.util.stream.Stream;

/** The units that every system has: their files in the vendor's directory, and which of them are active. */
public final class BuiltInUnits {

    /**
     * Each line has a name, the description, the description before version 250 if it differs, and further settings. A
     * plus sign marks active units.
     */
    private static final String OF_USER = """
            +app.slice|User Application Slice
            background.slice|User Background Tasks Slice
            session.slice|User Core Session Slice
            +basic.target|Basic System
            bluetooth.target|Bluetooth||StopWhenUnneeded=yes
            +default.target|Main User Target||AllowIsolate=yes
            exit.target|Exit the Session||AllowIsolate=yes;DefaultDependencies=no
            graphical-session.target|Current graphical user session||RefuseManualStart=yes;StopWhenUnneeded=yes
            +paths.target|Paths
            printer.target|Printer||StopWhenUnneeded=yes
            shutdown.target|Shutdown||RefuseManualStart=yes;DefaultDependencies=no
            smartcard.target|Smart Card||StopWhenUnneeded=yes
            +sockets.target|Sockets
            sound.target|Sound Card||StopWhenUnneeded=yes
            +timers.target|Timers||DefaultDependencies=no
            dbus.service|D-Bus User Message Bus||Requires=dbus.socket;[Service];ExecStart=/usr/bin/dbus-daemon
            +dbus.socket|D-Bus User Message Bus Socket||[Socket];ListenStream=%t/bus
            """;

    private static final String OF_SYSTEM = """
            +user.slice|User and Session Slice
            +basic.target|Basic System
            bluetooth.target|Bluetooth Support|Bluetooth|StopWhenUnneeded=yes
            emergency.target|Emergency Mode||AllowIsolate=yes
            +graphical.target|Graphical Interface||AllowIsolate=yes
            halt.target|System Halt|Halt|AllowIsolate=yes;DefaultDependencies=no
            local-fs-pre.target|Preparation for Local File Systems|Local File Systems (Pre)|RefuseManualStart=yes
            +local-fs.target|Local File Systems||DefaultDependencies=no
            +multi-user.target|Multi-User System||AllowIsolate=yes
            network-online.target|Network is Online
            network-pre.target|Preparation for Network|Network (Pre)|RefuseManualStart=yes
            network.target|Network||RefuseManualStart=yes
            nss-lookup.target|Host and Network Name Lookups||RefuseManualStart=yes
            nss-user-lookup.target|User and Group Name Lookups||RefuseManualStart=yes
            +paths.target|Path Units|Paths
            poweroff.target|System Power Off|Power-Off|AllowIsolate=yes;DefaultDependencies=no
            printer.target|Printer Support|Printer|StopWhenUnneeded=yes
            reboot.target|System Reboot|Reboot|AllowIsolate=yes;DefaultDependencies=no
            remote-fs-pre.target|Preparation for Remote File Systems|Remote File Systems (Pre)|RefuseManualStart=yes
            rescue.target|Rescue Mode||AllowIsolate=yes
            shutdown.target|System Shutdown|Shutdown|RefuseManualStart=yes;DefaultDependencies=no
            +slices.target|Slice Units|Slices
            smartcard.target|Smart Card||StopWhenUnneeded=yes
            +sockets.target|Socket Units|Sockets
            sound.target|Sound Card||StopWhenUnneeded=yes
            +swap.target|Swaps|Swap
            +sysinit.target|System Initialization
            time-set.target|System Time Set||RefuseManualStart=yes
            time-sync.target|System Time Synchronized||RefuseManualStart=yes
            +timers.target|Timer Units|Timers|DefaultDependencies=no
            umount.target|Unmount All Filesystems||RefuseManualStart=yes;DefaultDependencies=no
            dbus.service|D-Bus System Message Bus||Requires=dbus.socket;[Service];ExecStart=/usr/bin/dbus-daemon
            +dbus.socket|D-Bus System Message Bus Socket||[Socket];ListenStream=/run/dbus/system_bus_socket
            """;

    private static final String ROOT_SLICE = "-.slice";

    private BuiltInUnits() {}

    /** Writes the unit files of the vendor. */
    public static void install(FileTree files, ManagerScope scope, int version) {
        lines(scope).forEach(line -> {
            String[] fields = line.split("\\|", -1);
            String description = version < 250 && fields.length > 2 && !fields[2].isEmpty() ? fields[2] : fields[1];
            String settings = fields.length > 3 ? fields[3].replace(';', '\n') + "\n" : "";
            files.write(
                    scope.vendorDirectory + "/" + name(line), "[Unit]\nDescription=" + description + "\n" + settings);
        });
        if (scope == ManagerScope.SYSTEM) {
            files.link(scope.vendorDirectory + "/default.target", scope.vendorDirectory + "/graphical.target");
        }
    }

    /** Returns the names of the units that are active in a manager of the scope, in the order of their start. */
    public static List<String> active(ManagerScope scope) {
        List<String> slices =
                scope == ManagerScope.SYSTEM ? List.of(ROOT_SLICE, ManagerScope.SYSTEM.slice) : List.of(ROOT_SLICE);
        return Stream.concat(
                        slices.stream(),
                        lines(scope).stream()
                                .filter(line -> line.startsWith("+"))
                                .map(BuiltInUnits::name))
                .toList();
    }

    /** Returns whether a unit can be neither stopped nor restarted. */
    static boolean isPerpetual(String unit, ManagerScope scope) {
        return unit.equals(ROOT_SLICE) || (scope == ManagerScope.SYSTEM && unit.equals(scope.slice));
    }

    /**
     * Returns the description of a slice without a file.
     *
     * @param slice the name of the slice without its suffix
     */
    static String descriptionOfSlice(String slice, int version) {
        if (slice.equals("-")) {
            return "Root Slice";
        }
        if (slice.equals("system")) {
            return "System Slice";
        }
        return version < 250 ? slice + ".slice" : "Slice /" + unescaped(slice.replace('-', '/'));
    }

    private static String unescaped(String path) {
        try {
            return UnitName.unescape(path);
        } catch (IllegalArgumentException e) {
            return path;
        }
    }

    private static List<String> lines(ManagerScope scope) {
        return (scope == ManagerScope.USER ? OF_USER : OF_SYSTEM).lines().toList();
    }

    private static String name(String line) {
        return line.substring(line.startsWith("+") ? 1 : 0, line.indexOf('|'));
    }
}
