package io.github.servicehandler.journal;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the manager knows about a unit and the journal does not. Immutable.
 *
 * @param uid the id of the manager's user; empty if it is unknown
 * @param identifier the unit's {@code SyslogIdentifier=}, or empty
 * @param invocationId the id of the unit's run, or empty
 */
record UnitFacts(String uid, String identifier, String invocationId) {

    static final UnitFacts NONE = new UnitFacts("", "", "");

    private static final Logger log = LoggerFactory.getLogger(JournalQuery.class);

    /** A user's manager runs in a service that is named after the user's id. */
    private static final Pattern OWNER = Pattern.compile("^ControlGroup=.*/user@(\\d+)\\.service", Pattern.MULTILINE);

    private static final Pattern IDENTIFIER = Pattern.compile("^SyslogIdentifier=(.+)$", Pattern.MULTILINE);
    private static final Pattern INVOCATION = Pattern.compile("^InvocationID=([0-9a-f]{32})$", Pattern.MULTILINE);

    /**
     * Asks the manager about units and returns what it knows about each. If the manager does not answer, the result is
     * that of {@link #none}: the journal can be read without a manager.
     */
    static List<UnitFacts> ask(CommandRunner runner, List<String> manager, List<UnitName> units, Duration timeout) {
        List<String> argv = new ArrayList<>(List.of("systemctl"));
        argv.addAll(manager);
        argv.addAll(List.of("--no-ask-password", "--no-pager", "show"));
        argv.add("--property=Id,SyslogIdentifier,InvocationID,ControlGroup");
        argv.add("--");
        units.forEach(unit -> argv.add(unit.toString()));
        // the root slice always exists, and its control group shows where the manager runs
        argv.add("-.slice");
        try {
            return read(runner.run(Command.of(argv).withTimeout(timeout)).stdout(), units.size());
        } catch (CommandInterruptedException e) {
            throw e;
        } catch (CommandException e) {
            log.debug("the manager did not answer about {} units", units.size(), e);
            return none(units.size());
        }
    }

    /** Returns facts that are all unknown. */
    static List<UnitFacts> none(int units) {
        return Collections.nCopies(units, NONE);
    }

    /** Returns these facts, with earlier ones in place of those that are unknown. */
    UnitFacts or(UnitFacts before) {
        return new UnitFacts(
                known(uid, before.uid), known(identifier, before.identifier), known(invocationId, before.invocationId));
    }

    private static String known(String now, String before) {
        return now.isEmpty() ? before : now;
    }

    private static List<UnitFacts> read(String stdout, int units) {
        String shown = stdout.replace("\r", "");
        String uid = first(OWNER, shown);
        String[] blocks = shown.split("\n\n", units + 1);
        if (blocks.length <= units) {
            // one block is missing, and it is unknown whose
            return Collections.nCopies(units, new UnitFacts(uid, "", ""));
        }
        return Arrays.stream(blocks, 0, units)
                .map(block -> new UnitFacts(uid, first(IDENTIFIER, block), first(INVOCATION, block)))
                .toList();
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
