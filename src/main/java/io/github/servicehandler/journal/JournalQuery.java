package io.github.servicehandler.journal;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.command.OutputLimitException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the journal about one unit, or about many at once: for what they wrote, and for what their manager wrote about them. Immutable:
 * each method that narrows it returns a new query. Thread-safe.
 *
 * <pre>{@code
 * List<JournalEntry> errors = bot.journal().thisBoot().priority(Priority.ERROR).last(50).read();
 * try (JournalFollow follow = bot.journal().follow(entry -> System.out.println(entry.message()))) { … }
 * }</pre>
 *
 * <p>journald finds out to which unit of a user's a line belongs by looking at the process, and one that has printed and ended at once
 * may be gone by then: such a line is kept, but bears no unit. So a user's service that ends fast should have a
 * {@code SyslogIdentifier=} of its own: lines with the identifier that the manager knows of are found too if they bear no unit. Units
 * of the system are not concerned. {@link #thisInvocation()} matches the run's id, which such lines lack.
 *
 * <p>Reading throws {@link JournalAccessException} if the journal may not be read, {@link NoJournalException} if there is none, other
 * {@link CommandException}s if journalctl fails, and {@link UnsupportedOperationException} if the runner starts no long-lived
 * commands. What single entries or files do wrong is a {@link JournalWarning}. See journalctl(1).
 */
public final class JournalQuery {

    /** How much memory the entries that {@link #read()} returns may take: 64 MiB. */
    static final int MOST_BYTES = 64 * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(JournalQuery.class);

    private static final Pattern FIELD = Pattern.compile("_?[A-Z][A-Z0-9_]{0,62}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private final UnitJournal journal;
    private final Request request;

    private JournalQuery(UnitJournal journal, Request request) {
        this.journal = journal;
        this.request = request;
    }

    /**
     * Returns a query for all entries of a unit. Runs nothing.
     *
     * @param runner what runs {@code journalctl} and {@code systemctl}; it must be able to start commands
     * @param manager what systemctl is told to find the unit's manager, such as {@code --user} or {@code --system}
     * @param unit the unit
     * @return the query
     */
    public static JournalQuery of(CommandRunner runner, List<String> manager, UnitName unit) {
        return of(runner, manager, List.of(unit));
    }

    /**
     * Returns a query for all entries of some units of one manager, which one journalctl reads. Runs nothing.
     *
     * <p>journalctl is told the units' names. Of more than some 300 units it shows all that their manager's user, or the system, wrote,
     * which it does faster, and what is of none of them is left out here.
     *
     * @param runner what runs {@code journalctl} and {@code systemctl}; it must be able to start commands
     * @param manager what systemctl is told to find the units' manager, such as {@code --user} or {@code --system}
     * @param units the units, at least one; one that is named twice is there once
     * @return the query
     * @throws IllegalArgumentException if there is no unit
     */
    public static JournalQuery of(CommandRunner runner, List<String> manager, Collection<UnitName> units) {
        List<UnitName> distinct = units.stream().distinct().toList();
        if (distinct.isEmpty()) {
            throw new IllegalArgumentException("the journal of no unit has no entries: name 1 unit or more");
        }
        String whose = UnitJournal.name(distinct);
        return new JournalQuery(
                new UnitJournal(
                        Objects.requireNonNull(runner, "runner"),
                        List.copyOf(manager),
                        distinct,
                        Command.DEFAULT_TIMEOUT,
                        warning -> log.warn("{} of {}", warning, whose)),
                Request.ALL);
    }

    private JournalQuery with(Request changed) {
        return new JournalQuery(journal, changed);
    }

    /**
     * Narrows this to the latest entries. A follower is given these first, and then what comes.
     *
     * @param count how many at most; at least 1
     * @return the narrowed query
     * @throws IllegalArgumentException if {@code count} is less than 1
     */
    public JournalQuery last(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("the last " + count + " entries are none: ask for 1 or more");
        }
        return with(request.last(count));
    }

    /**
     * Narrows this to entries from a moment on.
     *
     * @param moment the earliest time, to the microsecond
     * @return the narrowed query
     */
    public JournalQuery since(Instant moment) {
        return with(request.since(moment));
    }

    /**
     * Narrows this to entries up to a moment. Such a query cannot be followed.
     *
     * @param moment the latest time, to the microsecond
     * @return the narrowed query
     */
    public JournalQuery until(Instant moment) {
        return with(request.until(moment));
    }

    /**
     * Narrows this to entries after a place in the journal.
     *
     * @param cursor an entry's, or {@linkplain JournalFollow#cursor() a follower's} saved from an earlier run
     * @return the narrowed query
     */
    public JournalQuery after(Cursor cursor) {
        return with(request.after(Objects.requireNonNull(cursor, "cursor")));
    }

    /**
     * Narrows this to entries since the machine was started.
     *
     * @return the narrowed query
     */
    public JournalQuery thisBoot() {
        return with(request.option("--boot", ""));
    }

    /**
     * Narrows this to the unit's current run, or if it is down, its last: the one that the manager knows when the query is read, or else
     * the last of which the journal tells.
     *
     * @return the narrowed query
     * @throws IllegalStateException if this is about several units
     */
    public JournalQuery thisInvocation() {
        return ofRun(new Request.Run(true, ""));
    }

    /**
     * Narrows this to one run of the unit.
     *
     * @param id the run's invocation id: 32 hexadecimal digits, as a status tells it
     * @return the narrowed query
     * @throws IllegalArgumentException if it is no such id
     * @throws IllegalStateException if this is about several units
     */
    public JournalQuery invocation(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "\"" + id + "\" is no invocation id; it must be 32 of the digits 0-9 a-f");
        }
        return ofRun(new Request.Run(false, id));
    }

    private JournalQuery ofRun(Request.Run run) {
        if (!journal.isOfOneUnit()) {
            throw new IllegalStateException(
                    "a run is one unit's, and this is the journal of " + journal + ": ask for that of each by itself");
        }
        return with(request.run(run));
    }

    /**
     * Narrows this to entries that are urgent enough. One without a priority never is.
     *
     * @param least the least urgent to be shown
     * @return the narrowed query
     */
    public JournalQuery priority(Priority least) {
        return with(request.option("--priority", Integer.toString(least.level())));
    }

    /**
     * Narrows this to entries whose message matches a pattern somewhere, upper and lower case told apart.
     *
     * @param pattern a regular expression as PCRE knows it; one that it does not is a {@link JournalReadException} when this is read
     * @return the narrowed query
     * @throws IllegalArgumentException if the pattern is empty
     */
    public JournalQuery grep(String pattern) {
        if (pattern.isEmpty()) {
            throw new IllegalArgumentException("an empty pattern is in every message: look for 1 character or more");
        }
        return with(request.option("--case-sensitive", "true").option("--grep", pattern));
    }

    /**
     * Narrows this to entries with a field of some value. Given several times, entries must have all the fields; of several values of
     * one field, one is enough.
     *
     * @param name the field's name, such as {@code SYSLOG_IDENTIFIER}
     * @param value its whole value
     * @return the narrowed query
     * @throws IllegalArgumentException if there can be no field of this name to look for
     */
    public JournalQuery field(String name, String value) {
        if (!FIELD.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "\"" + name
                            + "\" is no field to look for; allowed are at most 64 of A-Z 0-9 _, no digit first, at most one _ first");
        }
        return with(request.field(name, value));
    }

    /**
     * Returns this query with another limit on how long it may take.
     *
     * @param timeout for {@link #read()}, and for each question asked before a stream or a follower begins; positive, 30 seconds by
     *     default
     * @return the changed query
     * @throws IllegalArgumentException if the timeout is not positive
     */
    public JournalQuery within(Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("the timeout must be positive, not " + timeout);
        }
        return new JournalQuery(journal.within(timeout), request);
    }

    /**
     * Returns this query with another listener for what could not be read.
     *
     * @param listener told of each, on the thread that reads: the caller's, or the follower's own; by default they are logged
     * @return the changed query
     */
    public JournalQuery onWarning(Consumer<JournalWarning> listener) {
        return new JournalQuery(journal.warning(Objects.requireNonNull(listener, "listener")), request);
    }

    /**
     * Reads the entries. They are all in memory then, 64 MiB of them at most, which is some 50 000: narrow the query with
     * {@link #last(int)} and its likes, or use {@link #stream()}.
     *
     * @return the entries, oldest first
     * @throws OutputLimitException if there are more
     * @throws CommandTimeoutException if it took too long
     */
    public List<JournalEntry> read() {
        return read(journal.facts(request));
    }

    private List<JournalEntry> read(List<UnitFacts> facts) {
        Selection selection = journal.select(request, facts);
        List<JournalEntry> entries = selection.isEmpty() ? List.of() : read(selection);
        if (entries.isEmpty()) {
            journal.checkReadable();
        }
        return entries;
    }

    private List<JournalEntry> read(Selection selection) {
        if (request.last() == 0) {
            return List.copyOf(journal.read(selection, selection.forwards(), Integer.MAX_VALUE));
        }
        if (!request.isBackwards()) {
            return journal.readLast(selection, request.last());
        }
        int most = request.last();
        List<JournalEntry> entries = journal.read(selection, selection.backwards(most), most);
        Collections.reverse(entries);
        return List.copyOf(entries);
    }

    /**
     * Reads the entries one by one, as they are asked for: any number of them in little memory. journalctl runs until the stream is
     * closed or at its end, and {@linkplain #within the limit on the time} does not apply to it. On this machine it is run by stdbuf(1)
     * where there is one, to write in larger pieces. After {@link #last} it is the stream of what {@link #read} returns.
     *
     * @return the entries, oldest first; to be closed, which any thread may do to end it. One that is forgotten unclosed is closed when
     *     it is garbage
     */
    public Stream<JournalEntry> stream() {
        if (request.last() > 0) {
            return read().stream();
        }
        Selection selection = journal.select(request, journal.facts(request));
        return selection.isEmpty()
                ? Stream.empty()
                : EntryStream.of(journal.openToTheEnd(selection), journal::checkReadable);
    }

    /**
     * Follows the journal: tells a listener of each entry from now on, once, in order, whatever becomes of journalctl, journald and its
     * files. If this query has a beginning ({@link #after}, {@link #since}, {@link #last}), the listener is told of what is there since
     * then first.
     *
     * <p>The listener runs on one daemon thread of the follower's own. A slow one slows journalctl; nothing piles up here, but journald
     * removes old entries in time. What it throws is logged, and the next entry follows. If journalctl ends it is started again after
     * a pause of 0.1 to 10 seconds, at the last entry.
     *
     * <p>{@link #thisInvocation()} is the run that is the last one when this is called; a later one is not followed.
     *
     * @param listener told of each entry
     * @return the follower, to be closed
     * @throws IllegalStateException if this query has an end ({@link #until}), is for a run that there is none of, or can match nothing
     */
    public JournalFollow follow(Consumer<JournalEntry> listener) {
        Objects.requireNonNull(listener, "listener");
        if (request.hasEnd()) {
            throw new IllegalStateException("a query with an end cannot be followed: leave out until(…)");
        }
        List<UnitFacts> facts = journal.facts(request);
        Request pinned = journal.pin(request, facts)
                .orElseThrow(() -> new IllegalStateException(journal + " has not run yet: there is no run to follow"));
        if (journal.select(pinned, facts).isEmpty()) {
            throw new IllegalStateException(
                    "no entry can have all the fields that are asked for, so there is nothing to follow");
        }
        return with(pinned).followPinned(facts, listener);
    }

    private JournalFollow followPinned(List<UnitFacts> facts, Consumer<JournalEntry> listener) {
        List<JournalEntry> first = request.last() > 0 ? read(facts) : List.of();
        if (request.last() == 0) {
            journal.checkReadable();
        }
        return JournalFollow.start(journal, beginning(first), facts, first, listener);
    }

    /** Returns the request for what comes after the first ones: after a known place, so that nothing is missed in between. */
    private Request beginning(List<JournalEntry> first) {
        Request rest = request.last(0);
        if (!first.isEmpty()) {
            return rest.after(first.get(first.size() - 1).cursor());
        }
        boolean hasBeginning = request.last() > 0 || request.after() != null || request.since() != null;
        if (hasBeginning) {
            return rest;
        }
        return rest.after(journal.end().orElse(null));
    }

    /**
     * Returns a publisher that {@linkplain #follow follows} the journal for each subscriber. Entries are read as the subscriber requests
     * them; a subscriber is called on one thread of its own, and sees an error only if following cannot begin.
     *
     * @return the publisher; cancel the subscription to end it
     */
    public Flow.Publisher<JournalEntry> publisher() {
        return new JournalPublisher(this);
    }

    /** Returns which units' journal this is about. */
    @Override
    public String toString() {
        return "journal of " + journal;
    }
}
