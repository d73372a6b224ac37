package io.github.servicehandler;

import java.util.Objects;
import java.util.Optional;

/**
 * A change that systemctl made to a unit file, a drop-in or a link to a unit file. Immutable.
 *
 * @param kind whether it was created or removed
 * @param path its path on the machine of the manager
 * @param target where a link that was created leads; empty otherwise
 */
public record UnitFileChange(Kind kind, String path, Optional<String> target) {

    /** The kinds of changes. */
    public enum Kind {
        /** A link was created. */
        CREATED,
        /** A link, a file or a directory was removed. */
        REMOVED
    }

    /**
     * Checks that nothing is {@code null}.
     *
     * @param kind whether it was created or removed
     * @param path its path
     * @param target where a link that was created leads
     */
    public UnitFileChange {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(target, "target");
    }
}
