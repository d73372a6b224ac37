/**
 * Access to the systemd journal and to a service's log files.
 *
 * <p>{@link io.github.servicehandler.journal.JournalQuery} is the entry point for the journal: what a service wrote,
 * and what systemd wrote about it. A query runs {@code journalctl --output=export} through a
 * {@link io.github.servicehandler.command.CommandRunner}, so it reads the journal of the machine on which the runner's
 * commands run. The export format is the only journalctl format that loses nothing.
 *
 * <p>{@link io.github.servicehandler.files.ServiceFile} describes a file that belongs to a service, and
 * {@link io.github.servicehandler.files.LogFile} follows a log file as it grows.
 *
 * <p>This package has no notion of service states or of verbs such as start and stop.
 */
@NullMarked
package io.github.servicehandler.journal;

import org.jspecify.annotations.NullMarked;
