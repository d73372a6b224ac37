/** Reads a service's log entries and follows its files. */
@NullMarked
package io.github.servicehandler.journal;

import org.jspecify.annotations.NullMarked;
