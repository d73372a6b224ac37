package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A condition on a service, evaluated at moments that the test chooses. */
final class ConditionFixture {

    private final Condition condition;
    private final Map<String, Instant> memory = new HashMap<>();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), FakeSystemd.create());
    private final ServiceHandler bot = systemd.service("bot");
    private final ServiceHandler database = systemd.service("database");
    private final SupervisedServices services = new SupervisedServices(List.of(bot, database), null);
    private final ServiceHistory history = services.history(UnitName.of("bot.service"));
    private final ServiceHistory other = services.history(UnitName.of("database.service"));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    ConditionFixture(Condition condition) {
        this.condition = condition;
    }

    /** Observes a status of the service, after everything before it was settled. */
    ConditionFixture see(ServiceStatus status) {
        history.settle();
        history.observe(status, now);
        return this;
    }

    ConditionFixture seeDatabase(ServiceStatus status) {
        other.settle();
        other.observe(status, now);
        return this;
    }

    ConditionFixture settle() {
        history.settle();
        return this;
    }

    ConditionFixture lose() {
        history.contactLost();
        return this;
    }

    ConditionFixture listen() {
        condition.patterns().forEach(pattern -> history.journalFollowed(pattern.text(), now));
        return this;
    }

    ConditionFixture line(String pattern) {
        history.lines(pattern).add(now);
        return this;
    }

    /** Records a reading of the only sensor of the condition. */
    ConditionFixture read(SensorReading reading) {
        history.read(condition.sensors().get(0), reading);
        return this;
    }

    ConditionFixture passSeconds(int seconds) {
        return pass(Duration.ofSeconds(seconds));
    }

    ConditionFixture pass(Duration time) {
        now = now.plus(time);
        return this;
    }

    ConditionFixture setTime(String moment) {
        now = Instant.parse(moment);
        return this;
    }

    /** Sets the wall clock back. */
    ConditionFixture setBack(Duration wallClockLag) {
        services.wallClockLag(wallClockLag);
        return this;
    }

    Instant now() {
        return now;
    }

    ServiceHandler service() {
        return bot;
    }

    /** Evaluates the condition, and answers a request to read the journal to its end. */
    Evaluation evaluation() {
        Evaluation first = evaluationBeforeReading();
        if (services.takeRequestedJournals().isEmpty()) {
            return first;
        }
        history.journalRead(now);
        return evaluationBeforeReading();
    }

    Evaluation evaluationBeforeReading() {
        return condition.evaluate(new ServiceSnapshot(history, services, memory, now));
    }

    TruthValue truth() {
        return evaluation().truth();
    }

    boolean holds() {
        return evaluation().holds();
    }
}
