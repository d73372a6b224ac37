package io.github.servicehandler.journal;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.CommandStartException;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of one or more units, read by running journalctl.
 *
 * <p>Entries are always read without {@code --user} and {@code --system}. These options select files, not units, and
 * hide the entries in all other files, such as those of a system unit that runs as an ordinary user.
 */
final class UnitJournal {

    private static final Logger log = LoggerFactory.getLogger(JournalQuery.class);

    /** The number of recent entries about a unit that are searched for its last run. */
    private static final int RECENT = 20;

    private final CommandRunner runner;
    private final List<String> manager;
    private final List<UnitName> units;
    private final Duration timeout;
    private final Consumer<JournalWarning> warnings;

    UnitJournal(
            CommandRunner runner,
            List<String> manager,
            List<UnitName> units,
            Duration timeout,
            Consumer<JournalWarning> warnings) {
        this.runner = runner;
        this.manager = manager;
        this.units = units;
        this.timeout = timeout;
        this.warnings = warnings;
    }

    UnitJournal within(Duration newTimeout) {
        return new UnitJournal(runner, manager, units, newTimeout, warnings);
    }

    UnitJournal warning(Consumer<JournalWarning> newWarnings) {
        return new UnitJournal(runner, manager, units, timeout, newWarnings);
    }

    boolean isOfOneUnit() {
        return units.size() == 1;
    }

    /** Returns the units, such as {@code bot.service and 1 other}. */
    @Override
    public String toString() {
        return name(units);
    }

    static String name(List<UnitName> units) {
        int others = units.size() - 1;
        String more = others == 0 ? "" : others == 1 ? " and 1 other" : " and " + others + " others";
        return units.get(0) + more;
    }

    TimeSource time() {
        return runner.time();
    }

    Consumer<JournalWarning> warnings() {
        return warnings;
    }

    private boolean isUsers() {
        return manager.contains("--user");
    }

    /** Returns what must be known about each unit to find its entries. The manager is asked only if this is needed. */
    List<UnitFacts> facts(Request request) {
        boolean isAsked = isUsers() || request.run().latest();
        return isAsked ? UnitFacts.ask(runner, manager, units, timeout) : UnitFacts.none(units.size());
    }

    Selection select(Request request, List<UnitFacts> facts) {
        if (request.run().latest()) {
            String id = latestRun(facts);
            return id.isEmpty() ? Selection.NOTHING : ofRun(id).with(request);
        }
        String id = request.run().id();
        return (id.isEmpty() ? ofUnits(request, facts) : ofRun(id)).with(request);
    }

    /** Returns the request with the latest run fixed to the one that is the latest now; empty if there was no run. */
    Optional<Request> pin(Request request, List<UnitFacts> facts) {
        if (!request.run().latest()) {
            return Optional.of(request);
        }
        String id = latestRun(facts);
        return id.isEmpty() ? Optional.empty() : Optional.of(request.run(new Request.Run(false, id)));
    }

    /** Returns the id of the latest run, or an empty text if there was none. For one unit only. */
    private String latestRun(List<UnitFacts> facts) {
        String id = facts.get(0).invocationId();
        return id.isEmpty() ? latestRun(ofUnits(Request.ALL, facts)) : id;
    }

    private Selection ofRun(String id) {
        return Selection.of(List.of(), Matches.ofRun(id, isUsers()), Marks.ofOne(units.get(0)));
    }

    private Selection ofUnits(Request request, List<UnitFacts> facts) {
        if (!isUsers()) {
            return Selection.of(Marks.ofSystemUnits(units), request);
        }
        String uid = facts.get(0).uid();
        Marks marks = Marks.ofUserUnits(
                units, uid, facts.stream().map(UnitFacts::identifier).toList());
        return uid.isEmpty()
                // journalctl selects the entries of its own user
                ? Selection.of(units.stream().map(unit -> "--user-unit=" + unit).toList(), Matches.all(), marks)
                : Selection.of(marks, request);
    }

    /**
     * Returns the id of the last run that the journal mentions, or an empty text. Needed because the manager soon
     * forgets a unit that is down.
     */
    private String latestRun(Selection ofUnit) {
        return read(ofUnit, ofUnit.backwards(RECENT), RECENT).stream()
                .flatMap(entry -> run(entry).stream())
                .findFirst()
                .orElse("");
    }

    /**
     * Returns the id of the run that an entry is about; or else, for an entry by the unit itself, of the run that wrote
     * it.
     */
    private Optional<String> run(JournalEntry entry) {
        String ofUser = isUsers() ? "USER_" : "";
        boolean isOwn = entry.fields("_SYSTEMD_" + ofUser + "UNIT")
                .contains(units.get(0).toString());
        return entry.field(ofUser + "INVOCATION_ID")
                .or(() -> entry.field("_SYSTEMD_INVOCATION_ID").filter(id -> isOwn));
    }

    /** Returns the position of the journal's latest entry, of whatever origin; empty if the journal has no entries. */
    Optional<Cursor> end() {
        return read(Selection.ALL, Selection.ALL.backwards(1), 1).stream()
                .map(JournalEntry::cursor)
                .findFirst();
    }

    private Command journalctl(List<String> arguments) {
        List<String> argv =
                new ArrayList<>(List.of(ProgramNames.JOURNALCTL, "--no-pager", "--quiet", "--output=export"));
        manager.stream()
                .filter(argument -> !argument.equals("--user") && !argument.equals("--system"))
                .forEach(argv::add);
        argv.addAll(arguments);
        return Command.of(argv).withTimeout(timeout);
    }

    /** Opens a journalctl that ends by itself and may write a lot. */
    EntryReader openToTheEnd(Selection selection) {
        return open(Stdbuf.inLargePieces(journalctl(selection.forwards()), runner), selection, warnings);
    }

    /** Opens a journalctl that does not end by itself. */
    EntryReader openToFollow(Selection selection, Consumer<JournalWarning> toWhom) {
        return open(journalctl(selection.following()), selection, toWhom);
    }

    private EntryReader open(Command command, Selection selection, Consumer<JournalWarning> toWhom) {
        log.debug("starting {}", command);
        return new EntryReader(start(command), selection, toWhom);
    }

    private RunningCommand start(Command command) {
        try {
            return runner.start(command);
        } catch (CommandStartException e) {
            throw JournalFailures.translate(e);
        }
    }

    /** Reads the entries to the end, but no more than {@code most}. */
    List<JournalEntry> read(Selection selection, List<String> arguments, int most) {
        try (EntryReader reader =
                open(journalctl(arguments), selection, warnings).within(timeout)) {
            return reader.first(most);
        }
    }

    /** Reads to the end, which may be a lot, and returns the last entries, but no more than {@code most}. */
    List<JournalEntry> readLast(Selection selection, int most) {
        try (EntryReader reader = openToTheEnd(selection).within(timeout)) {
            return reader.last(most);
        }
    }

    /**
     * Checks whether there is a journal to read: journalctl shows what its user may read, and succeeds even if that is
     * nothing.
     *
     * @throws JournalAccessException if there are entries, but they may not be read
     * @throws NoJournalException if there are none
     */
    void checkReadable() {
        List<String> argv = new ArrayList<>(List.of(ProgramNames.JOURNALCTL, "--no-pager", "--lines=1"));
        // --system stays: the entries of system units are in separate files, which fewer users may read
        manager.stream().filter(argument -> !argument.equals("--user")).forEach(argv::add);
        Command command = Command.of(argv).withTimeout(timeout);
        CommandResult result;
        try {
            result = runner.run(command);
        } catch (CommandStartException e) {
            throw JournalFailures.translate(e);
        }
        JournalFailures.ofNothing(command, result).ifPresent(failure -> {
            throw failure;
        });
    }
}
