/** The fake's services: how a service moves from state to state, as in systemd's service.c. */
@NullMarked
package io.github.servicehandler.testing.internal.services;

import org.jspecify.annotations.NullMarked;
