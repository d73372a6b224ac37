package io.github.servicehandler.journal;

import java.util.Optional;

/**
 * What wrote an entry: one stream of one process. Only entries of the same source are joined to a message.
 *
 * @param stream the field {@code _STREAM_ID}; empty for what was not written to standard output or standard error
 * @param pid the field {@code _PID}
 * @param transport the field {@code _TRANSPORT}
 * @param identifier the field {@code SYSLOG_IDENTIFIER}
 * @param container the field {@code CONTAINER_ID}: one process may write for many containers
 */
record MessageSource(
        Optional<String> stream,
        Optional<String> pid,
        Optional<String> transport,
        Optional<String> identifier,
        Optional<String> container) {

    static MessageSource of(JournalEntry entry) {
        return new MessageSource(
                entry.field("_STREAM_ID"),
                entry.field("_PID"),
                entry.field("_TRANSPORT"),
                entry.field("SYSLOG_IDENTIFIER"),
                entry.field("CONTAINER_ID"));
    }
}
