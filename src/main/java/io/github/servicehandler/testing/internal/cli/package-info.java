/** The commands of the fake: systemctl, journalctl, systemd-run, and the commands that work with files. */
@NullMarked
package io.github.servicehandler.testing.internal.cli;

import org.jspecify.annotations.NullMarked;
