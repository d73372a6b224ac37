/**
 * Tests on a real systemd, through the public API only. The effects of calls are checked with systemctl itself, which
 * {@link io.github.servicehandler.it.PlainSystemctl} runs apart from the library.
 */
package io.github.servicehandler.it;
