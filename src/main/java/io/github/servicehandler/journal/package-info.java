/**
 * Reads what a service wrote to the journal, and what systemd wrote about it: start at
 * {@link io.github.servicehandler.journal.JournalQuery}.
 *
 * <p>A query runs {@code journalctl --output=export} through a {@link io.github.servicehandler.command.CommandRunner}, so it reads the
 * journal of wherever the runner's commands run; the export format is the only one of journalctl's that loses nothing. It knows
 * nothing of states and verbs.
 *
 * <p>Beside it stands what a service has in plain files: {@link io.github.servicehandler.files.ServiceFile} says which there are, and
 * {@link io.github.servicehandler.files.LogFile} follows one that grows.
 */
@NullMarked
package io.github.servicehandler.journal;

import org.jspecify.annotations.NullMarked;
