package io.github.servicehandler.watchdog;

import io.github.servicehandler.command.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handler that carries out the actions of steps. Steps with callbacks of the user have threads of their own.
 * Thread-safe.
 */
final class StepRunner implements StepRunHandler {

    private static final Logger log = LoggerFactory.getLogger(StepRunner.class.getPackageName());

    /** How long a function of the user may take before it is reported. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(30);

    private final WatchdogExecutors executors;
    private final ContactLossCounter losses;
    private final EventDispatcher dispatcher;
    private final MonotonicClock clock;
    private final StatePersister persister;

    StepRunner(
            WatchdogExecutors executors,
            ContactLossCounter losses,
            EventDispatcher dispatcher,
            MonotonicClock clock,
            StatePersister persister) {
        this.executors = executors;
        this.losses = losses;
        this.dispatcher = dispatcher;
        this.clock = clock;
        this.persister = persister;
    }

    @Override
    public void handle(StepRun stepRun, StepRunListener progress) {
        Executor executor = stepRun.step().has(Action.Kind.CALL) ? executors.calls() : executors.steps();
        executor.execute(() -> progress.started(stepRun).ifPresent(context -> perform(stepRun, context, progress)));
    }

    private void perform(StepRun stepRun, ActionContext context, StepRunListener progress) {
        ContactLossCounter.Collected answers = losses.collect();
        int done = 0;
        try {
            // comes first, so that the next program does not repeat the step if this one crashes
            persister.persist();
            for (Action action : stepRun.step().actions()) {
                ActionResult result = perform(action, stepRun, context, progress);
                answers.add(result.seen());
                if (!result.succeeded()) {
                    break;
                }
                done++;
            }
        } finally {
            // otherwise the service would count as busy for ever
            progress.finished(stepRun, new StepRunResult(done, answers));
        }
    }

    private ActionResult perform(Action action, StepRun stepRun, ActionContext context, StepRunListener progress) {
        Instant begin = clock.now();
        ActionResult result =
                action.kind() == Action.Kind.CALL ? call(action, stepRun, context, progress) : attempt(action, context);
        Instant end = clock.now();
        dispatcher.dispatch(List.of(new WatchdogEvent.Acted(
                context.fired().rule(),
                context.service(),
                action.toString(),
                result.succeeded(),
                result.detail(),
                Duration.between(begin, end),
                end)));
        return result;
    }

    /** Calls a function of the user, and reports it if it does not return soon. */
    private ActionResult call(Action action, StepRun stepRun, ActionContext context, StepRunListener progress) {
        TimeSource.Scheduled report = executors.later(LONGEST_CALL, () -> {
            reportHanging(action, stepRun);
            // a stop that comes so late is rather an operator's
            context.endProgram(null);
            if (!stepRun.step().hasOrderAfter(action)) {
                progress.finishedWithOthers(stepRun);
            }
        });
        try {
            return attempt(action, context);
        } finally {
            report.cancel();
        }
    }

    private void reportHanging(Action action, StepRun stepRun) {
        dispatcher.dispatch(List.of(new WatchdogEvent.Noted(
                stepRun.rule().name() + " on " + stepRun.service() + ": " + action + " has not returned for "
                        + Times.text(LONGEST_CALL) + "; until it does, this rule takes no other step for the service"
                        + (stepRun.step().hasOrder() ? ", and no other rule gives orders to it" : ""),
                clock.now())));
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
