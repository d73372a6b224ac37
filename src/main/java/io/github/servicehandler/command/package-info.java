/**
 * Command lines and the means to run them: a {@link io.github.servicehandler.command.Command} is a value, a
 * {@link io.github.servicehandler.command.CommandRunner} runs it, and a
 * {@link io.github.servicehandler.command.CommandResult} is the result.
 *
 * <p>A program can replace the runner. The rest of the library works the same whether a command runs here, on another
 * host, or against an in-memory systemd. A {@link io.github.servicehandler.command.ManagerAddress} selects the systemd
 * manager that a command queries or controls. Every failure of a command is a
 * {@link io.github.servicehandler.command.CommandException}.
 */
@NullMarked
package io.github.servicehandler.command;

import org.jspecify.annotations.NullMarked;
