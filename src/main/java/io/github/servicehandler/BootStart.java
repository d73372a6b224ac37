package io.github.servicehandler;

import java.util.Objects;

/**
 * The answer to whether a unit starts at boot. Immutable.
 *
 * @param starts whether it does
 * @param reason why it does or does not, and what to do, as text for people
 */
public record BootStart(boolean starts, String reason) {

    /**
     * Checks that nothing is {@code null}.
     *
     * @param starts whether it does
     * @param reason why
     */
    public BootStart {
        Objects.requireNonNull(reason, "reason");
    }

    /** Returns the answer as {@code yes} or {@code no} with the reason. */
    @Override
    public String toString() {
        return (starts ? "yes: " : "no: ") + reason;
    }
}
