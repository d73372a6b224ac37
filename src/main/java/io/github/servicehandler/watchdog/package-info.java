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
 * <p>A {@link io.github.servicehandler.watch.Watch} reports changes of the services. The watchdog evaluates the rules
 * at each change, and at each time that matters to a rule, such as the end of a wait. The evaluation itself uses no
 * thread, no clock and no I/O. The watchdog then carries out the steps on which the rules have decided. Listeners get
 * an event for each decision, with its reason, and one for each action, with its result.
 */
@NullMarked
package io.github.servicehandler.watchdog;

import org.jspecify.annotations.NullMarked;
