/** Unit names and unit files, read and written as pure text. Nothing here needs a running manager. */
@NullMarked
package io.github.servicehandler.unit;

import org.jspecify.annotations.NullMarked;
