package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandFailedException;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.internal.systemctl.OutputExcerpt;
import io.github.servicehandler.internal.text.VisibleText;
import io.github.servicehandler.unit.UnitName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A change of properties of a loaded unit, as {@code systemctl set-property} makes it. */
final class PropertyChange {

    /** Complaints about the name or the value of a property. */
    private static final Pattern BAD_ASSIGNMENT = Pattern.compile(
            "^(?:Unknown assignment|Not an assignment|Not supported unit type|Failed to parse|Invalid)\\b"
                    + "|^Failed to set unit properties.*: (?:Cannot set property|Unknown marker)\\b"
                    + "|^Failed to set unit properties.*: .*\\b(?:out of range|[Ii]nvalid)\\b",
            Pattern.MULTILINE);

    private final ManagerClient client;
    private final UnitName unit;

    PropertyChange(ManagerClient client, UnitName unit) {
        this.client = client;
        this.unit = unit;
    }

    /** Sets properties, with one request for all. */
    void set(Map<String, String> values, boolean runtime) {
        if (values.isEmpty() || unit.isTemplate()) {
            throw new IllegalArgumentException(
                    values.isEmpty()
                            ? "there must be at least one property to set"
                            : unit + " is a template, which has no properties; use an instance of it, or override()");
        }
        List<String> words = new ArrayList<>(List.of(unit.toString()));
        values.forEach((name, value) -> words.add(assignment(name, value)));
        List<String> arguments = runtime ? List.of("set-property", "--runtime") : List.of("set-property");
        Command command = client.commands().change(arguments, words, Verb.DEFAULT_DEADLINE);
        try {
            client.runChecked(command);
        } catch (CommandFailedException e) {
            throw BAD_ASSIGNMENT.matcher(e.stderr()).find() ? refusal(e) : e;
        }
    }

    private static String assignment(String name, String value) {
        PropertyReader.check(name);
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the value of " + name
                    + " must not have line breaks or other control characters, but was " + VisibleText.quoted(value));
        }
        return name + "=" + value;
    }

    private IllegalArgumentException refusal(CommandFailedException failure) {
        return new IllegalArgumentException(
                "cannot set a property of " + unit + ": " + OutputExcerpt.of(failure.stderr())
                        + " (systemd.resource-control(5) lists those that can be set; use override() for others)",
                failure);
    }
}
