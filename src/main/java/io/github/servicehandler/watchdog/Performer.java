package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;

/** Carries out what was decided. Thread-safe. */
final class Performer {

    private static final Logger log = WatchdogLog.LOG;

    private final Driver driver;
    private final Contacts contacts;
    private final Teller teller;
    private final SteadyClock clock;
    private final StateKeeper keeper;

    Performer(Driver driver, Contacts contacts, Teller teller, SteadyClock clock, StateKeeper keeper) {
        this.driver = driver;
        this.contacts = contacts;
        this.teller = teller;
        this.clock = clock;
        this.keeper = keeper;
    }

    /** Does it, unless all is over before it is begun: it is left to the next program then. */
    void perform(Order order) {
        if (!driver.begin(order)) {
            return;
        }
        Contacts.Answers answers = contacts.answers();
        int done = 0;
        try {
            // before it is done, so that it is not done twice, whatever happens to this program
            keeper.keep();
            for (Action action : order.stage().actions()) {
                if (!perform(action, order, answers)) {
                    break;
                }
                done++;
            }
        } finally {
            // whatever went wrong, the service must not count as being looked after for ever
            end(order, answers, done);
        }
    }

    private void end(Order order, Contacts.Answers answers, int done) {
        driver.change((engine, now) -> engine.ended(order, answers.stillTrue(), done, now));
    }

    private boolean perform(Action action, Order order, Contacts.Answers answers) {
        Instant begin = clock.now();
        Deed.Result result = attempt(action, order);
        Instant end = clock.now();
        teller.tell(List.of(new WatchdogEvent.Acted(
                order.rule().name(),
                order.service(),
                action.toString(),
                result.succeeded(),
                result.detail(),
                Duration.between(begin, end),
                end)));
        answers.add(result.seen());
        return result.succeeded();
    }

    private Deed.Result attempt(Action action, Order order) {
        try {
            return action.deed()
                    .perform(new Deed.Target(
                            order.service(), order.fired(), this::find, this::isStoppedByRule, this::isLeftAlone));
        } catch (RuntimeException | Error e) {
            // also an assertion or a missing class of somebody's callback: that it failed must be told like anything
            // else
            log.debug("{} of {} failed", action, order.service(), e);
            return new Deed.Result(false, Objects.requireNonNullElse(e.getMessage(), e.toString()), Map.of());
        }
    }

    private boolean isStoppedByRule(UnitName unit) {
        return driver.ask(engine -> engine.ward().guard(unit).isStoppedByRule());
    }

    private boolean isLeftAlone(UnitName unit) {
        return driver.ask(engine -> engine.ward().guard(unit).isLeftAlone());
    }

    private ServiceHandler find(UnitName unit) {
        return driver.ask(engine -> engine.ward().history(unit).service());
    }
}
