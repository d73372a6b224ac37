package io.github.servicehandler.testing;

import java.util.Map;

/** Is an entry of the journal: its fields in order, among them {@code MESSAGE} and {@code PRIORITY}. */
record JournalEntry(long number, long micros, Map<String, String> fields) {

    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    int priority() {
        return Integer.parseInt(fields.getOrDefault("PRIORITY", "6"));
    }

    long realtimeMicros() {
        return VirtualTime.realtime(micros);
    }

    String cursor() {
        return "s=" + Journal.BOOT_ID + ";i=" + Long.toHexString(number) + ";b=" + Journal.BOOT_ID + ";m="
                + Long.toHexString(micros) + ";t=" + Long.toHexString(realtimeMicros()) + ";x="
                + Long.toHexString(number * 31);
    }
}
