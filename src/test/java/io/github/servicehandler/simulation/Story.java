package io.github.servicehandler.simulation;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A world and what happens in it.
 *
 * @param version the version of systemd
 * @param seed the seed of the waits' jitter
 * @param services the unit file of each service, by its name
 * @param rules the rules at the beginning
 * @param incidents what happens, in this order
 */
record Story(
        int version, long seed, Map<String, String> services, List<SimulatedRule> rules, List<Incident> incidents) {

    /** Returns how much virtual time the incidents take. */
    Duration length() {
        return incidents.stream().map(Incident::pause).reduce(Duration.ZERO, Duration::plus);
    }

    Story withIncidents(List<Incident> fewer) {
        return new Story(version, seed, services, rules, fewer);
    }

    Story withRules(List<SimulatedRule> fewer) {
        return new Story(version, seed, services, fewer, incidents);
    }

    /** Lets the story happen and returns the law that it breaks, if it breaks one. */
    Optional<String> brokenLaw() {
        try (World world = new World(this)) {
            for (Incident incident : incidents) {
                world.pass(incident.pause());
                incident.effect().accept(world);
                world.checkLaws();
            }
            world.end();
            return Optional.empty();
        } catch (BrokenLawException e) {
            return Optional.of(e.law());
        } catch (RuntimeException e) {
            return Optional.of("unexpected " + e + "\n"
                    + Arrays.stream(e.getStackTrace())
                            .limit(12)
                            .map(Object::toString)
                            .collect(Collectors.joining("\n")));
        }
    }

    boolean breaksALaw() {
        return brokenLaw().isPresent();
    }

    @Override
    public String toString() {
        return "systemd " + version + ", seed " + seed + "\n"
                + services.entrySet().stream()
                        .map(service -> service.getKey() + ":\n" + service.getValue())
                        .collect(Collectors.joining())
                + lines(rules)
                + lines(incidents);
    }

    private static String lines(List<?> all) {
        return all.stream().map(one -> one + "\n").collect(Collectors.joining());
    }
}
