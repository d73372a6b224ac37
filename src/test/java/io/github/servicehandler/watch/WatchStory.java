package io.github.servicehandler.watch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What happens to a manager that watches by pattern observe.
 *
 * @param version the version of systemd
 * @param incidents what happens, in this order; any of them may be left out
 */
record WatchStory(int version, List<WatchIncident> incidents) {

    WatchStory {
        incidents = List.copyOf(incidents);
    }

    /** Lets the story happen and returns the law that it breaks, if it breaks one. */
    Optional<String> brokenLaw() {
        List<String> happened = new ArrayList<>();
        try (WatchWorld world = new WatchWorld(version)) {
            for (WatchIncident incident : incidents) {
                happened.add(incident.text());
                incident.effect().accept(world);
                Optional<String> law = world.brokenLaw();
                if (law.isPresent()) {
                    return law.map(text -> "after \"" + incident.text() + "\": " + text);
                }
            }
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of("unexpected " + e + " after " + happened + "\n"
                    + Arrays.stream(e.getStackTrace())
                            .limit(12)
                            .map(Object::toString)
                            .collect(Collectors.joining("\n")));
        }
    }

    @Override
    public String toString() {
        return "systemd " + version + "\n"
                + incidents.stream().map(WatchIncident::text).collect(Collectors.joining("\n"));
    }
}
