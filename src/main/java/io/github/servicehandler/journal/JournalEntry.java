package io.github.servicehandler.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.servicehandler.internal.text.LocalTime;
import io.github.servicehandler.internal.text.VisibleText;
import io.github.servicehandler.unit.UnitName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * A journal entry with all its fields; see systemd.journal-fields(7). A field may occur several times and may hold
 * arbitrary bytes. Text is decoded only on request, as UTF-8; invalid bytes become U+FFFD.
 *
 * <p>Immutable and thread-safe. Two entries are equal if all their bytes are equal, regardless of the queries that
 * found them.
 */
public final class JournalEntry {

    /** The numbers stored per field: the start and the length of its name, the start and the end of its value. */
    static final int STRIDE = 4;

    private static final String CURSOR = "__CURSOR";
    private static final String MESSAGE = "MESSAGE";
    private static final int MAX_COPY = 1 << 30;

    /** Enough for a long stack trace. */
    private static final int LONGEST_SHOWN = 8000;

    private final byte[] bytes;
    private final int[] fields;
    private final UnitAttribution attribution;

    JournalEntry(byte[] bytes, int[] fields, UnitAttribution attribution) {
        this.bytes = bytes;
        this.fields = fields;
        this.attribution = attribution;
    }

    /**
     * Returns the message.
     *
     * @return the field {@code MESSAGE}, possibly of several lines; an empty string if there is no such field
     */
    public String message() {
        return field(MESSAGE).orElse("");
    }

    /**
     * Returns the fields of the message, if it consists of fields.
     *
     * @return the message as JSON or logfmt; empty if it is neither
     */
    public Optional<StructuredMessage> structured() {
        return StructuredMessage.parse(message());
    }

    /**
     * Returns the time at which journald received the entry.
     *
     * @return the field {@code __REALTIME_TIMESTAMP}, to the microsecond; the epoch if it is missing or invalid
     */
    public Instant time() {
        return Instant.EPOCH.plus(number("__REALTIME_TIMESTAMP"), ChronoUnit.MICROS);
    }

    private long number(String name) {
        try {
            return Long.parseLong(field(name).orElse("0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * Returns the priority.
     *
     * @return the field {@code PRIORITY}; {@link Priority#INFO} if it is missing or invalid
     */
    public Priority priority() {
        return Priority.of(field("PRIORITY").orElse(""));
    }

    /**
     * Returns the id of the process that wrote the entry.
     *
     * @return the field {@code _PID}, which journald itself adds; empty if it is missing or invalid
     */
    public OptionalInt pid() {
        int pid = (int) Math.min(Integer.MAX_VALUE, number("_PID"));
        return pid > 0 ? OptionalInt.of(pid) : OptionalInt.empty();
    }

    /**
     * Returns the name under which the entry was written: the program's name, or the value of
     * {@code SyslogIdentifier=}.
     *
     * @return the field {@code SYSLOG_IDENTIFIER}; empty if there is no such field
     */
    public Optional<String> identifier() {
        return field("SYSLOG_IDENTIFIER");
    }

    /**
     * Returns the entry's position in the journal, from which a later query can continue.
     *
     * @return the cursor
     */
    public JournalCursor cursor() {
        return new JournalCursor(field(CURSOR).orElse(""));
    }

    boolean hasCursor() {
        return field(CURSOR).filter(JournalCursor::isValid).isPresent();
    }

    /** Returns whether root has written the entry, so that a user who sees it may read the system's journal. */
    boolean isOfRoot() {
        return field("_UID").filter("0"::equals).isPresent();
    }

    /**
     * Returns the units of the query that this entry belongs to: those that wrote it, and those that it is about.
     * Nearly always this is one unit. Sometimes journald cannot determine which of a user's units wrote a line, and
     * records no unit. Such a line belongs to every unit of the query whose {@code SyslogIdentifier=} is the identifier
     * of the line.
     *
     * @return the units, at least one; if the query was for one unit, that unit
     */
    public List<UnitName> units() {
        return attribution.unitsOf(this);
    }

    /**
     * Returns the event that this entry reports, if it is systemd's own message about a unit.
     *
     * @return the event; empty for any other entry
     */
    public Optional<LifecycleEvent> lifecycle() {
        return LifecycleEventParser.read(this);
    }

    /**
     * Returns the first value of a field as text.
     *
     * @param name the field's name, such as {@code _SYSTEMD_UNIT}
     * @return the value; empty if there is no such field
     */
    public Optional<String> field(String name) {
        int at = next(name, 0);
        return at < 0 ? Optional.empty() : Optional.of(text(at));
    }

    /**
     * Returns all values of a field as text.
     *
     * @param name the field's name
     * @return the values in the order of the entry; empty if there is no such field
     */
    public List<String> fields(String name) {
        return values(name, this::text);
    }

    /**
     * Returns all values of a field as bytes, for values that are not text.
     *
     * @param name the field's name
     * @return copies of the values in the order of the entry; empty if there is no such field
     */
    public List<byte[]> rawFields(String name) {
        return values(name, this::raw);
    }

    private <T> List<T> values(String name, Function<Integer, T> value) {
        List<T> values = new ArrayList<>(1);
        for (int at = next(name, 0); at >= 0; at = next(name, at + STRIDE)) {
            values.add(value.apply(at));
        }
        return values;
    }

    /**
     * Returns all fields as text.
     *
     * @return each name with its values, in the order of the entry
     */
    public Map<String, List<String>> fields() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (int at = 0; at < fields.length; at += STRIDE) {
            all.computeIfAbsent(name(at), unused -> new ArrayList<>(1)).add(text(at));
        }
        return all;
    }

    /** Returns all fields as bytes: each name with its values, in the order of the entry. */
    Map<String, List<byte[]>> rawFields() {
        Map<String, List<byte[]>> all = new LinkedHashMap<>();
        for (int at = 0; at < fields.length; at += STRIDE) {
            all.computeIfAbsent(name(at), unused -> new ArrayList<>(1)).add(raw(at));
        }
        return all;
    }

    /**
     * Returns this entry as one line of JSON, in the form of {@code journalctl --output=json --all}. The value of a
     * field is a string; an array of its bytes, if it is not UTF-8 or has control characters such as colors; or an
     * array of values, if the field occurs several times. No field is left out because of its size.
     *
     * @return a JSON object
     */
    public String toJson() {
        return EntryJson.likeJournalctl(this);
    }

    /**
     * Returns this entry as one line of JSON in which every value is a string, for programs that expect the same type
     * for each field. Invalid bytes become U+FFFD, and several values of a field are separated by line feeds.
     *
     * @return a JSON object
     */
    public String toFlatJson() {
        return EntryJson.flat(this);
    }

    /**
     * Returns whether journald or a container engine divided a line after this entry, because it was too long. The next
     * entry of the same stream then has the rest of the line.
     */
    boolean isCut() {
        return field("_LINE_BREAK").filter("line-max"::equals).isPresent()
                || field("CONTAINER_PARTIAL_MESSAGE").filter("true"::equals).isPresent();
    }

    /** Returns a copy with another message and another cursor. */
    JournalEntry with(byte[] message, JournalCursor cursor) {
        EntryBuffer copy = new EntryBuffer(MAX_COPY);
        int messageAt = next(MESSAGE, 0);
        int cursorAt = next(CURSOR, 0);
        for (int at = 0; at < fields.length; at += STRIDE) {
            int name = copy.length();
            copy.append(bytes, fields[at], fields[at + 1]);
            int value = copy.length();
            byte[] replacement =
                    at == messageAt ? message : at == cursorAt ? cursor.text().getBytes(UTF_8) : null;
            if (replacement == null) {
                copy.append(bytes, fields[at + 2], fields[at + 3] - fields[at + 2]);
            } else {
                copy.append(replacement, 0, replacement.length);
            }
            copy.endField(name, fields[at + 1], value);
        }
        return copy.toEntry(attribution);
    }

    /** Returns the entry's approximate size in memory, in bytes. */
    int size() {
        return bytes.length + Integer.BYTES * fields.length;
    }

    private int next(String name, int from) {
        for (int at = from; at < fields.length; at += STRIDE) {
            if (fields[at + 1] == name.length() && isName(name, fields[at])) {
                return at;
            }
        }
        return -1;
    }

    private boolean isName(String name, int begin) {
        // compared from the end, because many names begin alike
        for (int i = name.length() - 1; i >= 0; i--) {
            if (bytes[begin + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private String name(int at) {
        return new String(bytes, fields[at], fields[at + 1], UTF_8);
    }

    private byte[] raw(int at) {
        return Arrays.copyOfRange(bytes, fields[at + 2], fields[at + 3]);
    }

    private String text(int at) {
        return new String(bytes, fields[at + 2], fields[at + 3] - fields[at + 2], UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JournalEntry that
                && Arrays.equals(bytes, that.bytes)
                && Arrays.equals(fields, that.fields);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /**
     * Returns the time, the identifier with the process id, and the message, as {@code journalctl -o short-iso-precise}
     * shows them, but without the host: {@code 2026-11-30T19:50:12.123456+01:00 bot[4711]: hello}. The time is in the
     * time zone of this machine. A message of more than some thousand characters is cut off, and control characters are
     * escaped.
     */
    @Override
    public String toString() {
        String pid = pid().isPresent() ? "[" + pid().getAsInt() + "]" : "";
        return VisibleText.lines(LocalTime.precise(time()) + " "
                + shortened(identifier().orElse("")) + pid + ": " + shortened(message()));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN
                ? text
                : text.substring(0, LONGEST_SHOWN) + "... (" + text.length() + " characters)";
    }
}
