package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.SystemdBusNames;
import io.github.servicehandler.internal.systemctl.ManagerQueries;
import io.github.servicehandler.internal.systemctl.VerbAnswer;
import io.github.servicehandler.internal.systemctl.VerbRequest;
import io.github.servicehandler.internal.text.ExitNames;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** A request to do something with units, over an open connection. Not thread-safe. */
final class BusRequest {

    private static final String SIGNAL_PREFIX = "SIG";

    /** The first version of systemctl that does not report masked units to the verbs that begin with {@code try-}. */
    private static final int FIRST_TRYING_MASKED = 250;

    private final RequestCalls calls;
    private final VerbRequest request;
    private final ManagerQueries queries;
    private final SystemctlReport report = new SystemctlReport();
    private final Map<UnitName, UnitProperties> after = new HashMap<>();

    BusRequest(RequestCalls calls, VerbRequest request, ManagerQueries queries) {
        this.calls = calls;
        this.request = request;
        this.queries = queries;
    }

    /** Returns whether the bus offers what a request needs. */
    static boolean isPossible(VerbRequest request) {
        String verb = request.word();
        return JobRequest.isPossible(verb)
                || UnitFileRequest.isPossible(verb)
                || verb.equals("reset-failed")
                || (verb.equals("kill") && signal(request).isPresent());
    }

    private static OptionalInt signal(VerbRequest request) {
        String name = request.value("--signal", "");
        return name.startsWith(SIGNAL_PREFIX)
                ? ExitNames.signalNumber(name.substring(SIGNAL_PREFIX.length()))
                : OptionalInt.empty();
    }

    /**
     * Makes the request, and waits until it has been carried out.
     *
     * @return the answer; empty if only systemctl can do it, and nothing has been done yet
     * @throws io.github.servicehandler.command.CommandException if what became of the request is not known
     */
    Optional<VerbAnswer> run() {
        try {
            return send();
        } catch (BusException | CompletionException e) {
            // must not be taken for a missing connection: the request would be sent once more
            throw calls.unknownOutcome("the manager's reply is unexpected", e);
        }
    }

    private Optional<VerbAnswer> send() {
        String verb = request.word();
        boolean complete = true;
        if (JobRequest.isPossible(verb)) {
            runJobs(verb);
        } else if (UnitFileRequest.isPossible(verb)) {
            complete = changeFiles();
        } else if (verb.equals("kill")) {
            callForEach(this::kill, "kill unit ");
        } else {
            callForEach(BusRequest::resetFailed, "reset failed state of unit ");
        }
        return complete ? Optional.of(new VerbAnswer(report.result(calls.took()), after)) : Optional.empty();
    }

    private void runJobs(String verb) {
        String mode = request.value("--job-mode", "replace");
        new JobRequest(calls, report, verb, mode, error -> isIgnored(verb, error))
                .run(request.units(), !request.isNoBlock(), after);
    }

    private boolean isIgnored(String verb, BusException error) {
        return verb.startsWith("try-")
                && error.errorName().endsWith(".UnitMasked")
                && queries.version() >= FIRST_TRYING_MASKED;
    }

    private boolean changeFiles() {
        boolean complete = new UnitFileRequest(calls, report, request).run();
        // systemctl accepts --now for reenable, and ignores it
        if (complete
                && request.isNow()
                && !report.isFailure()
                && !request.word().equals("reenable")) {
            runJobs(request.word().equals("enable") ? "start" : "stop");
        }
        return complete;
    }

    private Message kill(UnitName unit) {
        String whom = request.value("--kill-who", "all");
        return SystemdBusNames.manager("KillUnit")
                .withBody("ssi", unit.toString(), whom, signal(request).orElseThrow());
    }

    private static Message resetFailed(UnitName unit) {
        return SystemdBusNames.manager("ResetFailedUnit").withBody("s", unit.toString());
    }

    /** Calls a method for each unit, and reports the refusals. */
    private void callForEach(Function<UnitName, Message> call, String attempt) {
        List<CompletableFuture<Message>> replies = request.units().stream()
                .map(unit -> calls.send(call.apply(unit)))
                .toList();
        calls.awaitReplies(replies);
        for (int i = 0; i < replies.size(); i++) {
            UnitName unit = request.units().get(i);
            calls.refusal(replies.get(i)).ifPresent(error -> report.addRefusal(attempt + unit, error));
        }
    }
}
