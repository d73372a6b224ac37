package io.github.servicehandler.watchdog;

import java.util.Locale;

/** The side of a limit on which a reading must be. */
enum Comparison {
    ABOVE,
    BELOW;

    /** @param comparison of a reading with the limit, as a comparator returns it */
    boolean isPassed(int comparison) {
        return this == ABOVE ? comparison > 0 : comparison < 0;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
