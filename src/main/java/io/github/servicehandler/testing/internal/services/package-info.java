/** Services of the fake: their settings, processes and state machine, as in systemd's service.c. */
@NullMarked
package io.github.servicehandler.testing.internal.services;

import org.jspecify.annotations.NullMarked;
