/** The settings of unit files that systemd reads, and the forms of their values. */
@NullMarked
package io.github.servicehandler.internal.settings;

import org.jspecify.annotations.NullMarked;
