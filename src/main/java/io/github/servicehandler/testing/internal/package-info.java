/**
 * The mistake of a test, as the inside of the in-memory systemd reports it. The rooms of the fake are the packages
 * below this one.
 */
@NullMarked
package io.github.servicehandler.testing.internal;

import org.jspecify.annotations.NullMarked;
