/**
 * Tests on a real systemd, through the public API only. What came of a call is checked with systemctl itself, which
 * {@link io.github.servicehandler.it.PlainSystemctl} runs apart from the library.
 */
package io.github.servicehandler.it;
