package io.github.servicehandler.watchdog;

import java.util.Locale;

/** Says on which side of a bound a reading has to be. */
enum Comparison {
    ABOVE,
    BELOW;

    /** @param comparison of a reading with the bound, as a comparator returns it */
    boolean isPassed(int comparison) {
        return this == ABOVE ? comparison > 0 : comparison < 0;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
