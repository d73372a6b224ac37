package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.DBusErrorNames;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.SystemdBusNames;
import io.github.servicehandler.internal.systemctl.PropertySelection;
import io.github.servicehandler.internal.systemctl.StatusProperties;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** A request that makes the manager run a job for each of some units. Not thread-safe. */
final class JobRequest {

    /** The manager's methods, by verb. */
    private static final Map<String, String> METHODS = Map.of(
            "start", "StartUnit",
            "stop", "StopUnit",
            "restart", "RestartUnit",
            "try-restart", "TryRestartUnit",
            "reload", "ReloadUnit",
            "reload-or-restart", "ReloadOrRestartUnit");

    /**
     * A job that the manager has accepted.
     *
     * @param path the path of its object
     */
    private record UnitJob(UnitName unit, String path, CompletableFuture<JobResults.JobEnd> end) {}

    private static final long NO_FLAGS = 0;

    private final RequestCalls calls;
    private final SystemctlReport report;
    private final String verb;
    private final String mode;
    private final Predicate<BusException> ignored;
    private final JobResults results;
    private final Set<String> askedFor = new HashSet<>();

    /**
     * Creates a request.
     *
     * @param mode the treatment of other jobs, such as {@code replace}
     * @param ignored accepts the refusals that are no errors
     */
    JobRequest(RequestCalls calls, SystemctlReport report, String verb, String mode, Predicate<BusException> ignored) {
        this.calls = calls;
        this.report = report;
        this.verb = verb;
        this.mode = mode;
        this.ignored = ignored;
        this.results = new JobResults(calls.bus().services());
    }

    static boolean isPossible(String verb) {
        return METHODS.containsKey(verb);
    }

    /**
     * Makes the request, and reports refusals and failed jobs.
     *
     * @param waits whether to wait for the jobs
     * @param after receives properties of units at the end of their jobs, as far as they are known
     */
    void run(List<UnitName> units, boolean waits, Map<UnitName, UnitProperties> after) {
        calls.bus().add(results);
        try {
            List<UnitJob> jobs = enqueueTogether(units).orElseGet(() -> enqueueEach(units));
            if (waits) {
                await(jobs, after);
            }
        } finally {
            calls.bus().remove(results);
        }
    }

    /**
     * Enqueues all jobs in one transaction, as systemctl does from version 258.
     *
     * @return the jobs; empty if each has to be enqueued alone, for example because the manager has no method for that
     */
    private Optional<List<UnitJob>> enqueueTogether(List<UnitName> units) {
        if (units.size() == 1 || calls.bus().lacksTransactions()) {
            return Optional.empty();
        }
        List<String> names = units.stream().map(UnitName::toString).toList();
        CompletableFuture<Message> reply = calls.send(
                SystemdBusNames.manager("EnqueueUnitJobMany").withBody("assst", names, verb, mode, NO_FLAGS));
        readUnknown(units);
        calls.awaitReplies(List.of(reply));
        Optional<BusException> refusal = calls.refusal(reply);
        if (refusal.isEmpty()) {
            return Optional.of(ListReply.rows(reply.join())
                    .map(row ->
                            job(UnitName.of(row.get(2).toString()), row.get(1).toString()))
                    .toList());
        }
        String error = refusal.get().errorName();
        if (error.equals(DBusErrorNames.UNKNOWN_METHOD)) {
            calls.bus().recordNoTransactions();
            return Optional.empty();
        }
        if (error.equals(DBusErrorNames.ACCESS_DENIED)) {
            // from the bus, which lets users call only methods that it knows, or because of only some of the units
            return Optional.empty();
        }
        if (ignored.test(refusal.get())) {
            // as systemctl, goes on with one transaction for each unit
            return Optional.empty();
        }
        report.addRefusal("enqueue jobs", refusal.get());
        return Optional.of(List.of());
    }

    private List<UnitJob> enqueueEach(List<UnitName> units) {
        List<CompletableFuture<Message>> replies = new ArrayList<>();
        for (UnitName unit : units) {
            String method = METHODS.getOrDefault(verb, "");
            replies.add(calls.send(SystemdBusNames.manager(method).withBody("ss", unit.toString(), mode)));
        }
        readUnknown(units);
        calls.awaitReplies(replies);
        List<UnitJob> jobs = new ArrayList<>();
        for (int i = 0; i < replies.size(); i++) {
            Optional<BusException> refusal = calls.refusal(replies.get(i));
            if (refusal.isEmpty()) {
                jobs.add(job(units.get(i), replies.get(i).join().value(0, String.class)));
            } else if (!ignored.test(refusal.get())) {
                report.addRefusal(verb + " " + units.get(i), refusal.get());
            }
        }
        return jobs;
    }

    /**
     * Asks for the properties of services that are not known, while their jobs keep them loaded. With the signals that
     * follow, the properties at the end of the jobs are known without another question.
     */
    private void readUnknown(List<UnitName> units) {
        ServicePropertyCache services = calls.bus().services();
        units.stream()
                .map(UnitName::busPath)
                .filter(path -> services.get(path) == null && askedFor.add(path))
                .forEach(path -> calls.send(
                        ManagerCallFactory.getAll(path),
                        reply -> services.put(path, SystemdBusNames.properties(reply, 0))));
    }

    private UnitJob job(UnitName unit, String path) {
        return new UnitJob(unit, path, results.of(path));
    }

    private void await(List<UnitJob> jobs, Map<UnitName, UnitProperties> after) {
        calls.awaitAll(jobs.stream().map(UnitJob::end).toList());
        for (UnitJob job : jobs) {
            JobResults.JobEnd end =
                    RequestCalls.isLost(job.end()) ? findLost(job) : job.end().join();
            report.addJobEnd(end);
            if (end.isDone()) {
                propertiesAt(end).ifPresent(known -> after.put(UnitName.of(end.unit()), known));
            }
        }
    }

    private JobResults.JobEnd findLost(UnitJob job) {
        LostJob lost = new LostJob(calls, verb, job.unit(), job.path());
        return calls.reconnect(lost::findEnd).orElseGet(() -> {
            calls.requireConnection(job.end());
            return job.end().join();
        });
    }

    /**
     * Returns the properties of a unit at the end of its job, if they are those that were asked for. Anything else may
     * be only a moment, for example before an automatic restart.
     */
    private Optional<UnitProperties> propertiesAt(JobResults.JobEnd end) {
        Map<String, String> known = end.properties();
        String wanted = verb.equals("stop") ? "inactive" : "active";
        if (known == null || !wanted.equals(known.get("ActiveState"))) {
            return Optional.empty();
        }
        return Optional.of(
                PropertySelection.of(StatusProperties.ANNOUNCED, name -> name.equals("Job") ? "" : known.get(name)));
    }
}
