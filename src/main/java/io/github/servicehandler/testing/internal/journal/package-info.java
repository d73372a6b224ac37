/** The journal of the fake: entries, message ids, and the times that journalctl accepts. */
@NullMarked
package io.github.servicehandler.testing.internal.journal;

import org.jspecify.annotations.NullMarked;
