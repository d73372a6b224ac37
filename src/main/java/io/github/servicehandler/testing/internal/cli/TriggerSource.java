package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.UnitSettings;
import io.github.servicehandler.testing.internal.units.Unit;
import io.github.servicehandler.unit.UnitFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What makes a unit trigger another one: an address at which a socket listens, or a path that is watched.
 *
 * @param what the address or the path
 * @param kind the type of the address, or the condition for the path
 */
record TriggerSource(String what, String kind) {

    private static final Map<String, String> SOCKETS = new LinkedHashMap<>();
    private static final Map<String, String> PATHS = new LinkedHashMap<>();

    static {
        SOCKETS.put("ListenStream", "Stream");
        SOCKETS.put("ListenDatagram", "Datagram");
        SOCKETS.put("ListenSequentialPacket", "SequentialPacket");
        SOCKETS.put("ListenFIFO", "FIFO");
        SOCKETS.put("ListenSpecial", "Special");
        SOCKETS.put("ListenNetlink", "Netlink");
        SOCKETS.put("ListenMessageQueue", "MessageQueue");
        for (String condition :
                List.of("PathExists", "PathExistsGlob", "PathChanged", "PathModified", "DirectoryNotEmpty")) {
            PATHS.put(condition, condition);
        }
    }

    /** Returns the addresses of a socket, in the order of its file. */
    static List<TriggerSource> ofSocket(Unit unit) {
        return of(unit.settings(), "Socket", SOCKETS);
    }

    /** Returns the paths that a path unit watches, in the order of its file. */
    static List<TriggerSource> ofPath(Unit unit) {
        return of(unit.settings(), "Path", PATHS);
    }

    /** Reads the settings of some kinds; an empty assignment discards all before it, whatever their keys. */
    private static List<TriggerSource> of(UnitSettings settings, String section, Map<String, String> kinds) {
        List<TriggerSource> sources = new ArrayList<>();
        for (UnitFile.Entry entry : settings.entries(section)) {
            String kind = kinds.get(entry.key());
            if (kind != null && entry.value().isEmpty()) {
                sources.clear();
            } else if (kind != null) {
                settings.resolve(entry.value())
                        .ifPresent(value -> sources.add(new TriggerSource(shown(entry.key(), value), kind)));
            }
        }
        return sources;
    }

    /** Returns an address as systemctl shows it: a port stands for all addresses of the machine. */
    private static String shown(String key, String value) {
        return key.startsWith("Listen") && value.matches("\\d+") ? "[::]:" + value : value;
    }
}
