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
 * <p>The manager sends signals over its own socket, its bus, or {@code systemd-stdio-bridge}. A watch turns them into
 * statuses, compares each with the last one, and reports the differences as events. If no signals can be received, it
 * polls the manager every 1 to 4 seconds.
 */
@NullMarked
package io.github.servicehandler.watch;

import org.jspecify.annotations.NullMarked;
