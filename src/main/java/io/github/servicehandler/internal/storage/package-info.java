/** Writing of files on this machine so that neither a crash nor a full disk leaves half of one. */
@NullMarked
package io.github.servicehandler.internal.storage;

import org.jspecify.annotations.NullMarked;
