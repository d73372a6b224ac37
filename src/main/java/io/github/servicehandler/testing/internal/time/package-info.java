/** Virtual time, and systemd's time spans and calendar expressions; see systemd.time(7). */
@NullMarked
package io.github.servicehandler.testing.internal.time;

import org.jspecify.annotations.NullMarked;
