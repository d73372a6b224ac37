package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.TestMistakeException;
import io.github.servicehandler.testing.internal.journal.FakeJournal;
import io.github.servicehandler.testing.internal.journal.FakeJournalEntry;
import io.github.servicehandler.testing.internal.time.VirtualTime;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The output formats of journalctl, selected by {@code --output=}. */
enum JournalFormat {
    SHORT,
    CAT,
    EXPORT,
    JSON;

    private static final DateTimeFormatter SHORT_TIME =
            DateTimeFormatter.ofPattern("MMM dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    static JournalFormat of(String word) {
        return switch (word) {
            case "short" -> SHORT;
            case "cat" -> CAT;
            case "export" -> EXPORT;
            case "json" -> JSON;
            default ->
                throw new TestMistakeException("the fake's journalctl does not support --output=\"" + word
                        + "\"; it supports short, cat, export and json");
        };
    }

    void print(FakeJournalEntry entry, CommandReply reply) {
        reply.out().append(new String(bytes(entry), StandardCharsets.UTF_8));
    }

    /** Returns the printed entry as bytes, because an exported value may be preceded by a binary length. */
    byte[] bytes(FakeJournalEntry entry) {
        if (this == EXPORT) {
            return export(entry);
        }
        String line = switch (this) {
            case SHORT ->
                SHORT_TIME.format(VirtualTime.instantAt(entry.micros())) + " " + FakeJournal.HOST + " "
                        + entry.field("SYSLOG_IDENTIFIER") + "[" + entry.field("_PID") + "]: "
                        + entry.field("MESSAGE");
            case JSON -> json(entry);
            default -> entry.field("MESSAGE");
        };
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> allFields(FakeJournalEntry entry) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("__CURSOR", entry.cursor());
        all.put("__REALTIME_TIMESTAMP", "" + entry.realtimeMicros());
        all.put("__MONOTONIC_TIMESTAMP", "" + entry.micros());
        all.putAll(entry.fields());
        return all;
    }

    private static byte[] export(FakeJournalEntry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        allFields(entry).forEach((name, value) -> {
            bytes.writeBytes(name.getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(exportedValue(value.getBytes(StandardCharsets.UTF_8)));
            bytes.write('\n');
        });
        bytes.write('\n');
        return bytes.toByteArray();
    }

    /**
     * Returns a value for export; one with a control character other than a tab is written as its length and its bytes.
     */
    private static byte[] exportedValue(byte[] value) {
        boolean isText = true;
        for (byte next : value) {
            isText = isText && (next < 0 || next >= ' ' || next == '\t');
        }
        int prefixLength = isText ? 1 : 1 + Long.BYTES;
        ByteBuffer exported = ByteBuffer.allocate(prefixLength + value.length).order(ByteOrder.LITTLE_ENDIAN);
        if (isText) {
            exported.put((byte) '=');
        } else {
            exported.put((byte) '\n').putLong(value.length);
        }
        return exported.put(value).array();
    }

    private static String json(FakeJournalEntry entry) {
        return allFields(entry).entrySet().stream()
                .map(field -> JsonWriter.quote(field.getKey()) + ":" + JsonWriter.quote(field.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
