package io.github.servicehandler.journal;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.internal.systemctl.ShowOutputParser;
import io.github.servicehandler.internal.systemctl.SystemctlCommands;
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
 * Is what the manager knows of a unit, and the journal does not.
 *
 * @param uid whose manager it is, or empty if that is not known
 * @param identifier what the unit's {@code SyslogIdentifier=} says, or empty
 * @param invocationId the id of the unit's run, or empty
 */
record UnitFacts(String uid, String identifier, String invocationId) {

    static final UnitFacts NONE = new UnitFacts("", "", "");

    private static final Logger log = LoggerFactory.getLogger(JournalQuery.class);

    /** The manager itself runs in a service that is named after its user. */
    private static final Pattern OWNER = Pattern.compile(".*/user@(\\d+)\\.service");

    private static final Pattern INVOCATION = Pattern.compile("[0-9a-f]{32}");

    private static final UnitName ROOT_SLICE = UnitName.of("-.slice");

    private static final List<String> PROPERTIES = List.of("Id", "SyslogIdentifier", "InvocationID", "ControlGroup");

    /** Asks the manager about units, and returns what it knows of each. It may not be there any more while the journal is. */
    static List<UnitFacts> ask(CommandRunner runner, List<String> manager, List<UnitName> units, Duration timeout) {
        List<UnitName> asked = new ArrayList<>(units);
        // the root slice is always there, and tells of the manager's own place
        asked.add(ROOT_SLICE);
        Command command = new SystemctlCommands(manager, timeout).show(asked, PROPERTIES);
        try {
            return read(runner.run(command).stdout(), units.size());
        } catch (CommandInterruptedException e) {
            throw e;
        } catch (CommandException e) {
            log.debug("the manager tells nothing of {} units", units.size(), e);
            return none(units.size());
        }
    }

    /** Returns what is known where nobody was asked. */
    static List<UnitFacts> none(int units) {
        return Collections.nCopies(units, NONE);
    }

    /** Returns this, and where it tells nothing what was known before. */
    UnitFacts or(UnitFacts before) {
        return new UnitFacts(
                known(uid, before.uid), known(identifier, before.identifier), known(invocationId, before.invocationId));
    }

    private static String known(String now, String before) {
        return now.isEmpty() ? before : now;
    }

    private static List<UnitFacts> read(String stdout, int units) {
        List<UnitProperties> blocks = parse(stdout);
        String uid = blocks.stream()
                .map(block -> OWNER.matcher(block.text("ControlGroup")))
                .filter(Matcher::find)
                .map(owner -> owner.group(1))
                .findFirst()
                .orElse("");
        if (blocks.size() <= units) {
            // nobody knows whose block is missing
            return Collections.nCopies(units, new UnitFacts(uid, "", ""));
        }
        return blocks.stream()
                .limit(units)
                .map(block -> new UnitFacts(uid, block.text("SyslogIdentifier"), invocation(block)))
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
