package io.github.servicehandler.files;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that was at a followed path for a time, or a copy that was made beside it.
 *
 * @param arrival what identifies it
 * @param place the present path; {@code null} if it is gone, or was moved to another directory
 * @param copy whether it was made beside the followed file, with a name of a rotated file
 * @param mayHaveContent whether it may have lines; of a copy, whether it is not an older file with a new name
 */
record PassedFile(Arrival arrival, @Nullable Path place, boolean copy, boolean mayHaveContent) {}
