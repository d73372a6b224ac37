/**
 * Watches services live, whoever changes them: a crash, an automatic restart, an operator at a shell, a timer. Start at
 * {@link io.github.servicehandler.watch.Watch}.
 *
 * <pre>{@code
 * try (Watch watch = Watch.of(bots)) {
 *     watch.onStateChange(change -> log.info("{}", change)); // MyBot.service: RUNNING -> RESTARTING
 *     watch.status(bot);                                      // always fresh, costs no I/O
 * }
 * }</pre>
 *
 * <p>What the manager tells by itself, over its own socket, its bus, or {@code systemd-stdio-bridge}, is turned into statuses, these
 * are compared with the last ones, and the differences are the events. Where the manager can only be asked, it is asked every 1 to 4 seconds.
 */
@NullMarked
package io.github.servicehandler.watch;

import org.jspecify.annotations.NullMarked;
