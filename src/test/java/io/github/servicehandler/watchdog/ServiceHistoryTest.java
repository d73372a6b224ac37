package io.github.servicehandler.watchdog;

import static io.github.servicehandler.watchdog.TestStatuses.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceHistoryTest {

    private static final Sensor MEMORY = Condition.memoryAbove(1).sensors().get(0);

    private final ServiceHistory history = new ServiceHistory(
            Systemd.of(ManagerAddress.user(), FakeSystemd.create()).service("bot"));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void nothingIsKnownAtFirst() {
        assertThat(history.state()).isEqualTo(ServiceState.UNKNOWN);
        assertThat(history.status()).isEmpty();
        assertThat(history.happening()).isEqualTo(ServiceHistory.Happening.NOTHING);
    }

    @Test
    void theFirstStatusIsNoHappening() {
        see(failed("a", 1, 0));

        assertThat(history.happening()).isEqualTo(ServiceHistory.Happening.NOTHING);
        assertThat(failures()).isZero();
        assertThat(history.state()).isEqualTo(ServiceState.ERROR);
    }

    @Test
    void theFirstStatusHoldsSinceWhenSystemdSaysSo() {
        now = Instant.parse("2026-01-01T00:10:00Z");
        see(running("a", 1));

        assertThat(history.since()).isEqualTo("2026-01-01T00:00:01.000001Z");
    }

    @Test
    void aSinceFromTheFutureIsNotBelieved() {
        see(running("a", 59));

        assertThat(history.since()).isEqualTo(now);
    }

    @Test
    void aChangeOfStateIsAHappeningUntilItIsSettled() {
        see(running("a", 0));
        see(failed("a", 1, 0));

        assertThat(history.happening())
                .isEqualTo(new ServiceHistory.Happening(ServiceState.RUNNING, ServiceState.ERROR, true, false));
        history.settle();
        assertThat(history.happening()).isEqualTo(ServiceHistory.Happening.NOTHING);
    }

    @Test
    void aCrashThatIsToldInStepsIsOneFailure() {
        see(running("a", 0));
        see(failed("a", 1, 0));
        see(status("activating", "auto-restart", properties("a", 1, "exit-code", 0)));
        see(status("activating", "auto-restart", properties("a", 1, "exit-code", 1)));

        assertThat(failures()).isEqualTo(1);
    }

    @Test
    void aStatusWithTheNextRunButTheStateOfTheLastOneIsIgnored() {
        see(running("a", 0));
        see(failed("a", 1, 0));
        history.settle();
        see(status("failed", "failed", properties("b", 1, "success", 0)));
        assertThat(history.happening()).isEqualTo(ServiceHistory.Happening.NOTHING);
        assertThat(history.status()).hasValue(failed("a", 1, 0));
        see(running("b", 2));

        assertThat(history.happening().restarted()).isTrue();
        assertThat(failures()).isEqualTo(1);
        assertThat(restarts()).isEqualTo(1);
    }

    @Test
    void aRunAfterTheManagerHasForgottenTheLastOneIsNew() {
        see(running("a", 0));
        see(status("inactive", "dead", Map.of("Result", "success")));
        see(running("b", 2));
        see(status("inactive", "dead", Map.of("Result", "success")));
        see(running("b", 2));

        assertThat(restarts()).isEqualTo(1);
    }

    @Test
    void theFirstRunAfterTheFirstStatusIsNew() {
        see(status("inactive", "dead", Map.of("Result", "success")));
        see(running("a", 2));

        assertThat(history.happening().restarted()).isTrue();
        assertThat(restarts()).isEqualTo(1);
    }

    @Test
    void aRunWhoseIdBecomesKnownLaterIsNotNew() {
        see(status("active", "running", Map.of()));
        see(running("a", 2));

        assertThat(restarts()).isZero();
    }

    @Test
    void aServiceThatIsDownWithAJobIsAboutToChange() {
        see(running("a", 0));
        Map<String, String> waiting = properties("a", 1, "exit-code", 0);
        waiting.put("Job", "7");
        see(status("failed", "failed", waiting));

        assertThat(history.state()).isEqualTo(ServiceState.RUNNING);
        assertThat(failures()).isZero();
    }

    @Test
    void aRunThatFailedBetweenTwoLooksIsAFailure() {
        see(failed("a", 1, 0));
        see(failed("b", 5, 0));

        assertThat(failures()).isEqualTo(1);
        assertThat(restarts()).isEqualTo(1);
    }

    @Test
    void aRestartBySystemdBetweenTwoLooksIsAFailure() {
        see(status("active", "running", properties("a", 1, "success", 0)));
        see(status("active", "running", properties("b", 5, "success", 1)));

        assertThat(failures()).isEqualTo(1);
        assertThat(restarts()).isEqualTo(1);
        assertThat(history.since()).isEqualTo(now);
    }

    @Test
    void aRestartBySomebodyIsNoFailure() {
        see(running("a", 1));
        see(running("b", 5));

        assertThat(failures()).isZero();
        assertThat(restarts()).isEqualTo(1);
    }

    @Test
    void aStopIsNoFailure() {
        see(running("a", 1));
        see(status("inactive", "dead", properties("a", 2, "success", 0)));

        assertThat(failures()).isZero();
        assertThat(history.state()).isEqualTo(ServiceState.STOPPED);
    }

    @Test
    void readingsBeginAnewWithEachRun() {
        see(running("a", 1));
        read("memory 1");
        read("memory 2");
        assertThat(history.last(MEMORY, 5)).extracting(SensorReading::evidence).containsExactly("memory 1", "memory 2");
        assertThat(history.last(MEMORY, 1)).extracting(SensorReading::evidence).containsExactly("memory 2");
        assertThat(history.last(Condition.cpuAbove(1).sensors().get(0), 5)).isEmpty();
        see(running("b", 5));

        assertThat(history.last(MEMORY, 5)).isEmpty();
    }

    @Test
    void readingsEndWithTheService() {
        see(running("a", 1));
        read("memory 1");
        see(failed("a", 2, 0));

        assertThat(history.last(MEMORY, 5)).isEmpty();
    }

    @Test
    void aReadingOfWhatIsDownIsNone() {
        see(running("a", 1));
        see(status("inactive", "dead", properties("a", 2, "success", 0)));
        now = now.plusSeconds(1);
        read("begun late");
        assertThat(history.last(MEMORY, 5)).isEmpty();
        see(running("b", 5));
        read("memory 1");
        history.contactLost();
        read("memory 2");

        assertThat(history.last(MEMORY, 5)).extracting(SensorReading::evidence).containsExactly("memory 1");
    }

    @Test
    void aHundredReadingsAreKept() {
        see(running("a", 1));
        for (int i = 0; i < 150; i++) {
            read("memory " + i);
        }

        assertThat(history.last(MEMORY, 1000))
                .hasSize(100)
                .first()
                .extracting(SensorReading::evidence)
                .isEqualTo("memory 50");
    }

    @Test
    void whatIsLostIsUnknownButRemembered() {
        see(running("a", 1));
        history.contactLost();
        assertThat(history.state()).isEqualTo(ServiceState.UNKNOWN);
        see(running("b", 5));

        assertThat(restarts()).isEqualTo(1);
        assertThat(history.state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void anAnswerIsNewerThanWhatTheWatchStillHas() {
        see(failed("a", 1, 0));
        history.observeQueried(running("b", 5), now);
        see(failed("a", 1, 0));
        assertThat(history.state()).isEqualTo(ServiceState.RUNNING);
        now = now.plusSeconds(10);
        see(failed("a", 1, 0));

        assertThat(history.state()).isEqualTo(ServiceState.ERROR);
    }

    @Test
    void anAnswerThatWasOvertakenByAnEventIsNotBelieved() {
        see(running("a", 1));
        see(failed("b", 7, 0));

        history.observeQueried(running("b", 5), now);

        assertThat(history.state()).isEqualTo(ServiceState.ERROR);
        see(running("c", 6));
        assertThat(history.state())
                .as("there are no stragglers of an answer that was not believed")
                .isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void aFailureAfterTheClockWasSetBackIsNoStraggler() {
        see(failed("a", 1, 0));
        history.observeQueried(running("b", 5), now);
        Map<String, String> anHourBefore = properties("b", 6, "exit-code", 0);
        anHourBefore.put("StateChangeTimestamp", "Wed 2025-12-31 23:00:06.000001 UTC");

        see(status("failed", "failed", anHourBefore));

        assertThat(history.state()).isEqualTo(ServiceState.ERROR);
    }

    @Test
    void anAnswerIsBelievedOnceContactWasLost() {
        see(failed("b", 7, 0));
        history.contactLost();

        history.observeQueried(running("b", 5), now);

        assertThat(history.state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void aResultThatComesLaterIsNoHappening() {
        see(status("failed", "failed", properties("a", 1, "success", 0)));
        history.settle();

        history.refine(failed("a", 1, 0));

        assertThat(history.status().orElseThrow().result()).isEqualTo("exit-code");
        assertThat(history.happening()).isEqualTo(ServiceHistory.Happening.NOTHING);
    }

    @Test
    void anotherStateIsLeftToItsEvent() {
        see(running("a", 1));
        history.refine(failed("a", 5, 0));
        history.refine(running("b", 1));

        assertThat(history.state()).isEqualTo(ServiceState.RUNNING);
        assertThat(history.status().orElseThrow().invocationId()).contains("a");
    }

    private void see(ServiceStatus status) {
        now = now.plusMillis(1);
        history.observe(status, now);
    }

    private void read(String evidence) {
        history.read(MEMORY, new SensorReading(TruthValue.TRUE, 1L, evidence, now));
    }

    private int failures() {
        return history.failures().all().size();
    }

    private int restarts() {
        return history.restarts().all().size();
    }

    private static ServiceStatus running(String run, int second) {
        return status("active", "running", properties(run, second, "success", 0));
    }

    private static ServiceStatus failed(String run, int second, int restarts) {
        return status("failed", "failed", properties(run, second, "exit-code", restarts));
    }

    private static Map<String, String> properties(String run, int second, String result, int restarts) {
        Map<String, String> properties = new HashMap<>();
        properties.put("InvocationID", run);
        properties.put("Result", result);
        properties.put("NRestarts", "" + restarts);
        properties.put("StateChangeTimestamp", "Thu 2026-01-01 00:00:%02d.000001 UTC".formatted(second));
        properties.put("StateChangeTimestampMonotonic", "" + (100 + second) * 1_000_000L);
        return properties;
    }
}
