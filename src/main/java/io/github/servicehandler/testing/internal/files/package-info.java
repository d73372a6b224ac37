/** Unit files of the fake: the file tree, unit names, settings, and the links that enabling creates. */
@NullMarked
package io.github.servicehandler.testing.internal.files;

import org.jspecify.annotations.NullMarked;
