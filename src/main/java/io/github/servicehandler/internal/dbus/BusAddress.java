package io.github.servicehandler.internal.dbus;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The D-Bus server addresses of Unix-domain sockets with a path, as the D-Bus specification defines them. */
public final class BusAddress {

    private static final String PREFIX = "unix:";
    private static final String KEY = "path=";
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_/.\\*";

    private BusAddress() {}

    /**
     * Returns the address of a socket, in the form that {@code systemd-stdio-bridge --bus-path=} expects.
     *
     * @param socket the socket's path
     * @return the address, such as {@code unix:path=/run/user/1000/bus}
     */
    public static String ofSocket(Path socket) {
        StringBuilder address = new StringBuilder(PREFIX + KEY);
        for (byte b : socket.toString().getBytes(StandardCharsets.UTF_8)) {
            boolean plain = PLAIN.indexOf(b) >= 0;
            address.append(plain ? String.valueOf((char) b) : String.format("%%%02x", b));
        }
        return address.toString();
    }
}
