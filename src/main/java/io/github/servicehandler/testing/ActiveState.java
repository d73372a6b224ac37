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

    boolean isUp() {
        return this == ACTIVE || this == RELOADING;
    }

    boolean isDown() {
        return this == INACTIVE || this == FAILED;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
