package io.github.servicehandler;

import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.unit.UnitPattern;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The search for units by patterns of their names. */
final class UnitSearch {

    private UnitSearch() {}

    /** Returns the loaded units that match. */
    static List<ListedUnit> loaded(ManagerClient client, String... patterns) {
        return client.listUnits(globs(patterns), ListedUnit::of);
    }

    /** Returns the installed unit files that match. */
    static List<ListedUnitFile> installed(ManagerClient client, String... patterns) {
        return client.listUnitFiles(globs(patterns), ListedUnitFile::of);
    }

    /** Returns the names of all units that match, each once and in order, without templates. */
    static List<String> runnable(ManagerClient client, String... patterns) {
        Stream<String> installed = installed(client, patterns).stream()
                .filter(file -> file.enablement() != EnablementState.ALIAS && !file.isTemplate())
                .map(ListedUnitFile::name);
        Stream<String> loaded = loaded(client, patterns).stream()
                .filter(unit -> unit.state() != ServiceState.NOT_FOUND)
                .map(ListedUnit::name);
        return Stream.concat(installed, loaded).distinct().sorted().toList();
    }

    private static List<String> globs(String... patterns) {
        return Arrays.stream(patterns)
                .map(UnitPattern::of)
                .map(UnitPattern::glob)
                .toList();
    }
}
