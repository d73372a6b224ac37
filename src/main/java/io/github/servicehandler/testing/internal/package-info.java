/**
 * The exception that the in-memory systemd throws internally for a mistake in a test. The parts of the fake are in the
 * subpackages.
 */
@NullMarked
package io.github.servicehandler.testing.internal;

import org.jspecify.annotations.NullMarked;
