/**
 * The files of a service, and log files outside the journal.
 *
 * <p>{@link io.github.servicehandler.files.ServiceFile} is a file or directory that a service consists of, uses or
 * writes. {@link io.github.servicehandler.files.UnitFileText} is the text of its unit file and drop-ins.
 * {@link io.github.servicehandler.files.LogFile} follows a log file as it grows and is rotated, and
 * {@link io.github.servicehandler.files.LogFilePosition} is a position in it to continue from.
 */
@NullMarked
package io.github.servicehandler.files;

import org.jspecify.annotations.NullMarked;
