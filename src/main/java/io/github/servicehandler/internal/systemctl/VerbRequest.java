package io.github.servicehandler.internal.systemctl;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A request to do something with units, in the words of systemctl(1). Immutable.
 *
 * @param word the verb, such as {@code start}
 * @param options the options, such as {@code --no-block}
 * @param deadline the maximum time to wait for the answer
 * @param units the units
 */
public record VerbRequest(String word, List<String> options, Duration deadline, List<UnitName> units) {

    public VerbRequest {
        options = List.copyOf(options);
        units = List.copyOf(units);
    }

    boolean has(String option) {
        return options.contains(option);
    }

    /** Returns whether systemctl returns without waiting for jobs. */
    public boolean isNoBlock() {
        return has("--no-block");
    }

    /** Returns whether the units are started or stopped as well as enabled or disabled. */
    public boolean isNow() {
        return has("--now");
    }

    /** Returns whether the change of unit files lasts until the next boot. */
    public boolean isRuntime() {
        return has("--runtime");
    }

    /** Returns the value of an option, or another one if the request does not have the option. */
    public String value(String option, String otherwise) {
        String prefix = option + "=";
        return options.stream()
                .filter(given -> given.startsWith(prefix))
                .map(given -> given.substring(prefix.length()))
                .findFirst()
                .orElse(otherwise);
    }

    /** Returns this request with another deadline. */
    public VerbRequest within(Duration newDeadline) {
        return new VerbRequest(word, options, newDeadline, units);
    }

    /** Returns the command that makes this request. */
    public Command command(SystemctlCommands commands) {
        List<String> arguments =
                Stream.concat(Stream.of(word), options.stream()).toList();
        return commands.verb(arguments, deadline, units);
    }
}
