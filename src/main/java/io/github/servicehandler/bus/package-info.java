/**
 * Speaks D-Bus with a systemd manager: bytes in, {@link io.github.servicehandler.bus.Message messages} out, and back.
 * {@link io.github.servicehandler.bus.Encoder} and {@link io.github.servicehandler.bus.Decoder} are the wire format,
 * {@link io.github.servicehandler.bus.BusConnection} is a conversation over a private socket, a bus or a
 * {@code systemd-stdio-bridge}.
 *
 * <p>This package is internal to the library. It knows the D-Bus specification and systemd's names, and nothing of units or states.
 */
@NullMarked
package io.github.servicehandler.bus;

import org.jspecify.annotations.NullMarked;
