/**
 * Execution of systemctl and the parsers of its output. No other package runs systemctl or names the programs that the
 * library runs.
 *
 * <p>Not exported. The results are properties and rows; their meaning is decided by the callers.
 */
@NullMarked
package io.github.servicehandler.internal.systemctl;

import org.jspecify.annotations.NullMarked;
