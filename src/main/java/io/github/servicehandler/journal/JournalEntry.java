package io.github.servicehandler.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

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
 * Is one entry of the journal, with all its fields: see systemd.journal-fields(7). A field may come several times, and may hold any
 * bytes; text is decoded only when it is asked for, as UTF-8 with U+FFFD for bytes that are not.
 *
 * <p>Immutable and thread-safe. Two are equal if all their bytes are, whatever was asked for to find them.
 */
public final class JournalEntry {

    /** A field is four numbers: where its name begins and how long that is, where its value begins and ends. */
    static final int STRIDE = 4;

    private static final String CURSOR = "__CURSOR";

    private final byte[] bytes;
    private final int[] fields;
    private final Marks marks;

    JournalEntry(byte[] bytes, int[] fields, Marks marks) {
        this.bytes = bytes;
        this.fields = fields;
        this.marks = marks;
    }

    /**
     * Returns what was written.
     *
     * @return the field {@code MESSAGE}, possibly of several lines; empty if there is none
     */
    public String message() {
        return field("MESSAGE").orElse("");
    }

    /**
     * Returns when journald received the entry.
     *
     * @return the field {@code __REALTIME_TIMESTAMP}, to the microsecond
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
     * Returns how urgent the entry is.
     *
     * @return the field {@code PRIORITY}; {@link Priority#INFO} if there is none
     */
    public Priority priority() {
        return Priority.of(field("PRIORITY").orElse(""));
    }

    /**
     * Returns which process wrote the entry.
     *
     * @return the field {@code _PID}, which journald itself adds; empty if there is none
     */
    public OptionalInt pid() {
        int pid = (int) Math.min(Integer.MAX_VALUE, number("_PID"));
        return pid > 0 ? OptionalInt.of(pid) : OptionalInt.empty();
    }

    /**
     * Returns under which name the entry was written: that of the program, or what {@code SyslogIdentifier=} says.
     *
     * @return the field {@code SYSLOG_IDENTIFIER}, or empty if there is none
     */
    public Optional<String> identifier() {
        return field("SYSLOG_IDENTIFIER");
    }

    /**
     * Returns the entry's place in the journal, to go on after it later.
     *
     * @return the cursor
     */
    public Cursor cursor() {
        return new Cursor(field(CURSOR).orElse(""));
    }

    boolean hasCursor() {
        return field(CURSOR).filter(Cursor::isValid).isPresent();
    }

    /**
     * Returns of which units the entry is: those that wrote it, or about which it was written, of the ones that the query was for. It
     * is one in nearly all cases. Where journald could not tell which of a user's units wrote a line, and so named none, it is
     * all those that have its {@code SyslogIdentifier=}.
     *
     * @return the units, at least one; if the query was for one unit, that one
     */
    public List<UnitName> units() {
        return marks.unitsOf(this);
    }

    /**
     * Returns what happened to the unit, if this is systemd's own message about it.
     *
     * @return the event, or empty if the entry is something else
     */
    public Optional<Lifecycle> lifecycle() {
        return LifecycleReader.read(this);
    }

    /**
     * Returns a field as text.
     *
     * @param name its name, such as {@code _SYSTEMD_UNIT}
     * @return its first value, or empty if there is no such field
     */
    public Optional<String> field(String name) {
        int at = next(name, 0);
        return at < 0 ? Optional.empty() : Optional.of(text(at));
    }

    /**
     * Returns all values of a field as text.
     *
     * @param name its name
     * @return the values in their order; empty if there is no such field
     */
    public List<String> fields(String name) {
        return values(name, this::text);
    }

    /**
     * Returns all values of a field as they are, for what is no text.
     *
     * @param name its name
     * @return copies of the values in their order; empty if there is no such field
     */
    public List<byte[]> rawFields(String name) {
        return values(name, at -> Arrays.copyOfRange(bytes, fields[at + 2], fields[at + 3]));
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
     * @return each name with its values, in the order in which they came
     */
    public Map<String, List<String>> fields() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (int at = 0; at < fields.length; at += STRIDE) {
            String name = new String(bytes, fields[at], fields[at + 1], UTF_8);
            all.computeIfAbsent(name, unused -> new ArrayList<>(1)).add(text(at));
        }
        return all;
    }

    /** Returns how much memory the entry takes, about. */
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
        // from the end: many names begin alike
        for (int i = name.length() - 1; i >= 0; i--) {
            if (bytes[begin + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
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

    /** Returns the time, who wrote it, and the message, much as journalctl prints them. */
    @Override
    public String toString() {
        String pid = pid().isPresent() ? "[" + pid().getAsInt() + "]" : "";
        return time() + " " + identifier().orElse("") + pid + ": " + message();
    }
}
