/**
 * Supervision of services by rules: what to do, when, and how often at most. Start at
 * {@link io.github.servicehandler.watchdog.Watchdog}.
 *
 * <pre>{@code
 * Watchdog dog = Watchdog.builder()
 *         .watch(bots)
 *         .rule(Rule.named("revive")
 *                 .asLongAs(Condition.failed())
 *                 .then(Action.resetFailed(), Action.restart()).times(5)
 *                 .escalateTo(Action.quarantine(), Action.log())
 *                 .backoff(Duration.ofSeconds(1), Duration.ofMinutes(5)))
 *         .onEvent(event -> log.info("{}", event))
 *         .start();
 * }</pre>
 *
 * <p>A {@link io.github.servicehandler.watch.Watch} reports changes of the services. The rules are evaluated on them,
 * without a thread, a clock or I/O. The resulting steps are carried out, and listeners get an event, with the reason,
 * for each decision and each action.
 */
@NullMarked
package io.github.servicehandler.watchdog;

import org.jspecify.annotations.NullMarked;
