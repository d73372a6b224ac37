/**
 * Looks after services by rules: what to do, when, and how often at most. Start at
 * {@link io.github.servicehandler.watchdog.Watchdog}.
 *
 * <pre>{@code
 * Watchdog dog = Watchdog.builder()
 *         .watch(bots)
 *         .rule(Rule.named("revive")
 *                 .asLongAs(Condition.failed())
 *                 .then(Action.resetFailed(), Action.restart()).times(5)
 *                 .orElse(Action.quarantine(), Action.log())
 *                 .backoff(Duration.ofSeconds(1), Duration.ofMinutes(5)))
 *         .onEvent(event -> log.info("{}", event))
 *         .start();
 * }</pre>
 *
 * <p>What a {@link io.github.servicehandler.watch.Watch} sees is noted for each service; the rules are asked what
 * follows from that, without a thread, a clock or any I/O; and what they answer is done, and told to listeners with its
 * reasons.
 */
@NullMarked
package io.github.servicehandler.watchdog;

import org.jspecify.annotations.NullMarked;
