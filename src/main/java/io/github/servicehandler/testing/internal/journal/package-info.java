/** The fake's journal: entries, message ids, and the times that journalctl understands. */
@NullMarked
package io.github.servicehandler.testing.internal.journal;

import org.jspecify.annotations.NullMarked;
