/** The fake's unit files: the file tree, unit names, settings, and the links that enabling makes. */
@NullMarked
package io.github.servicehandler.testing.internal.files;

import org.jspecify.annotations.NullMarked;
