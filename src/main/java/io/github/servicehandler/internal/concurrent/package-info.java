/**
 * Threads, serial delivery of events, and pauses between attempts: what every package needs to do work in the
 * background.
 */
@NullMarked
package io.github.servicehandler.internal.concurrent;

import org.jspecify.annotations.NullMarked;
