/** Reads and writes unit names and unit files: pure text, apart from any running manager. */
@NullMarked
package io.github.servicehandler.unit;

import org.jspecify.annotations.NullMarked;
