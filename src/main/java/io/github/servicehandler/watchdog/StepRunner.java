package io.github.servicehandler.watchdog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out orders on the threads for them: those with callbacks apart from all others. Thread-safe. */
final class StepRunner implements StepRunHandler {

    private static final Logger log = LoggerFactory.getLogger(StepRunner.class.getPackageName());

    private final WatchdogExecutors lanes;
    private final ContactLossCounter losses;
    private final EventDispatcher teller;
    private final MonotonicClock clock;
    private final StatePersister keeper;

    StepRunner(
            WatchdogExecutors lanes,
            ContactLossCounter losses,
            EventDispatcher teller,
            MonotonicClock clock,
            StatePersister keeper) {
        this.lanes = lanes;
        this.losses = losses;
        this.teller = teller;
        this.clock = clock;
        this.keeper = keeper;
    }

    @Override
    public void handle(StepRun order, StepRunListener progress) {
        Executor lane = order.stage().has(Action.Kind.CALL) ? lanes.calls() : lanes.orders();
        lane.execute(() -> progress.started(order).ifPresent(context -> perform(order, context, progress)));
    }

    private void perform(StepRun order, ActionContext context, StepRunListener progress) {
        ContactLossCounter.Collected answers = losses.collect();
        int done = 0;
        try {
            // before it is done, so that it is not done twice, whatever happens to this program
            keeper.keep();
            for (Action action : order.stage().actions()) {
                ActionResult result = perform(action, context);
                answers.add(result.seen());
                if (!result.succeeded()) {
                    break;
                }
                done++;
            }
        } finally {
            // or else the service would count as busy for ever
            progress.finished(order, new StepRunResult(done, answers));
        }
    }

    private ActionResult perform(Action action, ActionContext context) {
        Instant begin = clock.now();
        ActionResult result = attempt(action, context);
        Instant end = clock.now();
        teller.tell(List.of(new WatchdogEvent.Acted(
                context.fired().rule(),
                context.service(),
                action.toString(),
                result.succeeded(),
                result.detail(),
                Duration.between(begin, end),
                end)));
        return result;
    }

    private static ActionResult attempt(Action action, ActionContext context) {
        try {
            return action.perform(context);
        } catch (RuntimeException | Error e) {
            // a callback may also fail with an assertion or a missing class, which is reported like any failure
            log.debug("{} of {} failed", action, context.service(), e);
            return ActionResult.failure(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }
}
