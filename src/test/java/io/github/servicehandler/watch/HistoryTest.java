package io.github.servicehandler.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.servicehandler.EnablementState;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ServiceHandler bot = ServiceHandler.of("bot");
    private final History history = new History(bot);

    @Test
    void theFirstStatusIsNoNews() {
        assertThat(add(Statuses.running("bot", "a", 0))).isEmpty();
        assertThat(history.last()).isEqualTo(Statuses.running("bot", "a", 0));
    }

    @Test
    void anotherStateIsAChangeFromTheLast() {
        add(Statuses.running("bot"));

        assertThat(add(Statuses.failed("bot")))
                .singleElement(type(WatchEvent.StateChanged.class))
                .satisfies(event -> {
                    assertThat(event.change().from()).isEqualTo(ServiceState.RUNNING);
                    assertThat(event.change().to()).isEqualTo(ServiceState.ERROR);
                    assertThat(event.service()).isEqualTo(bot);
                    assertThat(event.at()).isEqualTo(NOW);
                });
    }

    @Test
    void theSameStateAgainIsNoNews() {
        add(Statuses.running("bot"));

        assertThat(add(Statuses.running("bot"))).isEmpty();
    }

    @Test
    void anotherInvocationIsAnotherRunAlsoWhenTheStateIsTheSame() {
        add(Statuses.running("bot", "a", 0));

        assertThat(add(Statuses.running("bot", "b", 1)))
                .singleElement(type(WatchEvent.Restarted.class))
                .satisfies(event -> {
                    assertThat(event.previousInvocation()).isEqualTo("a");
                    assertThat(event.automatic()).isTrue();
                });
    }

    @Test
    void aRunThatSomebodyBeganIsNotAutomatic() {
        add(Statuses.running("bot", "a", 3));

        assertThat(add(Statuses.running("bot", "b", 0)))
                .singleElement(type(WatchEvent.Restarted.class))
                .matches(event -> !event.automatic());
    }

    @Test
    void theCountMayRiseBeforeTheNewRunIsSeen() {
        add(Statuses.running("bot", "a", 0));
        assertThat(add(Statuses.status(
                        "bot", "loaded", "activating", "auto-restart", Map.of("InvocationID", "a", "NRestarts", "1"))))
                .hasOnlyElementsOfType(WatchEvent.StateChanged.class);

        assertThat(add(Statuses.running("bot", "b", 1)))
                .last(type(WatchEvent.Restarted.class))
                .matches(WatchEvent.Restarted::automatic);
    }

    @Test
    void aRunAfterTheUnitWasForgottenIsStillAnotherOne() {
        add(Statuses.running("bot", "a", 0));
        add(Statuses.stopped("bot"));

        assertThat(add(Statuses.running("bot", "b", 0)))
                .last(type(WatchEvent.Restarted.class))
                .matches(event -> event.previousInvocation().equals("a"));
    }

    @Test
    void enablementIsReportedWhenItIsKnownAndAnother() {
        add(Statuses.enabled("bot", "disabled"));
        assertThat(add(Statuses.stopped("bot"))).isEmpty();

        assertThat(add(Statuses.enabled("bot", "enabled")))
                .singleElement(type(WatchEvent.EnablementChanged.class))
                .satisfies(event -> {
                    assertThat(event.from()).isEqualTo(EnablementState.DISABLED);
                    assertThat(event.to()).isEqualTo(EnablementState.ENABLED);
                });
    }

    private List<WatchEvent> add(ServiceStatus status) {
        return history.add(status, NOW);
    }
}
