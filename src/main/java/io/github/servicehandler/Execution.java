package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The execution of a verb: reads the statuses, sends the request, reads the statuses again, and judges the outcome. */
final class Execution {

    /** How long to wait for a process that is certain to die. */
    private static final Duration DEATH = Duration.ofSeconds(5);

    /** How long to wait for a process that may handle the signal. */
    private static final Duration REACTION = Duration.ofMillis(100);

    private final Manager manager;
    private final Verb verb;
    private final List<ServiceHandler> handlers;
    private final List<UnitName> units;
    private final Command command;
    private final Journal journal;

    Execution(Manager manager, Verb verb, List<ServiceHandler> handlers) {
        this.manager = manager;
        this.verb = verb;
        this.handlers = handlers;
        this.units = handlers.stream().map(ServiceHandler::unit).toList();
        this.command = manager.systemctl().verb(verb, units);
        this.journal = new Journal(manager);
    }

    /** Returns an outcome for each unit, given the statuses before. */
    List<Outcome> run(List<ServiceStatus> before) {
        long begin = manager.time().nanos();
        CommandResult result = manager.order(command);
        Complaint complaint = new Complaint(result, units);
        List<ServiceStatus> after = look();
        if (verb.kind() == Verb.Kind.KILL) {
            after = settled(before, after, complaint);
        }
        Duration took = Duration.ofNanos(manager.time().nanos() - begin);
        List<Outcome> outcomes = new ArrayList<>(units.size());
        for (int i = 0; i < units.size(); i++) {
            outcomes.add(outcome(before.get(i), after.get(i), complaint, took));
        }
        return complaint.isAboutAll() ? againWithoutTheBlamed(complaint, before, outcomes) : outcomes;
    }

    /** Reads all statuses, and passes each to its handler. */
    private List<ServiceStatus> look() {
        long readAt = System.nanoTime();
        List<ServiceStatus> statuses = manager.statuses(units);
        StateTracker.observe(handlers, statuses, readAt, manager.time().instant());
        return statuses;
    }

    /** Repeats the request for the units that systemd did not handle at all because of other units in the request. */
    private List<Outcome> againWithoutTheBlamed(
            Complaint complaint, List<ServiceStatus> before, List<Outcome> outcomes) {
        List<Integer> others = IntStream.range(0, units.size())
                .filter(i -> !complaint.blames(units.get(i)) && !isHopeless(outcomes.get(i)))
                .boxed()
                .toList();
        if (others.isEmpty() || others.size() == units.size()) {
            return outcomes;
        }
        List<Outcome> again = new Execution(
                        manager, verb, others.stream().map(handlers::get).toList())
                .run(others.stream().map(before::get).toList());
        List<Outcome> all = new ArrayList<>(outcomes);
        for (int i = 0; i < others.size(); i++) {
            all.set(others.get(i), again.get(i));
        }
        return all;
    }

    /**
     * Returns whether the unit does not exist, which is an error for every verb but mask: a repeated request would fail
     * because of it.
     */
    private boolean isHopeless(Outcome outcome) {
        return outcome.after().state() == ServiceState.NOT_FOUND && verb.kind() != Verb.Kind.MASK;
    }

    private Outcome outcome(ServiceStatus before, ServiceStatus after, Complaint complaint, Duration took) {
        Response response = isRefused(before, after, complaint) ? Response.FAILED : Judge.judge(verb, before, after);
        String reason = "";
        List<String> lines = List.of();
        if (response == Response.OK && verb.kind().startsUnits() && Judge.isForgotten(after) && !verb.isNoBlock()) {
            reason = journal.reasonToSkip(after.unit()).orElse("");
            response = reason.isEmpty() ? response : Response.SKIPPED;
        } else if (response == Response.SKIPPED) {
            reason = whySkipped(before, after);
        } else if (response == Response.FAILED) {
            reason = whyFailed(before, after, complaint);
            lines = journal.lastLines(after);
        }
        return new Outcome(response, before, after, took, reason, lines);
    }

    private boolean isRefused(ServiceStatus before, ServiceStatus after, Complaint complaint) {
        if (complaint.isNone()) {
            return false;
        }
        if (verb.kind() == Verb.Kind.KILL && complaint.isAboutAuxiliaries()) {
            return !hasReacted(before, after);
        }
        if (verb.kind() == Verb.Kind.RESET_FAILED && before.state() == ServiceState.STOPPED) {
            // "not loaded" means that there is nothing to reset
            return false;
        }
        return complaint.blames(after.unit()) || (complaint.isAboutAll() && !Judge.isAsAsked(verb, after));
    }

    /**
     * Waits until systemd has noticed what happened to the processes that got a signal, with one time limit for all of
     * them.
     */
    private List<ServiceStatus> settled(List<ServiceStatus> before, List<ServiceStatus> after, Complaint complaint) {
        long begin = manager.time().nanos();
        List<ServiceStatus> settled = new ArrayList<>(after);
        for (int i = 0; i < units.size(); i++) {
            ServiceStatus then = before.get(i);
            boolean sent = !complaint.blames(units.get(i)) || complaint.isAboutAuxiliaries();
            if (sent && hasProcess(then) && !hasReacted(then, after.get(i))) {
                Duration left = patience(then).minusNanos(manager.time().nanos() - begin);
                settled.set(
                        i,
                        new Polling(manager.time(), handlers.get(i)::status, command)
                                .until(now -> hasReacted(then, now), left, REACTION));
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

    private Duration patience(ServiceStatus before) {
        boolean hasNoControlProcess = before.state() == ServiceState.RUNNING;
        boolean isSpared = verb.isTo(KillTarget.CONTROL) && hasNoControlProcess;
        return verb.sends(Signal.KILL) && !isSpared ? DEATH : REACTION;
    }

    private static boolean hasReacted(ServiceStatus before, ServiceStatus now) {
        return before.state() != now.state() || !before.mainPid().equals(now.mainPid()) || !Judge.sameRun(before, now);
    }

    private String whyFailed(ServiceStatus before, ServiceStatus after, Complaint complaint) {
        if (verb.kind() == Verb.Kind.KILL && complaint.isNone()) {
            return "the unit has no running process to send a signal to";
        }
        return Judge.wasNotTried(verb, before, after) && complaint.isAboutJobOf(after.unit())
                ? Explanation.ofTooManyStarts()
                : Explanation.ofFailure(after, complaint);
    }

    private String whySkipped(ServiceStatus before, ServiceStatus after) {
        return switch (verb.kind()) {
            case ENABLE -> "the unit has no [Install] section, so it cannot be enabled";
            default -> Judge.conditionFailed(before, after).orElse("the unit is down, so it was not restarted");
        };
    }
}
