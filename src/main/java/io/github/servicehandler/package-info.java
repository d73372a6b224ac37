/**
 * The entry points for systemd services, and the values that they return. Start here:
 *
 * <pre>{@code
 * ServiceHandler bot = ServiceHandler.of("MyBot.service");
 * bot.onStateChange(change -> log.info("{}", change)); // MyBot.service: STOPPED -> RUNNING
 * bot.start(Duration.ofSeconds(5));                    // Outcome: OK: started, and stayed up for five seconds
 * bot.state();                                         // ServiceState.RUNNING
 * bot.stop();
 *
 * Systemd user = Systemd.user();                       // the manager, for many services at once
 * user.statuses(user.services("bot-a", "bot-b"));      // at most two commands for any number of services
 * bot.journal().last(50).read();                       // the log of the service
 * bot.files();                                         // its unit file, log files, directories and other files
 * Watch.of(bot).onStateChange(change -> ...);          // live, no matter who changes it: see the package watch
 * }</pre>
 *
 * <p>Data flows one way. A {@link io.github.servicehandler.Verb} becomes a
 * {@link io.github.servicehandler.command.Command}, which a {@link io.github.servicehandler.command.CommandRunner}
 * turns into a {@link io.github.servicehandler.command.CommandResult}. Its output is parsed into
 * {@link io.github.servicehandler.unit.UnitProperties}, which form a {@link io.github.servicehandler.ServiceStatus}
 * with its {@link io.github.servicehandler.ServiceState}. If the state has changed, each
 * {@link io.github.servicehandler.StateListener} gets a {@link io.github.servicehandler.StateChange}. A rule of a
 * {@link io.github.servicehandler.watchdog.Watchdog} may react to it with another verb.
 *
 * <p>Failures of the service itself are reported by an {@link io.github.servicehandler.Outcome}. All others, such as a
 * manager that cannot be reached, are thrown as a {@link io.github.servicehandler.command.CommandException}.
 */
@NullMarked
package io.github.servicehandler;

import org.jspecify.annotations.NullMarked;
