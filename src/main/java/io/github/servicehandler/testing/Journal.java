package io.github.servicehandler.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Keeps the last entries of the machine's journal. */
final class Journal {

    static final String BOOT_ID = "f0f0f0f0f0f04f0f8f0ff0f0f0f0f0f0";
    static final String MACHINE_ID = "fa4efa4efa4e4fa4afa4efa4efa4efa4";
    static final String HOST = "fake";

    private static final int MOST_ENTRIES = 100_000;

    private final VirtualTime time;
    private final Deque<JournalEntry> entries = new ArrayDeque<>();
    private long lastNumber;

    Journal(VirtualTime time) {
        this.time = time;
    }

    void add(Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("_BOOT_ID", BOOT_ID);
        all.put("_MACHINE_ID", MACHINE_ID);
        all.put("_HOSTNAME", HOST);
        entries.add(new JournalEntry(++lastNumber, time.tick(), all));
        if (entries.size() > MOST_ENTRIES) {
            entries.remove();
        }
        time.announce();
    }

    /** Returns the number of the latest entry; 0 if there has been none. */
    long lastNumber() {
        return lastNumber;
    }

    /** Returns the entries that came after one, the oldest first. */
    Deque<JournalEntry> after(long number, Predicate<JournalEntry> which) {
        Deque<JournalEntry> later = new ArrayDeque<>();
        Iterator<JournalEntry> backwards = entries.descendingIterator();
        while (backwards.hasNext()) {
            JournalEntry entry = backwards.next();
            if (entry.number() <= number) {
                break;
            }
            if (which.test(entry)) {
                later.addFirst(entry);
            }
        }
        return later;
    }

    List<JournalEntry> select(Predicate<JournalEntry> which) {
        List<JournalEntry> selected = new ArrayList<>();
        for (JournalEntry entry : entries) {
            if (which.test(entry)) {
                selected.add(entry);
            }
        }
        return selected;
    }
}
