package io.github.servicehandler.internal.dbus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Names of systemd's D-Bus interface, and calls of its methods. See org.freedesktop.systemd1(5). */
public final class SystemdBusNames {

    /** The manager's name on a bus. */
    public static final String NAME = "org.freedesktop.systemd1";

    /** The path of the manager's object. */
    public static final String MANAGER_PATH = "/org/freedesktop/systemd1";

    /** The manager's interface. */
    public static final String MANAGER = "org.freedesktop.systemd1.Manager";

    /** The interface that all units have. */
    public static final String UNIT = "org.freedesktop.systemd1.Unit";

    /** The interface that only services have. */
    public static final String SERVICE = "org.freedesktop.systemd1.Service";

    /** The interface for the properties of any object. */
    public static final String PROPERTIES = "org.freedesktop.DBus.Properties";

    private static final String UNIT_PATH = MANAGER_PATH + "/unit/";

    private SystemdBusNames() {}

    /**
     * Returns a call of a method of the manager, without arguments.
     *
     * @param method the method's name, such as {@code ListUnits}
     * @return the call
     */
    public static Message manager(String method) {
        return Message.call(NAME, MANAGER_PATH, MANAGER, method);
    }

    /**
     * Returns the call that makes the manager send signals to this connection, or to the bus.
     *
     * @return the call
     */
    public static Message subscribe() {
        return manager("Subscribe");
    }

    /**
     * Returns the call that reads one property. The value of the reply is a {@link Variant}.
     *
     * @param path the path of the object
     * @param interfaceName the interface that has the property
     * @param property the property's name
     * @return the call
     */
    public static Message get(String path, String interfaceName, String property) {
        return Message.call(NAME, path, PROPERTIES, "Get").withBody("ss", interfaceName, property);
    }

    /**
     * Returns the call that reads all properties of an interface. Use {@link #properties} to extract them from the
     * reply.
     *
     * @param path the path of the object
     * @param interfaceName the interface, or an empty text for all interfaces of the object
     * @return the call
     */
    public static Message getAll(String path, String interfaceName) {
        return Message.call(NAME, path, PROPERTIES, "GetAll").withBody("s", interfaceName);
    }

    /**
     * Returns the properties in one of the values of a message: the first value of a reply to {@code GetAll}, or the
     * second value of a signal {@code PropertiesChanged}.
     *
     * @param message the message
     * @param index the index of the value, from 0
     * @return the properties by name, in the order of the message
     * @throws BusException with {@link DBusErrorNames#INVALID_ARGS} if that value is something else
     */
    @SuppressWarnings("unchecked")
    public static Map<String, Variant> properties(Message message, int index) {
        if (!message.typeOf(index).equals("a{sv}")) {
            throw new BusException(
                    DBusErrorNames.INVALID_ARGS, "value " + index + " of " + message + " must be of type a{sv}");
        }
        return (Map<String, Variant>) message.body().get(index);
    }

    /**
     * Returns the path of a unit's object. It contains the unit's name, in which {@code _} and two hexadecimal digits
     * replace a leading digit and every byte that is not a letter or a digit.
     *
     * @param unit the unit's name, such as {@code bot.service}
     * @return the path, such as {@code /org/freedesktop/systemd1/unit/bot_2eservice}
     */
    public static String unitPath(String unit) {
        StringBuilder path = new StringBuilder(UNIT_PATH);
        if (unit.isEmpty()) {
            path.append('_');
        }
        for (byte b : unit.getBytes(StandardCharsets.UTF_8)) {
            boolean first = path.length() == UNIT_PATH.length();
            if (isLetter(b) || (isDigit(b) && !first)) {
                path.append((char) b);
            } else {
                path.append('_').append(hex(b >> 4)).append(hex(b));
            }
        }
        return path.toString();
    }

    /**
     * Returns the name of the unit that an object path belongs to.
     *
     * @param path the path
     * @return the unit's name, or the empty string if the path is not that of a unit
     */
    public static String unitName(String path) {
        String label = path.startsWith(UNIT_PATH) ? path.substring(UNIT_PATH.length()) : "_";
        if (label.equals("_")) {
            return "";
        }
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        for (int i = 0; i < label.length(); i++) {
            int escaped = label.charAt(i) == '_' ? number(label, i + 1) : -1;
            name.write(escaped < 0 ? label.charAt(i) : escaped);
            i += escaped < 0 ? 0 : 2;
        }
        return name.toString(StandardCharsets.UTF_8);
    }

    private static int number(String label, int at) {
        int high = at + 1 < label.length() ? Character.digit(label.charAt(at), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(label.charAt(at + 1), 16);
        return low < 0 ? -1 : high * 16 + low;
    }

    private static char hex(int value) {
        return Character.forDigit(value & 0xf, 16);
    }

    private static boolean isLetter(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
