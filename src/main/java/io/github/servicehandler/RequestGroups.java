package io.github.servicehandler;

import io.github.servicehandler.unit.UnitName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The groups of units, by their positions, for which to repeat a request that systemd did not carry out because of some
 * of its units. Pure.
 */
final class RequestGroups {

    private RequestGroups() {}

    /**
     * Returns the groups: all units that are not the cause together, and each that may be the cause alone. If the error
     * names no unit of the request, as for the missing requirement of one, or all of them, each half is a group. If two
     * units conflict with each other, the error names one of them, and that one is left out.
     */
    static List<List<Integer>> toRepeat(
            Verb verb, List<UnitName> units, List<ServiceStatus> after, SystemctlComplaint complaint) {
        if (units.size() == 1 || !complaint.isAboutAll()) {
            return List.of();
        }
        List<Integer> others = new ArrayList<>();
        List<Integer> doubtful = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            if (cannotSucceed(verb, after.get(i))) {
                continue;
            }
            if (!complaint.isAbout(units.get(i))) {
                others.add(i);
            } else if (complaint.isDoubtfulAbout(units.get(i))) {
                doubtful.add(i);
            }
        }
        List<List<Integer>> groups = new ArrayList<>();
        if (others.isEmpty()) {
            groups.addAll(halves(doubtful));
        } else if (others.size() < units.size()) {
            groups.add(others);
            doubtful.forEach(i -> groups.add(List.of(i)));
        } else if (complaint.isAllOrNothing()) {
            groups.addAll(halves(others));
        }
        groups.removeIf(List::isEmpty);
        return groups;
    }

    /** Returns the halves of the positions of all units. */
    static List<List<Integer>> halves(int units) {
        return halves(IntStream.range(0, units).boxed().toList());
    }

    private static List<List<Integer>> halves(List<Integer> positions) {
        int half = positions.size() / 2;
        return List.of(positions.subList(0, half), positions.subList(half, positions.size()));
    }

    /**
     * Returns whether the unit does not exist, which is an error for every verb but mask: a repeated request would fail
     * because of it.
     */
    private static boolean cannotSucceed(Verb verb, ServiceStatus after) {
        return after.state() == ServiceState.NOT_FOUND && verb.base() != Verb.BaseVerb.MASK;
    }
}
