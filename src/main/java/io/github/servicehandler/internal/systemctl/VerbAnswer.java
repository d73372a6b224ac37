package io.github.servicehandler.internal.systemctl;

import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.util.Map;

/**
 * What became of a request.
 *
 * @param result the exit code and the error output with which systemctl reports it
 * @param after the properties of units at the moment when the request was complete, as far as they are known: those
 *     that change without a signal are missing
 */
public record VerbAnswer(CommandResult result, Map<UnitName, UnitProperties> after) {

    public VerbAnswer {
        after = Map.copyOf(after);
    }

    /** Returns an answer without properties. */
    public static VerbAnswer of(CommandResult result) {
        return new VerbAnswer(result, Map.of());
    }
}
