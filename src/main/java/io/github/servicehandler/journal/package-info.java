/**
 * The systemd journal: what services wrote, and what systemd wrote about them.
 *
 * <p>{@link io.github.servicehandler.journal.JournalQuery} is the entry point. A query is narrowed, and then read,
 * streamed or followed. It runs {@code journalctl --output=export} through a
 * {@link io.github.servicehandler.command.CommandRunner}, so it reads the journal of the machine on which the runner's
 * commands run. The export format is the only journalctl format that loses nothing.
 */
@NullMarked
package io.github.servicehandler.journal;

import org.jspecify.annotations.NullMarked;
