/**
 * Running systemctl and reading what it prints: the only place that does. It returns properties and rows; what they
 * mean is decided by its callers. Not exported.
 */
@NullMarked
package io.github.servicehandler.internal.systemctl;

import org.jspecify.annotations.NullMarked;
