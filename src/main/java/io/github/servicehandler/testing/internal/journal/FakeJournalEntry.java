package io.github.servicehandler.testing.internal.journal;

import io.github.servicehandler.testing.internal.time.VirtualTime;
import java.util.Map;

/**
 * An entry of the journal.
 *
 * @param number the position in the journal, counted from 1
 * @param micros the time in microseconds since the machine started
 * @param fields the fields in order, among them {@code MESSAGE} and {@code PRIORITY}
 */
public record FakeJournalEntry(long number, long micros, Map<String, String> fields) {

    public String field(String name) {
        return fields.getOrDefault(name, "");
    }

    public int priority() {
        return Integer.parseInt(fields.getOrDefault("PRIORITY", "6"));
    }

    public long realtimeMicros() {
        return VirtualTime.realtime(micros);
    }

    public String cursor() {
        return "s=" + FakeJournal.BOOT_ID + ";i=" + Long.toHexString(number) + ";b=" + FakeJournal.BOOT_ID + ";m="
                + Long.toHexString(micros) + ";t=" + Long.toHexString(realtimeMicros()) + ";x="
                + Long.toHexString(number * 31);
    }
}
