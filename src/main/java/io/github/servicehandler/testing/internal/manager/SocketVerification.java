package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.internal.settings.SettingValues;
import io.github.servicehandler.internal.settings.SocketAddress;
import io.github.servicehandler.testing.internal.files.UnitSettings;
import io.github.servicehandler.unit.UnitFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The check of a socket's settings as a whole. */
final class SocketVerification {

    private static final int FIRST_ALWAYS_NEEDING_CONNECTIONS = 257;
    private static final Set<String> STREAMS = Set.of("ListenStream", "ListenSequentialPacket");
    private static final Set<String> SOCKETS = Set.of("ListenStream", "ListenDatagram", "ListenSequentialPacket");
    private static final Set<String> LISTEN = Set.of(
            "ListenStream",
            "ListenDatagram",
            "ListenSequentialPacket",
            "ListenFIFO",
            "ListenSpecial",
            "ListenNetlink",
            "ListenMessageQueue",
            "ListenUSBFunction");

    private final UnitSettings settings;
    private final List<UnitFile.Entry> addresses = new ArrayList<>();

    SocketVerification(UnitSettings settings) {
        this.settings = settings;
        for (UnitFile.Entry entry : settings.entries("Socket")) {
            if (LISTEN.contains(entry.key())) {
                add(entry);
            }
        }
    }

    /** Adds a valid address; an empty assignment discards all addresses before it, whatever their keys. */
    private void add(UnitFile.Entry entry) {
        if (entry.value().isEmpty()) {
            addresses.clear();
        }
        settings.resolve(entry.value())
                .filter(address -> isValid(entry.key(), address))
                .ifPresent(address -> addresses.add(new UnitFile.Entry(entry.key(), address)));
    }

    private static boolean isValid(String key, String address) {
        if (key.equals("ListenNetlink")) {
            return SocketAddress.isNetlink(address);
        }
        return SOCKETS.contains(key)
                ? SocketAddress.isValid(address, key.equals("ListenSequentialPacket"))
                : SettingValues.isNormalizedPath(address);
    }

    /** Returns systemd's message about why it refuses the socket, or an empty string if it accepts it. */
    String refusal() {
        if (addresses.isEmpty()) {
            return "Unit has no Listen setting (ListenStream=, ListenDatagram=, ListenFIFO=, ...). Refusing.";
        }
        boolean accepts = settings.flag("Socket", "Accept", false);
        if (accepts && addresses.stream().anyMatch(address -> !STREAMS.contains(address.key()))) {
            return "Unit configured for accepting sockets, but sockets are non-accepting. Refusing.";
        }
        boolean needsConnections = accepts || settings.version() >= FIRST_ALWAYS_NEEDING_CONNECTIONS;
        if (needsConnections && settings.last("Socket", "MaxConnections", "64").equals("0")) {
            return "MaxConnection= setting too small. Refusing.";
        }
        if (accepts && !settings.last("Socket", "Service", "").isEmpty()) {
            return "Explicit service configuration for accepting socket units not supported. Refusing.";
        }
        boolean hasLinks = !settings.words("Socket", "Symlinks").isEmpty();
        return hasLinks && paths().count() != 1
                ? "Unit has symlinks set but none or more than one node in the file system. Refusing."
                : "";
    }

    /** Returns the paths of the sockets in the file system. */
    Stream<String> paths() {
        return addresses.stream()
                .filter(address ->
                        SOCKETS.contains(address.key()) || address.key().equals("ListenFIFO"))
                .map(UnitFile.Entry::value)
                .filter(address -> address.startsWith("/"));
    }
}
