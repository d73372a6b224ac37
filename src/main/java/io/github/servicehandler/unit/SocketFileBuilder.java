package io.github.servicehandler.unit;

import io.github.servicehandler.internal.settings.SocketAddress;
import io.github.servicehandler.internal.text.VisibleText;

/**
 * Builder for the unit file of a socket, whose traffic starts a service. See systemd.socket(5) and
 * {@link UnitFile#socket()}. Methods described with "Adds" keep the earlier values of a setting; methods described with
 * "Sets" replace them. Not thread-safe.
 */
public final class SocketFileBuilder extends CommonFileBuilder<SocketFileBuilder> {

    SocketFileBuilder() {
        super(UnitType.SOCKET);
    }

    @Override
    SocketFileBuilder self() {
        return this;
    }

    /**
     * Adds a {@code ListenStream=}: an address for connections, of TCP or of a stream in the file system.
     *
     * @param address a port, {@code address:port}, {@code [IPv6 address]:port}, an absolute path, or an abstract name
     *     that begins with {@code @}
     * @return this builder
     * @throws IllegalArgumentException if it is not such an address
     */
    public SocketFileBuilder listenStream(String address) {
        return addOwn("ListenStream", address(address));
    }

    /**
     * Adds a {@code ListenDatagram=}: an address for datagrams, of UDP or in the file system.
     *
     * @param address as for {@link #listenStream(String)}
     * @return this builder
     * @throws IllegalArgumentException if it is not such an address
     */
    public SocketFileBuilder listenDatagram(String address) {
        return addOwn("ListenDatagram", address(address));
    }

    /**
     * Adds a {@code ListenFIFO=}: a named pipe.
     *
     * @param path an absolute path
     * @return this builder
     * @throws IllegalArgumentException if the path is not absolute, or has a component {@code ..}
     */
    public SocketFileBuilder listenFifo(String path) {
        return addOwn("ListenFIFO", path("pipe", path));
    }

    /**
     * Sets {@code Accept=}: whether each connection starts an instance of the template service of the socket's name.
     * Otherwise, one service gets the listening sockets. Systemd's default is {@code false}.
     *
     * @param accept {@code true} for an instance for each connection
     * @return this builder
     */
    public SocketFileBuilder accept(boolean accept) {
        return replaceOwn("Accept", accept);
    }

    /**
     * Sets {@code SocketMode=}: the permissions of sockets in the file system. Systemd's default is 0666.
     *
     * @param mode three octal digits, or four of which the first is 0, such as {@code 0660}
     * @return this builder
     * @throws IllegalArgumentException if it is not such a number
     */
    public SocketFileBuilder socketMode(String mode) {
        if (!mode.matches("0?[0-7]{3}")) {
            throw new IllegalArgumentException(
                    "the socket mode must be three octal digits, such as 0660, but was " + VisibleText.quoted(mode));
        }
        return replaceOwn("SocketMode", mode);
    }

    /**
     * Sets {@code SocketUser=}: the owner of sockets in the file system.
     *
     * @param user the user's name or number
     * @return this builder
     * @throws IllegalArgumentException if systemd refuses the name
     */
    public SocketFileBuilder socketUser(String user) {
        return replaceOwn("SocketUser", ServiceAccount.checked("user", user));
    }

    /**
     * Sets {@code SocketGroup=}: the group of sockets in the file system.
     *
     * @param group the group's name or number
     * @return this builder
     * @throws IllegalArgumentException if systemd refuses the name
     */
    public SocketFileBuilder socketGroup(String group) {
        return replaceOwn("SocketGroup", ServiceAccount.checked("group", group));
    }

    /**
     * Sets {@code Service=}: the service to start. Systemd's default is the service of the socket's name. It cannot be
     * set along with {@link #accept(boolean)}.
     *
     * @param service the name of the service
     * @return this builder
     * @throws IllegalArgumentException if it is not the name of a service
     */
    public SocketFileBuilder service(String service) {
        UnitName name = UnitName.of(service);
        if (name.type() != UnitType.SERVICE) {
            throw new IllegalArgumentException(
                    "a socket can start only a service, but the unit was " + VisibleText.quoted(service));
        }
        return replaceOwn("Service", name.toString());
    }

    private static String address(String address) {
        if (!SocketAddress.isValid(address, false)) {
            throw new IllegalArgumentException("the address must be a port, address:port, an absolute path or an"
                    + " abstract name that begins with @, but was " + VisibleText.quoted(address));
        }
        return address.startsWith("/") ? path("socket", address) : UnitFileSyntax.literal(address);
    }
}
