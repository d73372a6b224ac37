package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.testing.internal.TestMistakeException;
import io.github.servicehandler.testing.internal.files.BusError;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The markers of a unit, which say what a later {@code reload-or-restart --marked} shall do with it. */
public final class UnitMarkers {

    private static final int FIRST_WITH_FOUR = 260;
    private static final List<String> OLD_MARKERS = List.of("needs-reload", "needs-restart");

    /** The markers without needs-stop, from the weakest to the strongest. */
    private static final List<String> BY_STRENGTH = List.of("needs-reload", "needs-start", "needs-restart");

    private final Set<String> markers = new TreeSet<>();

    /** Returns the markers in systemd's order. */
    public String text() {
        return String.join(" ", markers);
    }

    public boolean any() {
        return !markers.isEmpty();
    }

    public boolean has(String marker) {
        return markers.contains(marker);
    }

    /**
     * Sets the markers, as an assignment of the property {@code Markers} does.
     *
     * @param words markers that replace all others, or markers with a sign that are added or removed
     */
    public void assign(List<String> words, int version) throws BusError {
        long signed = words.stream().filter(UnitMarkers::hasSign).count();
        if (signed == 0) {
            markers.clear();
        }
        for (String word : words) {
            if (hasSign(word) != (signed > 0)) {
                throw new BusError("InvalidArgs", "Bad marker syntax.");
            }
            String marker = hasSign(word) ? word.substring(1) : word;
            if (!OLD_MARKERS.contains(marker)
                    && !(version >= FIRST_WITH_FOUR
                            && List.of("needs-start", "needs-stop").contains(marker))) {
                throw new BusError("InvalidArgs", "Unknown marker \"" + marker + "\".");
            }
            if (signed > 1 && version >= FIRST_WITH_FOUR) {
                throw new TestMistakeException("the fake adds or removes only one marker at a time");
            }
            apply(word, marker, version);
        }
    }

    private static boolean hasSign(String word) {
        return word.startsWith("+") || word.startsWith("-");
    }

    private void apply(String word, String marker, int version) {
        if (word.startsWith("-")) {
            markers.remove(marker);
        } else if (version < FIRST_WITH_FOUR) {
            markers.add(marker);
        } else {
            String one = word.startsWith("+") ? stronger(marker) : marker;
            markers.clear();
            markers.add(one);
        }
    }

    /** Returns which of the present and an added marker remains. */
    private String stronger(String added) {
        if (markers.isEmpty() || added.equals("needs-stop")) {
            return added;
        }
        String present = markers.iterator().next();
        if (present.equals("needs-stop")) {
            return added.equals("needs-start") ? added : present;
        }
        return BY_STRENGTH.indexOf(added) > BY_STRENGTH.indexOf(present) ? added : present;
    }

    /** Drops the markers that a change of the unit's state has dealt with. */
    public void stateChanged(ActiveState before, ActiveState now) {
        if (before.isUp() && !now.isUp()) {
            markers.removeAll(List.of("needs-reload", "needs-restart", "needs-stop"));
        }
        if (!before.isUp() && now == ActiveState.ACTIVE) {
            markers.remove("needs-start");
        }
    }

    /** Drops the marker that a reload has dealt with: since version 260, that is not the one for a reload. */
    public void reloaded(int version) {
        markers.remove(version < FIRST_WITH_FOUR ? "needs-reload" : "needs-start");
    }
}
