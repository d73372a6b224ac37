package io.github.servicehandler.testing.internal.units;

import java.util.Locale;

/** The active state of a unit; see systemctl(1). */
public enum ActiveState {
    ACTIVE,
    RELOADING,
    INACTIVE,
    FAILED,
    ACTIVATING,
    DEACTIVATING,
    MAINTENANCE;

    private final String word = name().toLowerCase(Locale.ROOT);

    public boolean isUp() {
        return this == ACTIVE || this == RELOADING;
    }

    public boolean isUpOrActivating() {
        return isUp() || this == ACTIVATING;
    }

    public boolean isDownOrDeactivating() {
        return isDown() || this == DEACTIVATING;
    }

    public boolean isDown() {
        return this == INACTIVE || this == FAILED;
    }

    public String word() {
        return word;
    }
}
