/** Processes of the fake: programs, commands of {@code Exec…=} settings, signals and exit statuses. */
@NullMarked
package io.github.servicehandler.testing.internal.process;

import org.jspecify.annotations.NullMarked;
