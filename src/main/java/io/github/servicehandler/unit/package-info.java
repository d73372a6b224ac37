/** Unit names and unit files: pure text, without a running manager. */
@NullMarked
package io.github.servicehandler.unit;

import org.jspecify.annotations.NullMarked;
