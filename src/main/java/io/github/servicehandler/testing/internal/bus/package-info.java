/** The D-Bus side of the fake: conversations with its managers through {@code systemd-stdio-bridge}. */
@NullMarked
package io.github.servicehandler.testing.internal.bus;

import org.jspecify.annotations.NullMarked;
