/**
 * The behaviour of systemd, as cases that run on both the real and the in-memory systemd.
 *
 * <p>Each {@code …Contract} class covers one topic. It runs once for each backend in
 * {@link io.github.servicehandler.contract.Backends}.
 */
@NullMarked
package io.github.servicehandler.contract;

import org.jspecify.annotations.NullMarked;
