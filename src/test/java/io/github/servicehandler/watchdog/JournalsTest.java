package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.Target;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.Fault;
import io.github.servicehandler.watchdog.WatchdogEvent.Fired;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The journals of many services are followed as one. */
class JournalsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final FakeSystemd fake = FakeSystemd.create();
    private final Systemd user = Systemd.of(Target.user(), fake);
    private final Queue<WatchdogEvent> events = new ConcurrentLinkedQueue<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Watchdog.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    private final Rule lost = Rule.named("lost")
            .when(Condition.logged(Pattern.compile("lost \\w+"), 1, MINUTE))
            .then(Action.log());

    @AfterEach
    void stopListening() {
        logger.detachAppender(logged);
        logger.setLevel(null);
    }

    private List<ServiceHandler> running(Systemd systemd, String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> running(systemd, prefix + i))
                .toList();
    }

    private ServiceHandler running(Systemd systemd, String name) {
        fake.install(name);
        ServiceHandler service = systemd.service(name);
        service.start();
        return service;
    }

    private Watchdog start(List<ServiceHandler> services) {
        Watchdog.Builder builder = Watchdog.builder().rule(lost).onEvent(events::add);
        services.forEach(builder::watch);
        return builder.start();
    }

    private List<String> fired() {
        return events.stream()
                .filter(Fired.class::isInstance)
                .map(event -> ((Fired) event).service().unit().toString())
                .toList();
    }

    private long journalctls() {
        return fake.commands().stream()
                .filter(command -> command.program().equals("journalctl"))
                .count();
    }

    /** Returns how many commands it takes to follow the journals of so many services for ten seconds. */
    private long journalctls(int services) {
        List<ServiceHandler> all = running(user, "bot-" + services + "-", services);
        long before = journalctls();
        try (Watchdog dog = start(all)) {
            fake.advance(Duration.ofSeconds(10));
            assertThat(dog.table()).isNotEmpty();
        }
        return journalctls() - before;
    }

    @Test
    void manyServicesTakeNoMoreCommandsThanOne() {
        assertThat(journalctls(30)).isEqualTo(journalctls(1)).isPositive();
    }

    @Test
    void aLineCountsForWhoWroteIt() {
        List<ServiceHandler> bots = running(user, "bot-", 3);
        try (Watchdog dog = start(bots)) {
            fake.unit("bot-1").log("lost connection");
            fake.advance(Duration.ofSeconds(5));
            assertThat(fired()).containsExactly("bot-1.service");
            fake.unit("bot-2").log("lost patience");
            fake.advance(Duration.ofSeconds(5));

            assertThat(fired()).containsExactly("bot-1.service", "bot-2.service");
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void whatNobodyWatchesCountsForNobody() {
        List<ServiceHandler> bots = running(user, "bot-", 2);
        running(user, "other");
        try (Watchdog dog = start(bots)) {
            fake.unit("other").log("lost connection");
            fake.advance(Duration.ofSeconds(5));

            assertThat(fired()).isEmpty();
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void aJournalThatCannotBeReadNowIsReadAgain() {
        List<ServiceHandler> bots = running(user, "bot-", 2);
        try (Watchdog dog = start(bots)) {
            fake.fail(Fault.journalDenied());
            fake.advance(Duration.ofSeconds(3));
            fake.recover();
            fake.unit("bot-0").log("lost connection");
            fake.advance(Duration.ofSeconds(5));

            assertThat(fired()).containsExactly("bot-0.service");
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void aJournalThatCannotBeFollowedIsWarnedOfOnceForTheManager() {
        List<ServiceHandler> bots = running(user, "bot-", 3);
        logged.start();
        logger.setLevel(Level.WARN);
        logger.addAppender(logged);
        fake.fail(Fault.journalDenied());
        try (Watchdog dog = start(bots)) {
            assertThat(logged.list)
                    .singleElement()
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .asString()
                    .isEqualTo("the journal of 3 services of the user manager cannot be followed;"
                            + " conditions about it stay unknown");
            fake.recover();
            fake.unit("bot-0").log("lost connection");
            fake.advance(Duration.ofSeconds(5));
            assertThat(fired()).isEmpty();
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void eachManagerHasAJournalctlOfItsOwn() {
        RealTime here = new RealTime();
        RealTime there = new RealTime();
        List<ServiceHandler> both = new ArrayList<>(running(Systemd.of(Target.user(), here), "bot-", 3));
        both.add(running(Systemd.of(Target.user(), there), "elsewhere"));
        try (Watchdog dog = start(both)) {
            assertThat(here.followers)
                    .singleElement()
                    .asString()
                    .contains(" _SYSTEMD_USER_UNIT=bot-0.service _SYSTEMD_USER_UNIT=bot-1.service")
                    .doesNotContain("elsewhere");
            assertThat(there.followers).singleElement().asString().contains("_SYSTEMD_USER_UNIT=elsewhere.service ");
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    /** Runs commands by the fake on this machine's clock, on which journals are followed. */
    private final class RealTime implements CommandRunner {

        private final List<Command> followers = new ArrayList<>();

        @Override
        public CommandResult run(Command command) {
            return fake.run(command);
        }

        @Override
        public synchronized RunningCommand start(Command command) {
            if (command.argv().contains("--follow")) {
                followers.add(command);
            }
            return fake.start(command);
        }
    }
}
