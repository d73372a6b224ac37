/** Is an in-memory systemd for tests. */
@NullMarked
package io.github.servicehandler.testing;

import org.jspecify.annotations.NullMarked;
