package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.SystemdBusNames;
import io.github.servicehandler.internal.systemctl.VerbRequest;
import io.github.servicehandler.unit.UnitName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A request that makes the manager change links to unit files, and read all unit files again. Not thread-safe. */
final class UnitFileRequest {

    /** The manager's methods, by verb. */
    private static final Map<String, String> METHODS = Map.of(
            "enable", "EnableUnitFiles",
            "disable", "DisableUnitFiles",
            "reenable", "ReenableUnitFiles",
            "mask", "MaskUnitFiles",
            "unmask", "UnmaskUnitFiles");

    /** The state of units that a generator made, for example from a script in {@code /etc/init.d}. */
    private static final String GENERATED = "generated";

    private final RequestCalls calls;
    private final SystemctlReport report;
    private final VerbRequest request;

    UnitFileRequest(RequestCalls calls, SystemctlReport report, VerbRequest request) {
        this.calls = calls;
        this.report = report;
        this.request = request;
    }

    static boolean isPossible(String verb) {
        return METHODS.containsKey(verb);
    }

    /**
     * Makes the request, and reports the changed links or the refusal.
     *
     * @return whether this request is complete; if not, nothing has been changed, and only systemctl can do it
     */
    boolean run() {
        CompletableFuture<Message> reply = calls.send(call());
        calls.awaitReplies(List.of(reply));
        Optional<BusException> refusal = calls.refusal(reply);
        List<?> changes = refusal.isPresent() ? List.of() : changes(reply.join());
        if (changes.isEmpty() && hasGenerated()) {
            return false;
        }
        refusal.ifPresent(error -> report.addRefusal(request.word() + " unit", error));
        if (refusal.isEmpty()) {
            changes.forEach(change -> addChange((List<?>) change));
            reload();
        }
        return true;
    }

    private Message call() {
        List<String> names = request.units().stream().map(UnitName::toString).toList();
        Message call = SystemdBusNames.manager(METHODS.getOrDefault(request.word(), ""));
        boolean mayForce = !request.word().equals("disable") && !request.word().equals("unmask");
        return mayForce
                ? call.withBody("asbb", names, request.isRuntime(), false)
                : call.withBody("asb", names, request.isRuntime());
    }

    /** Returns the changes in a reply: each has a type, the path of the link, and what it leads to. */
    private static List<?> changes(Message reply) {
        return reply.value(reply.body().size() - 1, List.class);
    }

    private void addChange(List<?> change) {
        if (change.get(0).equals("symlink")) {
            report.add("Created symlink " + change.get(1) + " → " + change.get(2) + ".");
        } else if (change.get(0).equals("unlink")) {
            report.add("Removed " + change.get(1) + ".");
        }
    }

    /** Returns whether a generator made one of the units; systemctl has other programs enable those. */
    private boolean hasGenerated() {
        List<CompletableFuture<Message>> replies = request.units().stream()
                .map(unit -> calls.send(ManagerCallFactory.getUnitFileState(unit.toString())))
                .toList();
        calls.awaitReplies(replies);
        return replies.stream()
                .anyMatch(reply -> calls.refusal(reply).isEmpty()
                        && reply.join().value(0, String.class).equals(GENERATED));
    }

    private void reload() {
        CompletableFuture<Message> reply = calls.send(SystemdBusNames.manager("Reload"));
        calls.awaitReplies(List.of(reply));
        calls.refusal(reply).ifPresent(error -> report.addRefusal("reload daemon", error));
    }
}
