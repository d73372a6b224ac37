package io.github.servicehandler;

import java.util.List;
import java.util.Objects;

/**
 * What systemd would complain about in a unit file. Immutable. {@link UnitFiles#verify} returns it.
 *
 * @param source how the problems were found
 * @param problems the problems as sentences, in their order; empty if none was found
 */
public record UnitFileVerification(VerificationSource source, List<String> problems) {

    /** The ways to find problems. */
    public enum VerificationSource {
        /** {@code systemd-analyze verify} where the manager is: it also finds programs and units that do not exist. */
        SYSTEMD_ANALYZE,
        /**
         * The lists of this library for the manager's version, as in
         * {@link io.github.servicehandler.unit.UnitFile#problems(int)}, since there is no systemd-analyze.
         */
        TABLES
    }

    /**
     * Checks that nothing is {@code null}, and copies the list.
     *
     * @param source how the problems were found
     * @param problems the problems as sentences, in their order; empty if none was found
     */
    public UnitFileVerification {
        Objects.requireNonNull(source, "source");
        problems = List.copyOf(problems);
    }
}
