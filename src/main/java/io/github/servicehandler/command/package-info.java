/**
 * Runs command lines: a {@link io.github.servicehandler.command.Command} is a value, a
 * {@link io.github.servicehandler.command.CommandRunner} runs it, a
 * {@link io.github.servicehandler.command.CommandResult} is what came back.
 *
 * <p>This is the seam of the library: everything above it works the same whether the command runs here, on another host or
 * against an in-memory systemd. This package knows nothing of systemd.
 */
@NullMarked
package io.github.servicehandler.command;

import org.jspecify.annotations.NullMarked;
