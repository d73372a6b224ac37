package io.github.servicehandler.testing;

import java.util.Locale;

/** Lists systemd's active states. */
enum ActiveState {
    ACTIVE,
    RELOADING,
    INACTIVE,
    FAILED,
    ACTIVATING,
    DEACTIVATING,
    MAINTENANCE;

    private final String word = name().toLowerCase(Locale.ROOT);

    boolean isUp() {
        return this == ACTIVE || this == RELOADING;
    }

    boolean isUpOrComing() {
        return isUp() || this == ACTIVATING;
    }

    boolean isDownOrGoing() {
        return isDown() || this == DEACTIVATING;
    }

    boolean isDown() {
        return this == INACTIVE || this == FAILED;
    }

    String word() {
        return word;
    }
}
