package io.github.servicehandler;

import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.internal.text.QuotedWords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The links to unit files that systemctl reported as made or removed, and the units of the request to which they
 * belong. Pure.
 */
final class ReportedLinks {

    /** The quotes around paths differ by version. */
    private static final Pattern LINE =
            Pattern.compile("(Created symlink|Removed) ['\"]?(.+?)['\"]?(?: (?:→|->) ['\"]?(.+?)['\"]?)?\\.?");

    private final List<Set<String>> links = new ArrayList<>();

    ReportedLinks(CommandResult result) {
        changes(result).forEach(change -> {
            Set<String> names = new HashSet<>();
            names.add(fileName(change.path()));
            change.target().ifPresent(target -> names.add(fileName(target)));
            links.add(names);
        });
    }

    /** Returns all changes that systemctl reported, in that order. */
    static List<UnitFileChange> changes(CommandResult result) {
        return result.stderr()
                .lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(matcher -> new UnitFileChange(
                        matcher.group(1).equals("Removed") ? UnitFileChange.Kind.REMOVED : UnitFileChange.Kind.CREATED,
                        matcher.group(2),
                        Optional.ofNullable(matcher.group(3))))
                .toList();
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * Returns, for each unit, whether one of its links changed. A link that has the name of no unit of the request
     * belongs to the units that are enabled by others, which {@code Also=} names; if there are none, to all units.
     */
    List<Boolean> changed(List<ServiceStatus> before, List<ServiceStatus> after) {
        List<Set<String>> names = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            Set<String> ofUnit = new HashSet<>();
            ofUnit.addAll(names(before.get(i)));
            ofUnit.addAll(names(after.get(i)));
            names.add(ofUnit);
        }
        boolean others = links.stream()
                .anyMatch(link ->
                        names.stream().noneMatch(ofUnit -> ofUnit.stream().anyMatch(link::contains)));
        boolean anyIndirect = after.stream().anyMatch(ReportedLinks::isIndirect);
        List<Boolean> changed = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            Set<String> ofUnit = names.get(i);
            boolean own = links.stream().anyMatch(link -> ofUnit.stream().anyMatch(link::contains));
            changed.add(own || (others && (!anyIndirect || isIndirect(after.get(i)))));
        }
        return changed;
    }

    private static Set<String> names(ServiceStatus status) {
        Set<String> names = new HashSet<>(QuotedWords.split(status.properties().text("Names")));
        names.add(status.unit().toString());
        names.add(status.id());
        return names;
    }

    private static boolean isIndirect(ServiceStatus status) {
        return status.enablement() == EnablementState.INDIRECT;
    }
}
