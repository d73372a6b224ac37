/**
 * The files of a service, and plain log files: {@link io.github.servicehandler.files.ServiceFile} is one of the files
 * and directories that a service is made of, uses or writes, {@link io.github.servicehandler.files.UnitFileText} the
 * text of its unit file and drop-ins, and {@link io.github.servicehandler.files.LogFile} follows a log file that grows.
 */
@NullMarked
package io.github.servicehandler.files;

import org.jspecify.annotations.NullMarked;
