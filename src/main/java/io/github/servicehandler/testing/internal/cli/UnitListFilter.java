package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.ShellGlob;
import io.github.servicehandler.testing.internal.units.ActiveState;
import io.github.servicehandler.testing.internal.units.Unit;
import io.github.servicehandler.unit.UnitType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The filter that selects the units of a listing. It reads the options only once, because there may be many units. */
public final class UnitListFilter implements Predicate<Unit> {

    private static final Set<String> LOAD_STATES =
            Set.of("stub", "loaded", "not-found", "bad-setting", "error", "merged", "masked");

    private final Predicate<String> named;
    private final List<String> suffixes;
    private final List<String> states;
    private final boolean failedOnly;
    private final boolean all;

    UnitListFilter(CommandLineOptions line, List<String> patterns) {
        named = named(patterns);
        suffixes = words(line, "--type").stream()
                .filter(type -> !isLoadState(type))
                .map(type -> "." + type)
                .toList();
        states = states(line);
        failedOnly = line.has("--failed");
        all = line.has("--all");
    }

    /** Returns the wanted states; for compatibility, {@code --type} accepts load states too. */
    private static List<String> states(CommandLineOptions line) {
        List<String> states = new ArrayList<>(words(line, "--state"));
        words(line, "--type").stream().filter(UnitListFilter::isLoadState).forEach(states::add);
        return states;
    }

    private static boolean isLoadState(String word) {
        return LOAD_STATES.contains(word);
    }

    /** Returns the words of {@code --type} that are neither types nor load states. */
    static List<String> unknownTypes(CommandLineOptions line) {
        return words(line, "--type").stream()
                .filter(word ->
                        !isLoadState(word) && UnitType.ofSuffix("." + word).isEmpty())
                .toList();
    }

    /** Returns a test of names for the types in {@code --type}; without types, all names pass. */
    static Predicate<String> ofTypes(CommandLineOptions line) {
        List<String> types = words(line, "--type").stream()
                .filter(word -> !isLoadState(word))
                .toList();
        return name -> types.isEmpty() || types.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /** Returns whether the options select units by their state. */
    static boolean selectsStates(CommandLineOptions line) {
        return line.has("--failed") || !states(line).isEmpty();
    }

    /** Returns the words of an option that accepts several words, separated by commas. */
    static List<String> words(CommandLineOptions line, String option) {
        return line.values(option).stream()
                .flatMap(text -> List.of(text.split(",")).stream())
                .toList();
    }

    /**
     * Returns a predicate that accepts the names that match one of the patterns, or all names if there are no patterns.
     */
    public static Predicate<String> named(List<String> patterns) {
        if (patterns.isEmpty()) {
            return name -> true;
        }
        List<ShellGlob> globs = patterns.stream().map(ShellGlob::of).toList();
        return name -> globs.stream().anyMatch(glob -> glob.matches(name));
    }

    @Override
    public boolean test(Unit unit) {
        if (!named.test(unit.id) || (!suffixes.isEmpty() && suffixes.stream().noneMatch(unit.id::endsWith))) {
            return false;
        }
        if (failedOnly) {
            return unit.activeState() == ActiveState.FAILED;
        }
        if (!states.isEmpty()) {
            return states.contains(unit.loadState().word)
                    || states.contains(unit.activeState().word())
                    || states.contains(unit.subState());
        }
        return all || unit.job != null || unit.activeState() != ActiveState.INACTIVE;
    }
}
