package io.github.servicehandler.testing;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import org.jspecify.annotations.Nullable;

/** The faults that are in force. Guarded by the lock of the fake. */
final class ActiveFaults {

    private @Nullable Fault ongoing;
    private @Nullable Fault next;

    void setOngoing(Fault fault) {
        ongoing = fault;
    }

    /** Sets a fault that ends with the first command or request that it affects. */
    void setNext(Fault fault) {
        next = fault;
    }

    void clear() {
        ongoing = null;
        next = null;
    }

    /** Returns the result of a command that a fault affects, or {@code null} if no fault affects it. */
    @Nullable
    CommandResult answer(Command command, Fault.Machine machine) {
        Fault once = next;
        if (once != null) {
            // removed first: the fault may throw
            next = null;
            CommandResult answer = once.answer(command, machine);
            if (answer != null) {
                return answer;
            }
            next = once;
        }
        return ongoing == null ? null : ongoing.answer(command, machine);
    }

    /** Returns whether a fault denies the next request over the bus. */
    boolean denyRequest() {
        if (next != null && next.deniesRequests()) {
            next = null;
            return true;
        }
        return ongoing != null && ongoing.deniesRequests();
    }
}
