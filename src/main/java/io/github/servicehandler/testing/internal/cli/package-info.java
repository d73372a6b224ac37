/** The fake's programs: systemctl, journalctl, systemd-run, and commands that work with files. */
@NullMarked
package io.github.servicehandler.testing.internal.cli;

import org.jspecify.annotations.NullMarked;
