/**
 * Unit names, name patterns, unit files and properties as pure text. Nothing here runs a command or needs a manager.
 *
 * <p>Start at {@link io.github.servicehandler.unit.UnitFile} to read, build or write a unit file, and at
 * {@link io.github.servicehandler.unit.UnitName} for names.
 */
@NullMarked
package io.github.servicehandler.unit;

import org.jspecify.annotations.NullMarked;
