package io.github.servicehandler;

import io.github.servicehandler.command.AccessDeniedException;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.internal.systemctl.SystemctlErrors;
import io.github.servicehandler.internal.systemctl.VerbAnswer;
import io.github.servicehandler.internal.systemctl.VerbRequest;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The execution of a verb: reads the statuses, sends the request, reads the statuses again, and judges the outcome. */
final class VerbExecution {

    private static final Logger log = LoggerFactory.getLogger(VerbExecution.class.getPackageName());

    /** How long to wait for a process that is certain to die. */
    private static final Duration DEATH_TIMEOUT = Duration.ofSeconds(5);

    /** How long to wait for a process that may handle the signal. */
    private static final Duration REACTION_TIMEOUT = Duration.ofMillis(100);

    private final ManagerClient client;
    private final Verb verb;
    private final List<ServiceHandler> handlers;
    private final List<UnitName> units;
    private final VerbRequest request;
    private final Command command;
    private final OutcomeLog outcomeLog;
    private final OutcomeReasons reasons;
    private final RequestStatuses statuses;
    private final Instant created;

    VerbExecution(ManagerClient client, Verb verb, List<ServiceHandler> handlers) {
        this.client = client;
        this.verb = Objects.requireNonNull(verb, "verb");
        this.handlers = handlers;
        this.units = handlers.stream().map(ServiceHandler::unitName).toList();
        this.request = verb.request(units);
        this.command = client.command(request);
        this.outcomeLog = new OutcomeLog(client);
        this.statuses = new RequestStatuses(client, handlers, verb.isJob());
        this.created = client.time().instant();
        this.reasons = new OutcomeReasons(client, verb, command, outcomeLog, created);
    }

    /**
     * Performs the verb, and returns an outcome for each unit.
     *
     * @param given the statuses before
     * @throws AccessDeniedException if the manager denies the request for each of the units
     */
    List<Outcome> run(List<ServiceStatus> given) {
        long begun = System.nanoTime();
        long begin = client.time().nanos();
        VerbAnswer answer;
        try {
            answer = client.perform(request);
        } catch (AccessDeniedException e) {
            return repeatHalves(given, e);
        }
        SystemctlComplaint complaint = new SystemctlComplaint(answer.result(), units);
        reloadAfterFailure(complaint);
        RequestStatuses.Around around = statuses.readAfter(given, answer.after(), begun);
        List<ServiceStatus> before = around.before();
        List<ServiceStatus> after = around.after();
        if (verb.base() == Verb.BaseVerb.KILL) {
            after = awaitReactions(before, after, complaint);
        }
        Duration took = since(begin);
        Outcome[] outcomes = new Outcome[units.size()];
        for (List<Integer> group : RequestGroups.toRepeat(verb, units, after, complaint)) {
            try {
                repeat(group, before, outcomes);
            } catch (AccessDeniedException e) {
                deny(group, before, after, since(begin), e, outcomes);
            }
        }
        List<Boolean> linksChanged = new ReportedLinks(answer.result()).changed(before, after);
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] = outcomes[i] == null
                    ? outcome(before.get(i), after.get(i), complaint, linksChanged.get(i), took)
                    : outcomes[i];
        }
        return List.of(outcomes);
    }

    /**
     * Repeats for each half a request that the manager denied as a whole, as it does from version 258 if it denies the
     * request for one of the units. If both halves are denied, so is the request.
     */
    private List<Outcome> repeatHalves(List<ServiceStatus> before, AccessDeniedException denial) {
        if (units.size() == 1 || !SystemctlErrors.isOneAnswerForAll(denial)) {
            throw denial;
        }
        long begin = client.time().nanos();
        Outcome[] outcomes = new Outcome[units.size()];
        Map<List<Integer>, AccessDeniedException> denials = new LinkedHashMap<>();
        List<List<Integer>> halves = RequestGroups.halves(units.size());
        for (List<Integer> half : halves) {
            try {
                repeat(half, before, outcomes);
            } catch (AccessDeniedException e) {
                denials.put(half, e);
            }
        }
        if (denials.size() == halves.size()) {
            throw denial;
        }
        List<ServiceStatus> after = denials.isEmpty() ? before : StatusReader.fetch(client, handlers);
        denials.forEach((half, e) -> deny(half, before, after, since(begin), e, outcomes));
        return List.of(outcomes);
    }

    /**
     * Makes the manager read the unit files again if a verb failed that may have made some of its links: systemctl does
     * so only after a success, and before it runs jobs. A reload also makes the manager forget which commands of a unit
     * have failed.
     */
    private void reloadAfterFailure(SystemctlComplaint complaint) {
        boolean mayHaveMadeLinks =
                verb.base().takesRuntime() && !complaint.isAboutMissingFile() && !complaint.isAboutJobs();
        if (!complaint.isNone() && mayHaveMadeLinks) {
            try {
                client.daemonReload(verb.deadline());
            } catch (CommandException e) {
                log.debug("cannot reload after a failed {}", verb, e);
            }
        }
    }

    private Duration since(long begin) {
        return Duration.ofNanos(client.time().nanos() - begin);
    }

    /** Repeats the request for a group of the units. */
    private void repeat(List<Integer> group, List<ServiceStatus> before, Outcome[] outcomes) {
        VerbExecution repeated = new VerbExecution(
                client, verb, group.stream().map(handlers::get).toList());
        List<Outcome> those = repeated.run(group.stream().map(before::get).toList());
        IntStream.range(0, group.size()).forEach(i -> outcomes[group.get(i)] = those.get(i));
    }

    /** Turns the denial of a group into outcomes, so that those of the other units are kept. */
    private void deny(
            List<Integer> group,
            List<ServiceStatus> before,
            List<ServiceStatus> after,
            Duration took,
            AccessDeniedException denial,
            Outcome[] outcomes) {
        for (int i : group) {
            String reason = reasons.ofDenial(units.get(i), denial);
            outcomes[i] = new Outcome(Outcome.Kind.FAILED, before.get(i), after.get(i), took, reason, List.of());
        }
    }

    private Outcome outcome(
            ServiceStatus before,
            ServiceStatus after,
            SystemctlComplaint complaint,
            boolean linksChanged,
            Duration took) {
        Outcome.Kind kind = isFailure(before, after, complaint)
                ? Outcome.Kind.FAILED
                : VerbJudge.judge(verb, before, after, linksChanged);
        String reason = "";
        List<String> lines = List.of();
        if (kind == Outcome.Kind.OK && verb.base().startsUnits() && VerbJudge.isForgotten(after) && !verb.isNoBlock()) {
            reason = outcomeLog.skipReason(after.unit(), created).orElse("");
            kind = reason.isEmpty() ? kind : Outcome.Kind.SKIPPED;
        } else if (kind == Outcome.Kind.SKIPPED) {
            reason = reasons.ofSkipped(before, after);
        } else if (kind == Outcome.Kind.FAILED) {
            lines = isAboutRun(before, after, complaint) ? outcomeLog.lastLines(after) : List.of();
            String ineffective =
                    EnablementJudge.whyIneffective(verb, after, linksChanged).orElse("");
            reason = complaint.isNone() && !ineffective.isEmpty()
                    ? ineffective
                    : whyFailed(before, after, complaint, lines);
        } else if (kind == Outcome.Kind.OK && verb.runsJob() && VerbJudge.hasFailedSince(before, after)) {
            lines = outcomeLog.lastLines(after);
            reason = reasons.ofLaterFailure(before, after, complaint, lines);
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

    /**
     * Returns whether the failure is about the unit's last run: the verb made it fail, or systemd's job for it failed.
     * Otherwise, systemd refused the request, and the last run has nothing to do with it.
     */
    private static boolean isAboutRun(ServiceStatus before, ServiceStatus after, SystemctlComplaint complaint) {
        return OutcomeReasons.hasMadeFail(before, after, complaint) || complaint.isAboutFailedJobOf(after);
    }

    private String whyFailed(
            ServiceStatus before, ServiceStatus after, SystemctlComplaint complaint, List<String> lines) {
        // an error about another unit of the request does not explain this one
        return verb.base() == Verb.BaseVerb.KILL && !isFailure(before, after, complaint)
                ? "the unit has no running process to send a signal to"
                : reasons.ofFailure(before, after, complaint, lines);
    }
}
