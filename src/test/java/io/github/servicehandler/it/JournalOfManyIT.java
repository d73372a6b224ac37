package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Verb;
import io.github.servicehandler.journal.JournalFollow;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.watchdog.Action;
import io.github.servicehandler.watchdog.Condition;
import io.github.servicehandler.watchdog.Rule;
import io.github.servicehandler.watchdog.Watchdog;
import io.github.servicehandler.watchdog.WatchdogEvent;
import io.github.servicehandler.watchdog.WatchdogEvent.Fired;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Test that one journalctl follows fifty real services. */
@RequiresUserManager
@Timeout(120)
class JournalOfManyIT {

    private static final int MANY = 50;

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    private List<ServiceHandler> fifty() {
        units.template(
                "many",
                "[Service]\nExecStart=/bin/sh -c 'echo \"lost %i\"; exec sleep infinity'\nLogRateLimitIntervalSec=0\n");
        return IntStream.range(0, MANY)
                .mapToObj(i -> units.handler("many@" + i))
                .toList();
    }

    private static Set<UnitName> names(List<ServiceHandler> services) {
        return services.stream().map(ServiceHandler::unitName).collect(Collectors.toSet());
    }

    @Test
    void aFollowerOfManyIsOneProcess() {
        List<ServiceHandler> services = fifty();
        Set<UnitName> received = ConcurrentHashMap.newKeySet();

        try (JournalFollow follow = units.systemd()
                .journal(services)
                .field("_TRANSPORT", "stdout")
                .follow(entry -> received.addAll(entry.units()))) {
            Await.until(() -> Journalctls.running().size() == 1);
            units.systemd().perform(Verb.START, services);

            Await.until(() -> received.equals(names(services)));
            assertThat(Journalctls.running()).hasSize(1);
            Await.until(() -> follow.cursor().isPresent());
        }
        Await.until(() -> Journalctls.running().isEmpty());
    }

    @Test
    void aWatchdogOfManyIsOneProcess() {
        List<ServiceHandler> services = fifty();
        Queue<WatchdogEvent> events = new ConcurrentLinkedQueue<>();
        Rule lost = Rule.named("lost")
                .when(Condition.logged(Pattern.compile("^lost \\d+$"), 1, Duration.ofMinutes(1)))
                .then(Action.log());
        Watchdog.Builder builder = Watchdog.builder().rule(lost).onEvent(events::add);
        services.forEach(builder::watch);

        try (Watchdog dog = builder.start()) {
            assertThat(Journalctls.running()).hasSize(1);
            units.systemd().perform(Verb.START, services);

            Await.until(() -> fired(events).equals(names(services)));
            assertThat(Journalctls.running()).hasSize(1);
            assertThat(dog.quarantined()).isEmpty();
        }
        Await.until(() -> Journalctls.running().isEmpty());
    }

    private static Set<UnitName> fired(Queue<WatchdogEvent> events) {
        return events.stream()
                .filter(Fired.class::isInstance)
                .map(event -> ((Fired) event).service().unitName())
                .collect(Collectors.toSet());
    }
}
