/**
 * Holds what systemd does, as cases that run on the real one and on the in-memory one alike.
 *
 * <p>Each {@code …Contract} class is one theme. It runs once for each backend that
 * {@link io.github.servicehandler.contract.Backends} offers.
 */
@NullMarked
package io.github.servicehandler.contract;

import org.jspecify.annotations.NullMarked;
