package io.github.servicehandler;

import io.github.servicehandler.watchdog.Action;
import io.github.servicehandler.watchdog.Condition;
import io.github.servicehandler.watchdog.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Five rules for each service, as in a file of thousands of rules. */
public final class BenchRules {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private BenchRules() {}

    /** Returns rules about states and counts, which need nothing to be read. */
    public static List<Rule> ofStates(Collection<String> units, Condition whenFailed) {
        List<Rule> rules = new ArrayList<>();
        for (String unit : units) {
            String name = unit.replaceAll("[^A-Za-z0-9]", "-");
            rules.add(Rule.named("revive-" + name)
                    .on(unit)
                    .asLongAs(whenFailed)
                    .then(Action.restart())
                    // each is killed again and again, and each time shall be its first
                    .budget(1000, HOUR)
                    .stableAfter(SECOND));
            rules.add(Rule.named("flapping-" + name)
                    .on(unit)
                    .when(Condition.failed(1000, HOUR))
                    .then(Action.quarantine(), Action.log()));
            rules.add(Rule.named("limit-" + name)
                    .on(unit)
                    .when(Condition.startLimitHit())
                    .then(Action.resetFailed())
                    .escalateTo(Action.log()));
            rules.add(Rule.named("gone-" + name)
                    .on(unit)
                    .when(Condition.in(ServiceState.NOT_FOUND, ServiceState.MASKED))
                    .then(Action.log()));
            rules.add(Rule.named("slow-" + name)
                    .on(unit)
                    .when(Condition.in(ServiceState.STARTING, ServiceState.STOPPING)
                            .heldFor(HOUR))
                    .then(Action.log()));
        }
        return rules;
    }

    /** Puts a rule about what is read in place of each fifth of these. */
    static List<Rule> withReadings(List<Rule> rules, Condition read, Duration pace) {
        List<Rule> mixed = new ArrayList<>(rules);
        mixed.replaceAll(rule ->
                rule.name().startsWith("slow") ? rule.when(read.inLast(3, 5).sampledEvery(pace)) : rule);
        return mixed;
    }
}
