/**
 * Running command lines: a {@link io.github.servicehandler.command.Command} is a value, a
 * {@link io.github.servicehandler.command.CommandRunner} runs it, a
 * {@link io.github.servicehandler.command.CommandResult} is what came back.
 *
 * <p>This is the seam of the library: everything above it works the same whether the command runs here, on another host
 * or against an in-memory systemd. A {@link io.github.servicehandler.command.ManagerAddress} names the systemd manager
 * that commands are about, and every failure of a command is a
 * {@link io.github.servicehandler.command.CommandException}.
 */
@NullMarked
package io.github.servicehandler.command;

import org.jspecify.annotations.NullMarked;
