package io.github.servicehandler.journal;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.internal.systemctl.ShowOutputParser;
import io.github.servicehandler.internal.systemctl.SystemctlCommands;
import io.github.servicehandler.internal.text.QuotedWords;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Properties that identify a unit's journal entries and that only the manager knows. Immutable.
 *
 * @param uid the id of the manager's user; empty if it is unknown
 * @param identifier the unit's {@code SyslogIdentifier=}, or empty
 * @param invocationId the id of the unit's run, or empty
 * @param logNamespace the unit's {@code LogNamespace=}, or empty
 * @param names all names of the unit: entries have its real name, whichever alias the caller uses; empty if unknown
 */
record UnitIdentity(String uid, String identifier, String invocationId, String logNamespace, List<String> names) {

    static final UnitIdentity NONE = ofManager("");

    private static final Logger log = LoggerFactory.getLogger(UnitIdentity.class.getPackageName());

    /** The service in which a user's manager runs, which is named after the user's id. */
    private static final Pattern OWNER = Pattern.compile(".*/user@(\\d+)\\.service");

    private static final Pattern INVOCATION = Pattern.compile("[0-9a-f]{32}");

    private static final UnitName ROOT_SLICE = UnitName.of("-.slice");

    private static final List<String> PROPERTIES =
            List.of("Id", "Names", "SyslogIdentifier", "InvocationID", "ControlGroup", "LogNamespace");

    /**
     * Reads the identities of units from the manager. If the manager does not answer, the result is that of
     * {@link #none}: the journal can be read without a manager.
     */
    static List<UnitIdentity> fetch(
            CommandRunner runner, List<String> manager, List<UnitName> units, Duration timeout) {
        List<UnitName> queried = new ArrayList<>(units);
        // the root slice always exists, and its control group shows where the manager runs
        queried.add(ROOT_SLICE);
        Command command = new SystemctlCommands(manager, timeout).show(queried, PROPERTIES);
        try {
            return read(runner.run(command).stdout(), units.size());
        } catch (CommandInterruptedException e) {
            throw e;
        } catch (CommandException e) {
            log.debug("the manager did not answer about {} units", units.size(), e);
            return none(units.size());
        }
    }

    /** Returns the identity of a unit without an alias and without settings for its log. */
    static UnitIdentity ordinary(String uid, UnitName unit) {
        return new UnitIdentity(uid, "", "", "", List.of(unit.toString()));
    }

    private static UnitIdentity ofManager(String uid) {
        return new UnitIdentity(uid, "", "", "", List.of());
    }

    /** Returns an unknown identity for each unit. */
    static List<UnitIdentity> none(int units) {
        return Collections.nCopies(units, NONE);
    }

    /** Returns this identity, with earlier values in place of those that are unknown. */
    UnitIdentity or(UnitIdentity before) {
        return new UnitIdentity(
                firstKnown(uid, before.uid),
                firstKnown(identifier, before.identifier),
                firstKnown(invocationId, before.invocationId),
                firstKnown(logNamespace, before.logNamespace),
                names.isEmpty() ? before.names : names);
    }

    /** Returns whether the manager has reported anything about the unit. */
    boolean isKnown() {
        return !names.isEmpty();
    }

    /** Returns whether this identity finds the same entries as another one, apart from those of a single run. */
    boolean findsSameAs(UnitIdentity other) {
        return withoutRun().equals(other.withoutRun());
    }

    private UnitIdentity withoutRun() {
        return new UnitIdentity(uid, identifier, "", logNamespace, names);
    }

    private static String firstKnown(String now, String before) {
        return now.isEmpty() ? before : now;
    }

    private static List<UnitIdentity> read(String stdout, int units) {
        List<UnitProperties> blocks = parse(stdout);
        String uid = blocks.stream()
                .map(block -> OWNER.matcher(block.text("ControlGroup")))
                .filter(Matcher::find)
                .map(owner -> owner.group(1))
                .findFirst()
                .orElse("");
        if (blocks.size() <= units) {
            // a block is missing, and it is not known for which unit
            return Collections.nCopies(units, ofManager(uid));
        }
        return blocks.stream()
                .limit(units)
                .map(block -> new UnitIdentity(
                        uid,
                        block.text("SyslogIdentifier"),
                        invocation(block),
                        block.text("LogNamespace"),
                        QuotedWords.split(block.text("Names"))))
                .toList();
    }

    private static List<UnitProperties> parse(String stdout) {
        String shown = stdout.replace("\r", "");
        try {
            return ShowOutputParser.parse(shown.endsWith("\n") ? shown : shown + "\n");
        } catch (IllegalArgumentException e) {
            log.debug("the manager's answer cannot be read", e);
            return List.of();
        }
    }

    private static String invocation(UnitProperties properties) {
        String id = properties.text("InvocationID");
        return INVOCATION.matcher(id).matches() ? id : "";
    }
}
