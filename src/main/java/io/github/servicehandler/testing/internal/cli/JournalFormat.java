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

/** Lists how journalctl prints an entry. */
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
                throw new TestMistakeException(
                        "the fake's journalctl knows no --output=" + word + "; it knows short, cat, export and json");
        };
    }

    void print(FakeJournalEntry entry, CommandReply reply) {
        reply.out().append(new String(bytes(entry), StandardCharsets.UTF_8));
    }

    /** Returns what is printed; an exported value may have bytes around it that are no text. */
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

    private static Map<String, String> all(FakeJournalEntry entry) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("__CURSOR", entry.cursor());
        all.put("__REALTIME_TIMESTAMP", "" + entry.realtimeMicros());
        all.put("__MONOTONIC_TIMESTAMP", "" + entry.micros());
        all.putAll(entry.fields());
        return all;
    }

    private static byte[] export(FakeJournalEntry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        all(entry).forEach((name, value) -> {
            bytes.writeBytes(name.getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(exported(value.getBytes(StandardCharsets.UTF_8)));
            bytes.write('\n');
        });
        bytes.write('\n');
        return bytes.toByteArray();
    }

    /** A value with a control character other than a tab comes as its length and then the bytes. */
    private static byte[] exported(byte[] value) {
        boolean isText = true;
        for (byte next : value) {
            isText = isText && (next < 0 || next >= ' ' || next == '\t');
        }
        int more = isText ? 1 : 1 + Long.BYTES;
        ByteBuffer exported = ByteBuffer.allocate(more + value.length).order(ByteOrder.LITTLE_ENDIAN);
        if (isText) {
            exported.put((byte) '=');
        } else {
            exported.put((byte) '\n').putLong(value.length);
        }
        return exported.put(value).array();
    }

    private static String json(FakeJournalEntry entry) {
        return all(entry).entrySet().stream()
                .map(field -> JsonWriter.quote(field.getKey()) + ":" + JsonWriter.quote(field.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
