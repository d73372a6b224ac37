package io.github.servicehandler.testing.internal.journal;

import io.github.servicehandler.testing.internal.time.VirtualTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The machine's journal, which keeps the last 100,000 entries. */
public final class FakeJournal {

    static final String BOOT_ID = "f0f0f0f0f0f04f0f8f0ff0f0f0f0f0f0";
    static final String MACHINE_ID = "fa4efa4efa4e4fa4afa4efa4efa4efa4";
    public static final String HOST = "fake";

    private static final int MAX_ENTRIES = 100_000;

    private final VirtualTime time;
    private final Deque<FakeJournalEntry> entries = new ArrayDeque<>();
    private long lastNumber;

    public FakeJournal(VirtualTime time) {
        this.time = time;
    }

    public void add(Map<String, String> fields) {
        Map<String, String> allFields = new LinkedHashMap<>(fields);
        allFields.put("_BOOT_ID", BOOT_ID);
        allFields.put("_MACHINE_ID", MACHINE_ID);
        allFields.put("_HOSTNAME", HOST);
        entries.add(new FakeJournalEntry(++lastNumber, time.tick(), allFields));
        if (entries.size() > MAX_ENTRIES) {
            entries.remove();
        }
        time.wakeWaiters();
    }

    /** Returns the number of the latest entry; 0 if there is none. */
    public long lastNumber() {
        return lastNumber;
    }

    /** Returns the matching entries that were added after the entry with a number, the oldest first. */
    public Deque<FakeJournalEntry> after(long number, Predicate<FakeJournalEntry> filter) {
        Deque<FakeJournalEntry> later = new ArrayDeque<>();
        Iterator<FakeJournalEntry> backwards = entries.descendingIterator();
        while (backwards.hasNext()) {
            FakeJournalEntry entry = backwards.next();
            if (entry.number() <= number) {
                break;
            }
            if (filter.test(entry)) {
                later.addFirst(entry);
            }
        }
        return later;
    }

    public List<FakeJournalEntry> select(Predicate<FakeJournalEntry> filter) {
        List<FakeJournalEntry> selected = new ArrayList<>();
        for (FakeJournalEntry entry : entries) {
            if (filter.test(entry)) {
                selected.add(entry);
            }
        }
        return selected;
    }
}
