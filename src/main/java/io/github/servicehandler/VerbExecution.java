package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.internal.systemctl.SystemctlClient;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** The execution of a verb: reads the statuses, sends the request, reads the statuses again, and judges the outcome. */
final class VerbExecution {

    /** How long to wait for a process that is certain to die. */
    private static final Duration DEATH_TIMEOUT = Duration.ofSeconds(5);

    /** How long to wait for a process that may handle the signal. */
    private static final Duration REACTION_TIMEOUT = Duration.ofMillis(100);

    private final SystemctlClient client;
    private final Verb verb;
    private final List<ServiceHandler> handlers;
    private final List<UnitName> units;
    private final Command command;
    private final OutcomeLog outcomeLog;

    VerbExecution(SystemctlClient client, Verb verb, List<ServiceHandler> handlers) {
        this.client = client;
        this.verb = Objects.requireNonNull(verb, "verb");
        this.handlers = handlers;
        this.units = handlers.stream().map(ServiceHandler::unitName).toList();
        this.command = verb.command(client.commands(), units);
        this.outcomeLog = new OutcomeLog(client);
    }

    /** Returns an outcome for each unit, given the statuses before. */
    List<Outcome> run(List<ServiceStatus> before) {
        long begin = client.time().nanos();
        CommandResult result = client.runVerb(command);
        SystemctlComplaint complaint = new SystemctlComplaint(result, units);
        List<ServiceStatus> after = fetchStatuses();
        if (verb.base() == Verb.BaseVerb.KILL) {
            after = awaitReactions(before, after, complaint);
        }
        Duration took = Duration.ofNanos(client.time().nanos() - begin);
        List<Outcome> outcomes = new ArrayList<>(units.size());
        for (int i = 0; i < units.size(); i++) {
            outcomes.add(outcome(before.get(i), after.get(i), complaint, took));
        }
        return complaint.isAboutAll() ? retryOthers(complaint, before, outcomes) : outcomes;
    }

    /** Reads all statuses, and passes each to its handler. */
    private List<ServiceStatus> fetchStatuses() {
        long readAt = System.nanoTime();
        List<ServiceStatus> statuses = StatusReader.fetch(client, units);
        StateTracker.observe(handlers, statuses, readAt, client.time().instant());
        return statuses;
    }

    /** Repeats the request for the units that systemd did not handle at all because of other units in the request. */
    private List<Outcome> retryOthers(
            SystemctlComplaint complaint, List<ServiceStatus> before, List<Outcome> outcomes) {
        List<Integer> others = IntStream.range(0, units.size())
                .filter(i -> !complaint.isAbout(units.get(i)) && !cannotSucceed(outcomes.get(i)))
                .boxed()
                .toList();
        if (others.isEmpty() || others.size() == units.size()) {
            return outcomes;
        }
        List<Outcome> repeated = new VerbExecution(
                        client, verb, others.stream().map(handlers::get).toList())
                .run(others.stream().map(before::get).toList());
        List<Outcome> all = new ArrayList<>(outcomes);
        for (int i = 0; i < others.size(); i++) {
            all.set(others.get(i), repeated.get(i));
        }
        return all;
    }

    /**
     * Returns whether the unit does not exist, which is an error for every verb but mask: a repeated request would fail
     * because of it.
     */
    private boolean cannotSucceed(Outcome outcome) {
        return outcome.after().state() == ServiceState.NOT_FOUND && verb.base() != Verb.BaseVerb.MASK;
    }

    private Outcome outcome(ServiceStatus before, ServiceStatus after, SystemctlComplaint complaint, Duration took) {
        Outcome.Kind kind =
                isFailure(before, after, complaint) ? Outcome.Kind.FAILED : VerbJudge.judge(verb, before, after);
        String reason = "";
        List<String> lines = List.of();
        if (kind == Outcome.Kind.OK && verb.base().startsUnits() && VerbJudge.isForgotten(after) && !verb.isNoBlock()) {
            reason = outcomeLog.skipReason(after.unit()).orElse("");
            kind = reason.isEmpty() ? kind : Outcome.Kind.SKIPPED;
        } else if (kind == Outcome.Kind.SKIPPED) {
            reason = whySkipped(before, after);
        } else if (kind == Outcome.Kind.FAILED) {
            reason = whyFailed(before, after, complaint);
            lines = outcomeLog.lastLines(after);
        }
        return new Outcome(kind, before, after, took, reason, lines);
    }

    private boolean isFailure(ServiceStatus before, ServiceStatus after, SystemctlComplaint complaint) {
        if (complaint.isNone()) {
            return false;
        }
        if (verb.base() == Verb.BaseVerb.KILL && complaint.isAboutAuxiliaryProcesses()) {
            return !hasReacted(before, after);
        }
        if (verb.base() == Verb.BaseVerb.RESET_FAILED && before.state() == ServiceState.STOPPED) {
            // "not loaded" means that there is nothing to reset
            return false;
        }
        if (complaint.isAbout(after)) {
            return true;
        }
        return (complaint.isAboutAll() || complaint.mentions(after.unit())) && !VerbJudge.isAsRequested(verb, after);
    }

    /**
     * Waits until systemd has noticed what happened to the processes that got a signal, with one time limit for all of
     * them.
     */
    private List<ServiceStatus> awaitReactions(
            List<ServiceStatus> before, List<ServiceStatus> after, SystemctlComplaint complaint) {
        long begin = client.time().nanos();
        List<ServiceStatus> settled = new ArrayList<>(after);
        for (int i = 0; i < units.size(); i++) {
            ServiceStatus earlier = before.get(i);
            boolean sent = !complaint.isAbout(units.get(i)) || complaint.isAboutAuxiliaryProcesses();
            if (sent && hasProcess(earlier) && !hasReacted(earlier, after.get(i))) {
                Duration left = maxWait(earlier).minusNanos(client.time().nanos() - begin);
                settled.set(
                        i,
                        new StatusAwaiter(client.time(), handlers.get(i)::status, command)
                                .until(now -> hasReacted(earlier, now), left, REACTION_TIMEOUT));
            }
        }
        return settled;
    }

    /**
     * Returns whether a process is running whose end would show: the main process, or one that starts or stops the
     * unit.
     */
    private static boolean hasProcess(ServiceStatus status) {
        return status.mainPid().isPresent()
                || status.state() == ServiceState.STARTING
                || status.state() == ServiceState.STOPPING;
    }

    private Duration maxWait(ServiceStatus before) {
        boolean hasNoControlProcess = before.state() == ServiceState.RUNNING;
        boolean cannotBeHit = verb.isTo(KillTarget.CONTROL) && hasNoControlProcess;
        return verb.sends(Signal.KILL) && !cannotBeHit ? DEATH_TIMEOUT : REACTION_TIMEOUT;
    }

    private static boolean hasReacted(ServiceStatus before, ServiceStatus now) {
        return before.state() != now.state()
                || !before.mainPid().equals(now.mainPid())
                || !VerbJudge.sameRun(before, now);
    }

    private String whyFailed(ServiceStatus before, ServiceStatus after, SystemctlComplaint complaint) {
        if (verb.base() == Verb.BaseVerb.KILL && complaint.isNone()) {
            return "the unit has no running process to send a signal to";
        }
        return VerbJudge.wasStartRefused(verb, before, after) && complaint.isAboutJobOf(after.unit())
                ? FailureExplanation.ofTooManyStarts()
                : FailureExplanation.ofFailure(after, complaint);
    }

    private String whySkipped(ServiceStatus before, ServiceStatus after) {
        return switch (verb.base()) {
            case ENABLE -> "the unit has no [Install] section, so it cannot be enabled";
            default -> VerbJudge.unmetCondition(before, after).orElse("the unit is down, so it was not restarted");
        };
    }
}
