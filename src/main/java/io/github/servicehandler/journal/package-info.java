/**
 * The systemd journal: what services wrote, and what systemd wrote about them.
 *
 * <p>{@link io.github.servicehandler.journal.JournalQuery} is the entry point. A query is narrowed, and then read,
 * streamed or followed. It runs {@code journalctl --output=export} through a
 * {@link io.github.servicehandler.command.CommandRunner}, so it reads the journal of the machine on which the runner's
 * commands run. The export format is the only journalctl format that loses nothing.
 *
 * <p>{@link io.github.servicehandler.journal.Multiline} joins the lines of a stack trace to one message,
 * {@link io.github.servicehandler.journal.StructuredMessage} reads the fields of a message that is JSON or logfmt, and
 * {@link io.github.servicehandler.journal.JournalStatistics} counts. The first two also serve for log files.
 */
@NullMarked
package io.github.servicehandler.journal;

import org.jspecify.annotations.NullMarked;
