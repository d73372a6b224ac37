/**
 * The way to a systemd manager over D-Bus: the routes to its bus, the calls that it understands, and the form in which
 * systemctl shows its answers.
 *
 * <p>Not exported. The results are properties and rows, as those of systemctl are; the callers decide what they mean.
 */
@NullMarked
package io.github.servicehandler.internal.systemdbus;

import org.jspecify.annotations.NullMarked;
