package io.github.servicehandler.internal.storage;

import java.time.Duration;

/**
 * The names and the age of drafts of unit files. systemd ignores the names, because they are hidden. They do not
 * contain the unit's own name, which may have the greatest length of a file's name.
 */
public final class UnitDrafts {

    /** The beginning of each name; digits follow. */
    public static final String PREFIX = ".servicehandler-";

    /** The end of each name. */
    public static final String SUFFIX = ".draft";

    /** The age from which a draft belongs to a program that was killed: a living one renames it within milliseconds. */
    public static final Duration ABANDONED_AFTER = Duration.ofSeconds(10);

    private UnitDrafts() {}
}
