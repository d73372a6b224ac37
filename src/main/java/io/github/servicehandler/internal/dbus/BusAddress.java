package io.github.servicehandler.internal.dbus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Conversion between the paths of Unix-domain sockets and D-Bus server addresses, as the D-Bus specification defines
 * them. Only socket addresses with a path are supported.
 */
public final class BusAddress {

    private static final String PREFIX = "unix:";
    private static final String KEY = "path=";
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_/.\\*";

    private BusAddress() {}

    /**
     * Returns the first socket path in a list of server addresses, such as the value of
     * {@code DBUS_SESSION_BUS_ADDRESS}.
     *
     * @param addresses the list, such as {@code unix:path=/run/user/1000/bus,guid=…;tcp:…}
     * @return the socket's path, or empty if no address in the list has one that this JVM can open
     */
    public static Optional<Path> socketOf(String addresses) {
        return Arrays.stream(addresses.split(";", -1))
                .filter(address -> address.startsWith(PREFIX))
                .flatMap(address ->
                        Arrays.stream(address.substring(PREFIX.length()).split(",", -1)))
                .filter(pair -> pair.startsWith(KEY) && pair.length() > KEY.length())
                .map(pair -> unescaped(pair.substring(KEY.length())))
                .filter(path -> path.indexOf(0) < 0)
                .flatMap(BusAddress::path)
                .findFirst();
    }

    /** Returns the path, or nothing if the locale of this JVM cannot represent it. */
    private static Stream<Path> path(String text) {
        try {
            return Stream.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }

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

    private static String unescaped(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < in.length; i++) {
            int high = in[i] == '%' && i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(in[i + 2], 16);
            out.write(low < 0 ? in[i] : high * 16 + low);
            i += low < 0 ? 0 : 2;
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
