/**
 * D-Bus client for systemd managers. {@link io.github.servicehandler.internal.dbus.MessageEncoder} and
 * {@link io.github.servicehandler.internal.dbus.MessageDecoder} convert between bytes and
 * {@link io.github.servicehandler.internal.dbus.Message messages}.
 * {@link io.github.servicehandler.internal.dbus.BusConnection} is a connection over a private socket, a bus or a
 * {@code systemd-stdio-bridge}.
 *
 * <p>This package is internal to the library. It covers the D-Bus specification and the names in systemd's interface,
 * but not what units and their states mean.
 */
@NullMarked
package io.github.servicehandler.internal.dbus;

import org.jspecify.annotations.NullMarked;
