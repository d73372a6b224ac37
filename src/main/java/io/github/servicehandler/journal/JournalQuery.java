package io.github.servicehandler.journal;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.command.OutputLimitException;
import io.github.servicehandler.internal.text.VisibleText;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A query on the journal of one or more units: what they wrote, and what their manager wrote about them. Immutable:
 * each narrowing method returns a new query. Thread-safe.
 *
 * <pre>{@code
 * List<JournalEntry> errors = bot.journal().thisBoot().priority(Priority.ERROR).last(50).read();
 * try (JournalFollow follow = bot.journal().follow(entry -> System.out.println(entry.message()))) { … }
 * }</pre>
 *
 * <p>When a process of a user's unit writes a line, journald looks at the process to find out which unit it belongs to.
 * If the process exits at once, journald may look too late: the line is then kept, but without a unit. A user service
 * that exits quickly should therefore have a {@code SyslogIdentifier=} of its own. The query then also finds lines
 * without a unit, if they have the identifier that the manager reports for the unit. {@link #thisInvocation()} and
 * {@link #invocation} do not find such lines, because these lines have no id of a run. System units are not affected.
 *
 * <p>Reading throws a {@link JournalAccessException} if access to the journal is denied, a {@link NoJournalException}
 * if there is no journal, another {@link CommandException} if journalctl fails, and an
 * {@link UnsupportedOperationException} if the runner cannot start long-running commands. Problems with single entries
 * or files, and entries that the user may not read, are reported as a {@link JournalWarning}. See journalctl(1).
 */
public final class JournalQuery {

    /** The maximum memory for the entries that {@link #read()} returns: 64 MiB. */
    static final int MOST_BYTES = 64 * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(JournalQuery.class.getPackageName());

    private static final Pattern FIELD = Pattern.compile("(?=.{1,64}$)_?[A-Z][A-Z0-9_]*");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private final JournalctlClient journal;
    private final JournalQuerySpec spec;
    private final @Nullable Multiline multiline;

    private JournalQuery(JournalctlClient journal, JournalQuerySpec spec, @Nullable Multiline multiline) {
        this.journal = journal;
        this.spec = spec;
        this.multiline = multiline;
    }

    /**
     * Returns a query for all entries of a unit. Runs no command yet.
     *
     * @param runner the runner of {@code journalctl} and {@code systemctl}; it must be able to start long-running
     *     commands
     * @param manager the options by which systemctl finds the unit's manager, such as {@code --user} or
     *     {@code --system}
     * @param unit the unit
     * @return the query
     */
    public static JournalQuery of(CommandRunner runner, List<String> manager, UnitName unit) {
        return of(runner, manager, List.of(unit));
    }

    /**
     * Returns a query for all entries of several units of one manager, which are read by one journalctl. Runs no
     * command yet.
     *
     * <p>For up to some 300 units, journalctl selects the entries by the names of the units. For more units, another
     * way is faster: journalctl shows all entries of the manager's user, or the whole journal for the system manager,
     * and this process drops the entries of other units. But a query for the {@linkplain #last latest} entries uses the
     * names as long as they fit on a command line.
     *
     * @param runner the runner of {@code journalctl} and {@code systemctl}; it must be able to start long-running
     *     commands
     * @param manager the options by which systemctl finds the units' manager, such as {@code --user} or
     *     {@code --system}
     * @param units the units, at least one; duplicates are ignored
     * @return the query
     * @throws IllegalArgumentException if {@code units} is empty
     */
    public static JournalQuery of(CommandRunner runner, List<String> manager, Collection<UnitName> units) {
        List<UnitName> distinct = units.stream().distinct().toList();
        if (distinct.isEmpty()) {
            throw new IllegalArgumentException("at least one unit is required, but none was given");
        }
        String description = JournalctlClient.describe(distinct);
        return new JournalQuery(
                new JournalctlClient(
                        new JournalSource(
                                Objects.requireNonNull(runner, "runner"),
                                List.copyOf(manager),
                                Command.DEFAULT_TIMEOUT,
                                warning -> log.warn("{} in the journal of {}", warning, description)),
                        distinct),
                JournalQuerySpec.ALL,
                null);
    }

    private JournalQuery with(JournalQuerySpec changed) {
        return new JournalQuery(journal, changed, multiline);
    }

    /**
     * Narrows this query to the latest entries. A {@linkplain #follow follower} delivers these first, and then the new
     * ones.
     *
     * @param count the maximum number of entries; at least 1
     * @return the narrowed query
     * @throws IllegalArgumentException if {@code count} is less than 1
     */
    public JournalQuery last(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, but was " + count);
        }
        return with(spec.last(count));
    }

    /**
     * Narrows this query to entries from a moment on.
     *
     * @param moment the earliest time, to the microsecond; any moment, also one that no entry can have
     * @return the narrowed query
     */
    public JournalQuery since(Instant moment) {
        return with(spec.since(Objects.requireNonNull(moment, "moment")));
    }

    /**
     * Narrows this query to entries up to a moment. Such a query cannot be followed.
     *
     * @param moment the latest time, to the microsecond. If it is before the beginning, no entry matches
     * @return the narrowed query
     */
    public JournalQuery until(Instant moment) {
        return with(spec.until(Objects.requireNonNull(moment, "moment")));
    }

    /**
     * Narrows this query to entries after a position in the journal.
     *
     * @param cursor the cursor of an entry, or one that {@linkplain JournalFollow#cursor() a follower} returned in an
     *     earlier run
     * @return the narrowed query
     */
    public JournalQuery after(JournalCursor cursor) {
        return with(spec.after(Objects.requireNonNull(cursor, "cursor")));
    }

    /**
     * Narrows this query to entries since the machine was booted.
     *
     * @return the narrowed query
     */
    public JournalQuery thisBoot() {
        return with(spec.thisBoot());
    }

    /**
     * Narrows this query to the unit's current run, or to its most recent run if the unit is down. The manager is asked
     * for this run when the query is read. If the manager reports no run, the query uses the most recent run that the
     * journal mentions.
     *
     * @return the narrowed query
     * @throws IllegalStateException if this query is about several units
     */
    public JournalQuery thisInvocation() {
        return ofRun(new JournalQuerySpec.Run(true, ""));
    }

    /**
     * Narrows this query to one run of the unit.
     *
     * @param id the run's invocation id: 32 hexadecimal digits, as in the unit's status
     * @return the narrowed query
     * @throws IllegalArgumentException if {@code id} is not an invocation id
     * @throws IllegalStateException if this query is about several units
     */
    public JournalQuery invocation(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(VisibleText.quoted(id)
                    + " is not an invocation id; it must have exactly 32 of the digits 0-9 and a-f");
        }
        return ofRun(new JournalQuerySpec.Run(false, id));
    }

    private JournalQuery ofRun(JournalQuerySpec.Run run) {
        if (!journal.isOfOneUnit()) {
            throw new IllegalStateException("a run belongs to one unit, but this is the journal of " + journal
                    + ": query each unit separately");
        }
        return with(spec.run(run));
    }

    /**
     * Narrows this query to entries that are at least as urgent as a priority. Entries without a priority are left out.
     *
     * @param least the least urgent priority to include
     * @return the narrowed query
     */
    public JournalQuery priority(Priority least) {
        return with(spec.option("--priority", Integer.toString(least.level())));
    }

    /**
     * Narrows this query to entries whose message contains a match of a pattern. The match is case-sensitive. A later
     * pattern replaces an earlier one.
     *
     * @param pattern a regular expression in PCRE syntax; if it is invalid, reading throws a
     *     {@link JournalReadException}
     * @return the narrowed query
     * @throws IllegalArgumentException if the pattern is empty
     */
    public JournalQuery grep(String pattern) {
        return grep(pattern, "true");
    }

    /**
     * Narrows this query to entries whose message contains a match of a pattern, in upper or lower case. Otherwise like
     * {@link #grep}, and replaces an earlier pattern as well.
     *
     * @param pattern a regular expression in PCRE syntax; if it is invalid, reading throws a
     *     {@link JournalReadException}
     * @return the narrowed query
     * @throws IllegalArgumentException if the pattern is empty
     */
    public JournalQuery grepIgnoringCase(String pattern) {
        return grep(pattern, "false");
    }

    private JournalQuery grep(String pattern, String caseSensitive) {
        if (pattern.isEmpty()) {
            throw new IllegalArgumentException("the pattern must have at least 1 character, but was empty");
        }
        return with(spec.option("--case-sensitive", caseSensitive).option("--grep", pattern));
    }

    /**
     * Narrows this query to entries whose message contains no match of a pattern. Several calls exclude the matches of
     * all their patterns. {@link #last} counts only the entries that are left.
     *
     * <p>journalctl cannot do this. It therefore writes the excluded entries, too, and this process drops them. To find
     * the last entries, journalctl reads backwards only as far as needed.
     *
     * @param pattern a pattern of this JVM's syntax, such as {@code Pattern.compile("heartbeat|ping")}
     * @return the narrowed query
     */
    public JournalQuery except(Pattern pattern) {
        return with(spec.except(Objects.requireNonNull(pattern, "pattern")));
    }

    /**
     * Narrows this query to entries in which a field has a given value. Calls for different fields narrow it further:
     * an entry must match them all. Calls for the same field widen it: one of the values is enough.
     *
     * @param name the field's name, such as {@code SYSLOG_IDENTIFIER}
     * @param value the field's whole value
     * @return the narrowed query
     * @throws IllegalArgumentException if {@code name} is not the name of a field that can be searched for
     */
    public JournalQuery field(String name, String value) {
        if (!FIELD.matcher(name).matches()) {
            throw new IllegalArgumentException(VisibleText.quoted(name)
                    + " is not a field to search for; a name has at most 64 characters: a letter A-Z, perhaps"
                    + " with one _ in front, and then A-Z, 0-9 and _");
        }
        return with(spec.field(name, Objects.requireNonNull(value, "value")));
    }

    /**
     * Returns a copy of this query that joins lines to messages, such as the lines of a stack trace. Each message is
     * one entry with the fields of its first line. The field {@code MESSAGE} has all lines, separated by line feeds.
     *
     * <p>Only lines of the same process and stream are joined. Messages are in the order of their first lines.
     * {@link #last} counts messages. All other conditions select single lines, before they are joined: with
     * {@link #grep} or {@link #priority}, lines of a message may be missing.
     *
     * <p>A {@linkplain #follow follower} delivers a message when another one of the same process and stream begins, or
     * after the {@linkplain Multiline#timeout timeout}. It delivers the messages that still wait when it is closed. The
     * listener is called on different threads then, also on the one that closes the follower, but on one at a time.
     *
     * <p>The cursor of a message is the position from which to continue after it. If the lines of several messages are
     * mixed, it is before those that have not been delivered yet. A program that crashes there, and later continues
     * after that cursor, receives a message again, but loses no line.
     *
     * @param rules the rules by which lines are joined
     * @return the changed query
     */
    public JournalQuery multiline(Multiline rules) {
        return new JournalQuery(journal, spec, Objects.requireNonNull(rules, "rules"));
    }

    /**
     * Returns a copy of this query with another timeout.
     *
     * @param timeout the limit for each command that {@link #read()} runs, and for each command that runs before a
     *     stream or a follower starts; positive, 30 seconds by default
     * @return the changed query
     * @throws IllegalArgumentException if the timeout is not positive
     */
    public JournalQuery within(Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must be positive, but was " + timeout);
        }
        return new JournalQuery(journal.within(timeout), spec, multiline);
    }

    /**
     * Returns a copy of this query with another listener for warnings.
     *
     * @param listener the listener, which is called on the reading thread: the caller's, or the follower's own. By
     *     default, warnings are logged
     * @return the changed query
     */
    public JournalQuery onWarning(Consumer<JournalWarning> listener) {
        return new JournalQuery(
                journal.withWarningListener(Objects.requireNonNull(listener, "listener")), spec, multiline);
    }

    /**
     * Reads the entries. All of them are held in memory, up to 64 MiB, which is some 50,000 entries. For more, narrow
     * the query, for example with {@link #last(int)}, or use {@link #stream()}.
     *
     * @return the entries, oldest first
     * @throws OutputLimitException if the entries take more than 64 MiB
     * @throws CommandTimeoutException if journalctl took too long
     */
    public List<JournalEntry> read() {
        // the id of the latest run cannot be guessed
        List<JournalEntry> entries = spec.run().latest()
                ? readEntries(journal.identities())
                : new EarlyReading<>(journal, this::readEntries).read();
        return multiline == null ? entries : joined(entries.stream()).toList();
    }

    private List<JournalEntry> readEntries(JournalctlClient from, List<UnitIdentity> identities) {
        return new JournalQuery(from, spec, multiline).readEntries(identities);
    }

    /** Reads the entries, or all entries of the last messages, without joining them. */
    private List<JournalEntry> readEntries(List<UnitIdentity> identities) {
        return multiline == null || spec.last() == 0
                ? read(identities)
                : LastMessages.entries(
                        multiline, spec.last(), count -> with(spec.last(count)).read(identities));
    }

    private Stream<JournalEntry> joined(Stream<JournalEntry> entries) {
        return multiline == null ? entries : JoinedEntryStream.of(entries, new EntryJoiner(multiline, spec.after()));
    }

    private List<JournalEntry> read(List<UnitIdentity> identities) {
        JournalctlSelection selection =
                spec.isBackwards() ? journal.select(spec, identities) : journal.selectForwards(spec, identities);
        List<JournalEntry> entries = selection.isEmpty() ? List.of() : read(selection);
        journal.access().check(!entries.isEmpty(), entries.stream().anyMatch(JournalEntry::isOfRoot));
        return entries;
    }

    private List<JournalEntry> read(JournalctlSelection selection) {
        if (spec.last() == 0) {
            return List.copyOf(journal.journalctl().read(selection, selection.forwards(), Integer.MAX_VALUE));
        }
        if (!spec.isBackwards()) {
            return journal.journalctl().readLast(selection, spec.last());
        }
        int limit = spec.last();
        List<JournalEntry> entries = journal.journalctl().read(selection, selection.backwards(limit), limit);
        Collections.reverse(entries);
        return List.copyOf(entries);
    }

    /**
     * Returns a stream that reads the entries one by one, on demand. It needs little memory for any number of entries.
     * journalctl runs until the stream is closed or read to its end, and {@linkplain #within the timeout} does not
     * apply to it. On this machine, journalctl is run through stdbuf(1) if available, so that it writes in larger
     * blocks.
     *
     * <p>If this query is narrowed by {@link #last}, this method first reads all entries, as {@link #read} does, and
     * returns a stream of them.
     *
     * @return the entries, oldest first. The caller must close the stream; any thread may close it to end it early. A
     *     stream that is abandoned without being closed is closed when it is garbage collected
     */
    public Stream<JournalEntry> stream() {
        if (spec.last() > 0) {
            return read().stream();
        }
        JournalctlSelection selection = journal.selectForwards(spec, journal.identities());
        return selection.isEmpty()
                ? Stream.empty()
                : joined(JournalEntryStream.of(journal.journalctl().openToTheEnd(selection), journal.access()::check));
    }

    /**
     * Follows the journal: passes each entry from now on to a listener, exactly once and in order, even if journalctl
     * or journald ends, or journal files are rotated or removed. If this query has a beginning ({@link #after},
     * {@link #since}, {@link #last}), the existing entries from there on are delivered first.
     *
     * <p>The listener runs on one daemon thread, the follower's own. A slow listener slows journalctl down: nothing
     * accumulates in memory, but journald eventually deletes old entries, read or not, which is then a warning. An
     * exception that the listener throws is logged, and the next entry is delivered. If journalctl ends, it is started
     * again after a pause of 0.1 to 10 seconds and continues after the last entry.
     *
     * <p>With {@link #thisInvocation()}, the follower delivers the entries of the run that is the most recent one when
     * this method is called, and of no later run.
     *
     * @param listener the listener for the entries
     * @return the follower, which the caller must close
     * @throws IllegalStateException if this query has an end ({@link #until}), if it is narrowed by
     *     {@link #thisInvocation()} and the unit has not run yet, or if no entry can match. For example,
     *     {@code field("_SYSTEMD_UNIT", …)} may name another unit than the one whose journal this is
     */
    public JournalFollow follow(Consumer<JournalEntry> listener) {
        Objects.requireNonNull(listener, "listener");
        if (spec.hasEnd()) {
            throw new IllegalStateException("a query with an end cannot be followed: leave out until(…)");
        }
        List<UnitIdentity> identities = journal.identities();
        JournalQuerySpec pinned = journal.pin(spec, identities)
                .orElseThrow(() -> new IllegalStateException(journal + " has not run yet: there is no run to follow"));
        if (journal.select(pinned, identities).isEmpty()) {
            throw new IllegalStateException("no entry can match all the given fields, so there is nothing to follow");
        }
        return with(pinned).followPinned(identities, listener);
    }

    private JournalFollow followPinned(List<UnitIdentity> identities, Consumer<JournalEntry> listener) {
        if (spec.last() == 0) {
            JournalctlSelection all =
                    journal.select(spec.since(null).after(null).last(1), identities);
            journal.access()
                    .checkFollowed(() -> journal.journalctl().latestCursor(all).isPresent());
        }
        // determined first, so that no entry is missed between the first entries and those that follow
        FollowPosition position = FollowPosition.of(spec, journal.journalctl().latestCursor());
        List<JournalEntry> first = List.of();
        if (spec.last() > 0) {
            first = readEntries(identities);
            position.skip(first, journal.source().time().instant());
        }
        return JournalFollow.start(
                journal, position, identities, first, delivery(position.begin().orElse(null), listener));
    }

    private EntryDelivery delivery(@Nullable JournalCursor begin, Consumer<JournalEntry> listener) {
        return multiline == null
                ? new PlainDelivery(begin, listener)
                : new JoinedDelivery(
                        multiline, begin, listener, journal.source().time());
    }

    /**
     * Returns a publisher that {@linkplain #follow follows} the journal for each subscriber. Entries are read when the
     * subscriber requests them, and are delivered on a separate thread for each subscriber. A subscriber receives an
     * error only if following cannot start, or if it requests fewer than 1 entry.
     *
     * @return the publisher; cancel a subscription to end it
     */
    public Flow.Publisher<JournalEntry> publisher() {
        return new JournalPublisher(this);
    }

    /** Returns a description that names the units, such as {@code journal of bot.service and 1 other}. */
    @Override
    public String toString() {
        return "journal of " + journal;
    }
}
