/**
 * A D-Bus client for systemd managers, and the codec for messages.
 *
 * <p>{@link io.github.servicehandler.internal.dbus.MessageEncoder} and
 * {@link io.github.servicehandler.internal.dbus.MessageDecoder} convert between bytes and
 * {@link io.github.servicehandler.internal.dbus.Message messages}.
 * {@link io.github.servicehandler.internal.dbus.BusConnection} is a connection over a private socket, a bus or a
 * {@code systemd-stdio-bridge}.
 *
 * <p>Not exported. It covers the D-Bus specification and the names in systemd's interface, but not the meaning of units
 * and their states.
 */
@NullMarked
package io.github.servicehandler.internal.dbus;

import org.jspecify.annotations.NullMarked;
