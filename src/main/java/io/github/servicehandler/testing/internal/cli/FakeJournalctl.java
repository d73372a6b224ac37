package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.testing.internal.TestMistakeException;
import io.github.servicehandler.testing.internal.files.ShellGlob;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.journal.FakeJournal;
import io.github.servicehandler.testing.internal.journal.FakeJournalEntry;
import io.github.servicehandler.testing.internal.journal.SinceTimeParser;
import io.github.servicehandler.testing.internal.journal.SyslogLevel;
import io.github.servicehandler.testing.internal.time.VirtualTime;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The fake's journalctl. */
public final class FakeJournalctl {

    private static final Map<String, String> FLAGS = Map.ofEntries(
            Map.entry("--user", "--user"),
            Map.entry("--system", "--system"),
            Map.entry("--no-pager", ""),
            Map.entry("--quiet", "--quiet"),
            Map.entry("-q", "--quiet"),
            Map.entry("--all", ""),
            Map.entry("-a", ""),
            Map.entry("--full", ""),
            Map.entry("-l", ""),
            Map.entry("--utc", ""),
            Map.entry("--follow", "--follow"),
            Map.entry("-f", "--follow"),
            Map.entry("--no-tail", "--no-tail"),
            Map.entry("--sync", "--sync"),
            Map.entry("--reverse", "--reverse"),
            Map.entry("-r", "--reverse"),
            Map.entry("-b", ""),
            Map.entry("--boot", ""));

    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("--unit", "--unit"),
            Map.entry("-u", "--unit"),
            Map.entry("--user-unit", "--user-unit"),
            Map.entry("--identifier", "--identifier"),
            Map.entry("-t", "--identifier"),
            Map.entry("--lines", "--lines"),
            Map.entry("-n", "--lines"),
            Map.entry("--output", "--output"),
            Map.entry("-o", "--output"),
            Map.entry("--priority", "--priority"),
            Map.entry("-p", "--priority"),
            Map.entry("--namespace", "--namespace"),
            Map.entry("--grep", "--grep"),
            Map.entry("-g", "--grep"),
            Map.entry("--case-sensitive", "--case-sensitive"),
            Map.entry("--since", "--since"),
            Map.entry("-S", "--since"),
            Map.entry("--until", "--until"),
            Map.entry("-U", "--until"),
            Map.entry("--after-cursor", "--after-cursor"),
            Map.entry("--cursor", "--cursor"),
            Map.entry("-c", "--cursor"));

    /** The number of earlier entries that {@code --follow} shows by default. */
    private static final String DEFAULT_FOLLOW_LINES = "10";

    private final FakeJournal journal;
    private final VirtualTime time;

    public FakeJournalctl(FakeJournal journal, VirtualTime time) {
        this.journal = journal;
        this.time = time;
    }

    public void run(Command command, CommandReply reply) {
        CommandLineOptions line = CommandLineOptions.parse(command.argv(), FLAGS, VALUES);
        if (line.has("--follow")) {
            throw new TestMistakeException(
                    "journalctl --follow does not end by itself; write start(command) instead of run(command)");
        }
        if (line.has("--sync")) {
            // the fake's journal keeps each entry at once
            reply.exit(0);
            return;
        }
        Optional<String> refusal = refusal(line);
        if (refusal.isPresent()) {
            reply.fail(1, refusal.get());
            return;
        }
        List<FakeJournalEntry> entries = shown(line);
        JournalFormat format = JournalFormat.of(line.value("--output", "short"));
        entries.forEach(entry -> format.print(entry, reply));
        if (entries.isEmpty() && format == JournalFormat.SHORT && !line.has("--quiet")) {
            reply.out("-- No entries --");
        }
        reply.exit(exitCode(line, entries));
    }

    /** Returns the message with which journalctl refuses a command line; empty if it accepts it. */
    private Optional<String> refusal(CommandLineOptions line) {
        for (String pattern : line.values("--grep")) {
            try {
                Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                return Optional.of("Bad pattern \"" + pattern + "\": " + e.getDescription());
            }
        }
        return since(line) > until(line) ? Optional.of("--since= must be before --until=.") : Optional.empty();
    }

    private List<FakeJournalEntry> shown(CommandLineOptions line) {
        List<FakeJournalEntry> entries = last(lines(line, "all"), wanted(line));
        if (line.has("--reverse")) {
            Collections.reverse(entries);
        }
        return entries;
    }

    /** Returns the exit code, which is 1 if {@code --grep} has found no entry. */
    private static int exitCode(CommandLineOptions line, List<FakeJournalEntry> entries) {
        return entries.isEmpty() && !line.values("--grep").isEmpty() ? 1 : 0;
    }

    /**
     * Starts journalctl. Without {@code --follow}, the returned command has already ended, but its output can be read.
     */
    public RunningCommand start(Command command) {
        CommandLineOptions line = CommandLineOptions.parse(command.argv(), FLAGS, VALUES);
        Optional<String> refusal = refusal(line);
        if (refusal.isPresent()) {
            return FakeRunningCommand.ended(command, time, CommandResult.failed(1, refusal.get() + "\n"));
        }
        if (!line.has("--follow")) {
            return ended(command, line);
        }
        Predicate<FakeJournalEntry> wanted = wanted(line);
        int limit = lines(line, line.has("--no-tail") || hasStartPosition(line) ? "all" : DEFAULT_FOLLOW_LINES);
        JournalFormat format = JournalFormat.of(line.value("--output", "short"));
        return FakeRunningCommand.running(
                command, time, new FollowedJournal(journal, time, wanted, format, last(limit, wanted)));
    }

    private RunningCommand ended(Command command, CommandLineOptions line) {
        List<FakeJournalEntry> entries = shown(line);
        JournalFormat format = JournalFormat.of(line.value("--output", "short"));
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        entries.forEach(entry -> stdout.writeBytes(format.bytes(entry)));
        return FakeRunningCommand.ended(command, time, stdout.toByteArray(), "", exitCode(line, entries));
    }

    /** Returns whether an option sets the first entry to show, which turns off the default limit of entries. */
    private static boolean hasStartPosition(CommandLineOptions line) {
        return List.of("--since", "--cursor", "--after-cursor").stream()
                .anyMatch(option -> !line.values(option).isEmpty());
    }

    private List<FakeJournalEntry> last(int limit, Predicate<FakeJournalEntry> wanted) {
        List<FakeJournalEntry> entries = journal.select(wanted);
        return new ArrayList<>(entries.subList(Math.max(0, entries.size() - limit), entries.size()));
    }

    private static int lines(CommandLineOptions line, String fallback) {
        String lines = line.value("--lines", fallback);
        if (lines.equals("all")) {
            return Integer.MAX_VALUE;
        }
        if (!lines.matches("[0-9]{1,9}")) {
            throw new TestMistakeException(
                    "--lines must be \"all\" or a number of at most 9 digits, but was \"" + lines + "\"");
        }
        return Integer.parseInt(lines);
    }

    private Predicate<FakeJournalEntry> wanted(CommandLineOptions line) {
        Predicate<FakeJournalEntry> wanted = matches(line.words());
        List<String> system = line.has("--user") ? List.of() : line.values("--unit");
        List<String> user = new ArrayList<>(line.values("--user-unit"));
        if (line.has("--user")) {
            user.addAll(line.values("--unit"));
        }
        if (!system.isEmpty() || !user.isEmpty()) {
            wanted = wanted.and(
                    ofUnits(system, "UNIT", "_SYSTEMD_UNIT").or(ofUnits(user, "USER_UNIT", "_SYSTEMD_USER_UNIT")));
        }
        for (String identifier : line.values("--identifier")) {
            wanted = wanted.and(entry -> entry.field("SYSLOG_IDENTIFIER").equals(identifier));
        }
        for (String priority : line.values("--priority")) {
            int lowest = SyslogLevel.parse(priority);
            wanted = wanted.and(entry -> entry.priority() <= lowest);
        }
        for (String pattern : line.values("--grep")) {
            Pattern regex = Pattern.compile(pattern, caseFlags(line, pattern));
            wanted = wanted.and(entry -> regex.matcher(entry.field("MESSAGE")).find());
        }
        return wanted.and(inNamespace(line.value("--namespace", ""))).and(range(line));
    }

    /** Returns the flags for a pattern. By default, a pattern in lower case matches in upper case, too. */
    private static int caseFlags(CommandLineOptions line, String pattern) {
        String sensitive = line.value("--case-sensitive", "");
        boolean ignored = sensitive.isEmpty()
                ? pattern.equals(pattern.toLowerCase(Locale.ROOT))
                : List.of("false", "no", "0", "n", "f", "off").contains(sensitive);
        return ignored ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
    }

    private Predicate<FakeJournalEntry> range(CommandLineOptions line) {
        long since = since(line);
        long until = until(line);
        String after = line.value("--after-cursor", "");
        String from = line.value("--cursor", "");
        long afterNumber = after.isEmpty() ? Long.MIN_VALUE : SinceTimeParser.parseCursor(after);
        long fromNumber = from.isEmpty() ? Long.MIN_VALUE : SinceTimeParser.parseCursor(from);
        return entry -> entry.realtimeMicros() >= since
                && entry.realtimeMicros() <= until
                && entry.number() > afterNumber
                && entry.number() >= fromNumber;
    }

    private long since(CommandLineOptions line) {
        return line.values("--since").isEmpty() ? 0 : SinceTimeParser.parse(line.value("--since", ""), time.instant());
    }

    private long until(CommandLineOptions line) {
        return line.values("--until").isEmpty()
                ? Long.MAX_VALUE
                : SinceTimeParser.parse(line.value("--until", ""), time.instant());
    }

    /** Returns whether an entry is in the journals to show: the default one, or those of namespaces, or both. */
    private static Predicate<FakeJournalEntry> inNamespace(String namespace) {
        return switch (namespace) {
            case "" -> entry -> entry.field("_NAMESPACE").isEmpty();
            case "*" -> entry -> true;
            default ->
                namespace.startsWith("+")
                        ? entry -> List.of("", namespace.substring(1)).contains(entry.field("_NAMESPACE"))
                        : entry -> entry.field("_NAMESPACE").equals(namespace);
        };
    }

    private static Predicate<FakeJournalEntry> ofUnits(List<String> units, String message, String output) {
        List<ShellGlob> globs = units.stream()
                .map(unit -> ShellGlob.of(ShellGlob.isPattern(unit) ? unit : UnitNameMangler.complete(unit)))
                .toList();
        return entry -> globs.stream()
                .anyMatch(glob -> glob.matches(entry.field(message)) || glob.matches(entry.field(output)));
    }

    /**
     * Parses journal matches. Matches of the same field are alternatives, matches of different fields must all hold,
     * and a plus sign separates groups that are alternatives.
     */
    private static Predicate<FakeJournalEntry> matches(List<String> words) {
        List<Predicate<FakeJournalEntry>> alternatives = new ArrayList<>();
        Map<String, List<String>> terms = new HashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (word.equals("+")) {
                alternatives.add(allOf(terms));
                terms = new HashMap<>();
            } else if (equals > 0) {
                terms.computeIfAbsent(word.substring(0, equals), key -> new ArrayList<>())
                        .add(word.substring(equals + 1));
            } else {
                throw new TestMistakeException(
                        "a journal match must be \"FIELD=value\" or \"+\", but was \"" + word + "\"");
            }
        }
        alternatives.add(allOf(terms));
        return entry -> alternatives.stream().anyMatch(alternative -> alternative.test(entry));
    }

    private static Predicate<FakeJournalEntry> allOf(Map<String, List<String>> terms) {
        return entry ->
                terms.entrySet().stream().allMatch(term -> term.getValue().contains(entry.field(term.getKey())));
    }
}
