package io.github.servicehandler.watchdog;

/**
 * Is what is known of a condition. Unknown is neither true nor false: nothing is done, and nothing counts as recovered.
 */
enum TruthValue {
    TRUE,
    FALSE,
    UNKNOWN;

    static TruthValue of(boolean value) {
        return value ? TRUE : FALSE;
    }

    TruthValue negated() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
        };
    }

    TruthValue and(TruthValue other) {
        if (this == FALSE || other == FALSE) {
            return FALSE;
        }
        return this == TRUE && other == TRUE ? TRUE : UNKNOWN;
    }
}
