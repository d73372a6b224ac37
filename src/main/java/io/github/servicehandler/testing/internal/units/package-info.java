/** Units of the fake in memory, with their jobs, timers, limits and dependencies. */
@NullMarked
package io.github.servicehandler.testing.internal.units;

import org.jspecify.annotations.NullMarked;
