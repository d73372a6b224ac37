/**
 * Handles systemd services. Start here:
 *
 * <pre>{@code
 * ServiceHandler bot = ServiceHandler.of("MyBot.service");
 * bot.onStateChange(change -> log.info("{}", change)); // MyBot.service: STOPPED -> RUNNING
 * bot.start(Duration.ofSeconds(5));                    // Outcome: OK: started, and stayed up for five seconds
 * bot.state();                                         // ServiceState.RUNNING
 * bot.stop();
 *
 * Systemd user = Systemd.user();                       // the manager, for many at once
 * user.statuses(user.services("bot-a", "bot-b"));      // two commands at most, however many
 * bot.journal().last(50).read();                       // its log
 * bot.files();                                         // and what else belongs to it
 * Watch.of(bot).onStateChange(change -> ...);          // live, whoever changes it: see the package watch
 * }</pre>
 *
 * <p>Data flows one way: a {@link io.github.servicehandler.Verb} becomes a
 * {@link io.github.servicehandler.command.Command}, which a {@link io.github.servicehandler.command.CommandRunner}
 * turns into a {@link io.github.servicehandler.command.CommandResult}; that is parsed into
 * {@link io.github.servicehandler.unit.UnitProperties}, read as a {@link io.github.servicehandler.ServiceStatus} with
 * its {@link io.github.servicehandler.ServiceState}; and where that differs from before, a
 * {@link io.github.servicehandler.StateChange} goes to the
 * {@linkplain io.github.servicehandler.StateListener listeners}.
 *
 * <p>What the service itself does wrong comes back as an {@link io.github.servicehandler.Outcome}. Everything else,
 * such as a manager that cannot be reached, is thrown as a {@link io.github.servicehandler.command.CommandException}.
 */
@NullMarked
package io.github.servicehandler;

import org.jspecify.annotations.NullMarked;
