package io.github.servicehandler.journal;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.CommandStartException;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import io.github.servicehandler.journal.JournalWarning.Kind;
import io.github.servicehandler.unit.UnitName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of one or more units, read by running journalctl.
 *
 * <p>Entries are always read without {@code --user} and {@code --system}. These options select files, not units, and
 * hide the entries in all other files, such as those of a system unit that runs as an ordinary user.
 */
final class JournalctlClient {

    private static final Logger log = LoggerFactory.getLogger(JournalctlClient.class.getPackageName());

    private static final JournalctlSelection THIS_BOOT = JournalctlSelection.ALL.with(JournalQuerySpec.ALL.thisBoot());

    /** The number of recent entries about a unit that are searched for its last run. */
    private static final int RECENT = 20;

    private final CommandRunner runner;
    private final List<String> manager;
    private final List<UnitName> units;
    private final Duration timeout;
    private final Consumer<JournalWarning> warningListener;

    JournalctlClient(
            CommandRunner runner,
            List<String> manager,
            List<UnitName> units,
            Duration timeout,
            Consumer<JournalWarning> warningListener) {
        this.runner = runner;
        this.manager = manager;
        this.units = units;
        this.timeout = timeout;
        this.warningListener = warningListener;
    }

    JournalctlClient within(Duration newTimeout) {
        return new JournalctlClient(runner, manager, units, newTimeout, warningListener);
    }

    JournalctlClient withWarningListener(Consumer<JournalWarning> newListener) {
        return new JournalctlClient(runner, manager, units, timeout, newListener);
    }

    boolean isOfOneUnit() {
        return units.size() == 1;
    }

    /** Returns the units, such as {@code bot.service and 1 other}. */
    @Override
    public String toString() {
        return describe(units);
    }

    static String describe(List<UnitName> units) {
        int others = units.size() - 1;
        String more = others == 0 ? "" : others == 1 ? " and 1 other" : " and " + others + " others";
        return units.get(0) + more;
    }

    TimeSource time() {
        return TimeSource.of(runner);
    }

    boolean isLocal() {
        return runner.isLocal();
    }

    Consumer<JournalWarning> warningListener() {
        return warningListener;
    }

    private boolean isUserManager() {
        return manager.contains("--user");
    }

    /** Returns the identity of each unit, which the manager is asked for. */
    List<UnitIdentity> identities() {
        return UnitIdentity.fetch(runner, manager, units, timeout);
    }

    JournalctlSelection select(JournalQuerySpec spec, List<UnitIdentity> identities) {
        if (spec.isEmptyPeriod()) {
            return JournalctlSelection.NOTHING;
        }
        if (spec.run().latest()) {
            String id = latestRun(identities);
            return id.isEmpty()
                    ? JournalctlSelection.NOTHING
                    : ofRun(id, identities).with(spec);
        }
        String id = spec.run().id();
        return (id.isEmpty() ? ofUnits(spec, identities) : ofRun(id, identities)).with(spec);
    }

    /**
     * Returns the conditions with the latest run fixed to the one that is the latest now; empty if there was no run.
     */
    Optional<JournalQuerySpec> pin(JournalQuerySpec spec, List<UnitIdentity> identities) {
        if (!spec.run().latest()) {
            return Optional.of(spec);
        }
        String id = latestRun(identities);
        return id.isEmpty() ? Optional.empty() : Optional.of(spec.run(new JournalQuerySpec.Run(false, id)));
    }

    /** Returns the id of the latest run, or an empty text if there was none. For one unit only. */
    private String latestRun(List<UnitIdentity> identities) {
        UnitIdentity identity = identities.get(0);
        return identity.invocationId().isEmpty()
                ? latestRun(ofUnits(JournalQuerySpec.ALL, identities), identity)
                : identity.invocationId();
    }

    private JournalctlSelection ofRun(String id, List<UnitIdentity> identities) {
        return JournalctlSelection.of(
                        List.of(), FieldMatches.ofRun(id, isUserManager()), UnitAttribution.ofOne(units.get(0)))
                .inNamespaces(namespaces(identities));
    }

    private JournalctlSelection ofUnits(JournalQuerySpec spec, List<UnitIdentity> identities) {
        return ofUnitsOfManager(spec, identities).inNamespaces(namespaces(identities));
    }

    private static Set<String> namespaces(List<UnitIdentity> identities) {
        return identities.stream()
                .map(UnitIdentity::logNamespace)
                .filter(namespace -> !namespace.isEmpty())
                .collect(Collectors.toSet());
    }

    private JournalctlSelection ofUnitsOfManager(JournalQuerySpec spec, List<UnitIdentity> identities) {
        if (!isUserManager()) {
            return JournalctlSelection.of(UnitAttribution.ofSystemUnits(units, identities), spec);
        }
        UnitAttribution attribution = UnitAttribution.ofUserUnits(units, identities);
        return identities.get(0).uid().isEmpty()
                // journalctl selects the entries of its own user
                ? JournalctlSelection.of(
                        units.stream().map(unit -> "--user-unit=" + unit).toList(), FieldMatches.all(), attribution)
                : JournalctlSelection.of(attribution, spec);
    }

    /**
     * Returns the id of the last run that the journal mentions, or an empty text. Needed because the manager soon
     * forgets a unit that is down.
     */
    private String latestRun(JournalctlSelection ofUnit, UnitIdentity identity) {
        return read(ofUnit, ofUnit.backwards(RECENT), RECENT).stream()
                .flatMap(entry -> runOf(entry, identity).stream())
                .findFirst()
                .orElse("");
    }

    /**
     * Returns the id of the run that an entry is about; or else, for an entry by the unit itself, of the run that wrote
     * it.
     */
    private Optional<String> runOf(JournalEntry entry, UnitIdentity identity) {
        String ofUser = isUserManager() ? "USER_" : "";
        boolean isOwn = entry.fields("_SYSTEMD_" + ofUser + "UNIT").stream()
                .anyMatch(name ->
                        name.equals(units.get(0).toString()) || identity.names().contains(name));
        return entry.field(ofUser + "INVOCATION_ID")
                .or(() -> entry.field("_SYSTEMD_INVOCATION_ID").filter(id -> isOwn));
    }

    /**
     * Returns the position of the latest entry of this boot from any source; empty if there is none. An entry of an
     * earlier boot may seem to be later, if the clock was wrong then.
     */
    Optional<JournalCursor> latestCursor() {
        return latestCursor(THIS_BOOT);
    }

    /** Returns the position of the oldest entry of this boot from any source; empty if there is none. */
    Optional<JournalCursor> oldestCursor() {
        return read(THIS_BOOT, THIS_BOOT.forwards(), 1).stream()
                .map(JournalEntry::cursor)
                .findFirst();
    }

    /**
     * Returns the selection of what is to be read forwards: if the query has an end, up to the last entry before it.
     */
    JournalctlSelection selectForwards(JournalQuerySpec spec, List<UnitIdentity> identities) {
        JournalctlSelection selection = select(spec, identities);
        if (!spec.hasEnd() || selection.isEmpty()) {
            return selection;
        }
        JournalQuerySpec latest = spec.since(null).after(null).last(1);
        return latestCursor(select(latest, identities)).map(selection::endingAt).orElse(JournalctlSelection.NOTHING);
    }

    /** Returns the position of the latest of the selected entries; empty if there is none. */
    Optional<JournalCursor> latestCursor(JournalctlSelection selection) {
        return read(selection, selection.backwards(1), 1).stream()
                .map(JournalEntry::cursor)
                .findFirst();
    }

    /** Returns the position of the first selected entry after another, even if it is too damaged to be exported. */
    Optional<JournalCursor> cursorAfter(@Nullable JournalCursor cursor, JournalctlSelection selection) {
        List<String> arguments = new ArrayList<>(List.of("--output=json", "--output-fields=_BOOT_ID"));
        arguments.addAll(selection.forwards());
        try (RunningCommand running = start(journalctl(arguments))) {
            return JsonCursorReader.firstAfter(cursor, running.stdout());
        } catch (IOException e) {
            log.debug("the entry after {} could not be found", cursor, e);
            return Optional.empty();
        }
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

    /** Opens a journalctl that ends after the last entry and may write a lot. */
    JournalEntryReader openToTheEnd(JournalctlSelection selection) {
        return openToTheEnd(selection, warningListener);
    }

    JournalEntryReader openToTheEnd(JournalctlSelection selection, Consumer<JournalWarning> listener) {
        return open(
                BlockBufferedCommand.wrapIfAvailable(journalctl(selection.forwards()), runner), selection, listener);
    }

    /** Opens a journalctl that waits for further entries until it is closed. */
    JournalEntryReader openToFollow(JournalctlSelection selection, Consumer<JournalWarning> listener) {
        return open(journalctl(selection.following()), selection, listener);
    }

    private JournalEntryReader open(Command command, JournalctlSelection selection, Consumer<JournalWarning> listener) {
        log.debug("starting {}", command);
        return new JournalEntryReader(start(command), selection, listener);
    }

    private RunningCommand start(Command command) {
        try {
            return RunningCommand.start(runner, command);
        } catch (CommandStartException e) {
            throw JournalctlErrors.translate(e);
        }
    }

    /** Reads the entries to the end, but no more than {@code limit}. */
    List<JournalEntry> read(JournalctlSelection selection, List<String> arguments, int limit) {
        try (JournalEntryReader reader =
                open(journalctl(arguments), selection, warningListener).within(timeout)) {
            return reader.first(limit);
        }
    }

    /** Reads to the end, which may be a lot, and returns the last entries, but no more than {@code limit}. */
    List<JournalEntry> readLast(JournalctlSelection selection, int limit) {
        try (JournalEntryReader reader = openToTheEnd(selection).within(timeout)) {
            return reader.last(limit);
        }
    }

    /**
     * Checks, after entries have been read, whether the user may read all of them. A user who sees no entry of root may
     * not be allowed to read the system's journal, where the rest is; this is a warning.
     *
     * @throws JournalAccessException if there was no entry because they may not be read
     * @throws NoJournalException if there was no entry because there is no journal
     */
    void checkAccess(boolean hasEntries, boolean hasEntriesOfRoot) {
        if (!hasEntries) {
            checkReadable();
        } else if (!hasEntriesOfRoot && !isUserManager()) {
            warnIfPartlyReadable();
        }
    }

    private void warnIfPartlyReadable() {
        try {
            checkReadable();
        } catch (JournalAccessException e) {
            warningListener.accept(new JournalWarning(
                    Kind.ACCESS_DENIED, "entries of root and of other users are missing: " + e.getMessage()));
        } catch (NoJournalException e) {
            log.debug("there are entries, but there is no journal any more", e);
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
            throw JournalctlErrors.translate(e);
        }
        JournalctlErrors.explainNoEntries(command, result).ifPresent(failure -> {
            throw failure;
        });
    }
}
