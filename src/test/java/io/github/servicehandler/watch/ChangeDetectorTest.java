package io.github.servicehandler.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.servicehandler.EnablementState;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeDetectorTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ServiceHandler bot = ServiceHandler.of("bot");
    private final ChangeDetector history = new ChangeDetector(bot);

    @Test
    void theFirstStatusIsNoNews() {
        assertThat(add(TestStatuses.running("bot", "a", 0))).isEmpty();
        assertThat(history.last()).isEqualTo(TestStatuses.running("bot", "a", 0));
    }

    @Test
    void anotherStateIsAChangeFromTheLast() {
        add(TestStatuses.running("bot"));

        assertThat(add(TestStatuses.failed("bot")))
                .singleElement(type(UnitEvent.StateChanged.class))
                .satisfies(event -> {
                    assertThat(event.change().from()).isEqualTo(ServiceState.RUNNING);
                    assertThat(event.change().to()).isEqualTo(ServiceState.ERROR);
                    assertThat(event.service()).isEqualTo(bot);
                    assertThat(event.at()).isEqualTo(NOW);
                });
    }

    @Test
    void theSameStateAgainIsNoNews() {
        add(TestStatuses.running("bot"));

        assertThat(add(TestStatuses.running("bot"))).isEmpty();
    }

    @Test
    void anotherInvocationIsAnotherRunAlsoWhenTheStateIsTheSame() {
        add(TestStatuses.running("bot", "a", 0));

        assertThat(add(TestStatuses.running("bot", "b", 1)))
                .singleElement(type(UnitEvent.Restarted.class))
                .satisfies(event -> {
                    assertThat(event.previousInvocation()).isEqualTo("a");
                    assertThat(event.automatic()).isTrue();
                });
    }

    @Test
    void aRunThatSomebodyBeganIsNotAutomatic() {
        add(TestStatuses.running("bot", "a", 3));

        assertThat(add(TestStatuses.running("bot", "b", 0)))
                .singleElement(type(UnitEvent.Restarted.class))
                .matches(event -> !event.automatic());
    }

    @Test
    void theCountMayRiseBeforeTheNewRunIsSeen() {
        add(TestStatuses.running("bot", "a", 0));
        assertThat(add(TestStatuses.status(
                        "bot", "loaded", "activating", "auto-restart", Map.of("InvocationID", "a", "NRestarts", "1"))))
                .hasOnlyElementsOfType(UnitEvent.StateChanged.class);

        assertThat(add(TestStatuses.running("bot", "b", 1)))
                .last(type(UnitEvent.Restarted.class))
                .matches(UnitEvent.Restarted::automatic);
    }

    @Test
    void aStatusWithTheNextRunButTheStateOfTheLastOneIsMixed() {
        add(failed("a", "5"));

        assertThat(history.isMixed(failed("b", "5"))).isTrue();
        assertThat(history.isMixed(failed("b", "6"))).isFalse();
        assertThat(history.isMixed(failed("a", "5"))).isFalse();
        assertThat(history.isMixed(TestStatuses.running("bot", "b", 0))).isFalse();
    }

    private static ServiceStatus failed(String run, String changedAt) {
        return TestStatuses.status(
                "bot",
                "loaded",
                "failed",
                "failed",
                Map.of("InvocationID", run, "StateChangeTimestampMonotonic", changedAt));
    }

    @Test
    void aNewRunThatIsStillShownAsWaitingIsReportedWithItsState() {
        add(TestStatuses.running("bot", "a", 0));
        ServiceStatus ended = waiting("auto-restart", "a", Map.of("Result", "signal", "ExecMainCode", "2"));
        add(ended);

        assertThat(history.isMixed(waiting("auto-restart-queued", "b", Map.of("NRestarts", "1"))))
                .isTrue();
        assertThat(add(TestStatuses.running("bot", "b", 1)))
                .last(type(UnitEvent.Restarted.class))
                .satisfies(event -> {
                    assertThat(event.ended()).hasValue(ended);
                    assertThat(event.result()).isEqualTo("signal");
                });
    }

    @Test
    void whatIsInactiveWithAJobAfterAutoRestartIsWithinTheRestart() {
        add(TestStatuses.running("bot", "a", 0));
        assertThat(history.isWithinRestart(inactiveWithJob("a", 0))).isFalse();
        assertThat(history.isWithinRestart(inactiveWithJob("a", 1))).isTrue();

        add(waiting("auto-restart", "a", Map.of()));
        assertThat(history.isWithinRestart(inactiveWithJob("a", 0))).isTrue();
        assertThat(history.isWithinRestart(TestStatuses.stopped("bot"))).isFalse();
    }

    private static ServiceStatus waiting(String sub, String invocation, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(more);
        properties.put("InvocationID", invocation);
        return TestStatuses.status("bot", "loaded", "activating", sub, properties);
    }

    private static ServiceStatus inactiveWithJob(String invocation, int restarts) {
        return TestStatuses.status(
                "bot",
                "loaded",
                "inactive",
                "dead",
                Map.of("InvocationID", invocation, "NRestarts", String.valueOf(restarts), "Job", "17"));
    }

    @Test
    void aRunAfterTheUnitWasForgottenIsStillAnotherOne() {
        add(TestStatuses.running("bot", "a", 0));
        add(TestStatuses.stopped("bot"));

        assertThat(add(TestStatuses.running("bot", "b", 0)))
                .last(type(UnitEvent.Restarted.class))
                .matches(event -> event.previousInvocation().equals("a"));
    }

    @Test
    void theEndOfAJobIsReportedIfTheStateIsStillTheSame() {
        ServiceStatus waiting = TestStatuses.status("bot", "loaded", "failed", "failed", Map.of("Job", "7"));
        add(waiting);

        assertThat(add(TestStatuses.failed("bot")))
                .containsExactly(new UnitEvent.JobEnded(bot, TestStatuses.failed("bot"), false, NOW));
        add(waiting);
        assertThat(add(TestStatuses.running("bot"))).singleElement().isInstanceOf(UnitEvent.StateChanged.class);
    }

    @Test
    void theEndOfAJobIsReportedBeforeTheChangeThatItHasMade() {
        add(TestStatuses.running("bot"));

        assertThat(history.addAfterJob(TestStatuses.stopped("bot"), true, NOW))
                .extracting(UnitEvent::toString)
                .containsExactly("bot.service was stopped on request: STOPPED", "bot.service: RUNNING -> STOPPED");
        assertThat(history.addAfterJob(TestStatuses.stopped("bot"), false, NOW))
                .extracting(UnitEvent::toString)
                .containsExactly("bot.service was left down by a job: STOPPED");
    }

    @Test
    void enablementIsReportedWhenItIsKnownAndAnother() {
        add(TestStatuses.enabled("bot", "disabled"));
        assertThat(add(TestStatuses.stopped("bot"))).isEmpty();

        assertThat(add(TestStatuses.enabled("bot", "enabled")))
                .singleElement(type(UnitEvent.EnablementChanged.class))
                .satisfies(event -> {
                    assertThat(event.from()).isEqualTo(EnablementState.DISABLED);
                    assertThat(event.to()).isEqualTo(EnablementState.ENABLED);
                });
    }

    private List<UnitEvent> add(ServiceStatus status) {
        return history.add(status, NOW);
    }
}
