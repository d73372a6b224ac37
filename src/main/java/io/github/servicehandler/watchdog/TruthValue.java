package io.github.servicehandler.watchdog;

/** The value of a condition. While it is unknown, a rule does not fire, and the service does not count as recovered. */
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
