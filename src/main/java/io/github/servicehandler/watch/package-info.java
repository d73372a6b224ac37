/**
 * Live state of services, and events for all changes: crashes, automatic restarts, commands of an operator, timers.
 * Start at {@link io.github.servicehandler.watch.Watch}.
 *
 * <pre>{@code
 * try (Watch watch = Watch.of(bots)) {
 *     watch.onStateChange(change -> log.info("{}", change)); // MyBot.service: RUNNING -> RESTARTING
 *     watch.status(bot);                                      // always up to date, costs no I/O
 * }
 * }</pre>
 *
 * <p>A watch receives signals from the manager: through the manager's own socket, through the bus, or through the
 * program {@code systemd-stdio-bridge}, which connects to the bus. It turns them into statuses, compares each status
 * with the previous one, and reports the differences as events. If it cannot receive signals, it polls the manager
 * every 1 to 4 seconds.
 */
@NullMarked
package io.github.servicehandler.watch;

import org.jspecify.annotations.NullMarked;
