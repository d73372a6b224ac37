package io.github.servicehandler.testing;

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
                throw new FakeSystemdException(
                        "the fake's journalctl knows no --output=" + word + "; it knows short, cat, export and json");
        };
    }

    void print(JournalEntry entry, Reply reply) {
        switch (this) {
            case SHORT ->
                reply.out(SHORT_TIME.format(VirtualTime.instantAt(entry.micros())) + " " + Journal.HOST + " "
                        + entry.field("SYSLOG_IDENTIFIER") + "[" + entry.field("_PID") + "]: "
                        + entry.field("MESSAGE"));
            case CAT -> reply.out(entry.field("MESSAGE"));
            case EXPORT -> reply.out(export(entry));
            case JSON -> reply.out(json(entry));
        }
    }

    private static Map<String, String> all(JournalEntry entry) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("__CURSOR", entry.cursor());
        all.put("__REALTIME_TIMESTAMP", "" + entry.realtimeMicros());
        all.put("__MONOTONIC_TIMESTAMP", "" + entry.micros());
        all.putAll(entry.fields());
        return all;
    }

    private static String export(JournalEntry entry) {
        StringBuilder text = new StringBuilder();
        all(entry)
                .forEach((name, value) ->
                        text.append(name).append(exported(value)).append('\n'));
        return text.toString();
    }

    /** A value with a line break comes as its length in bytes and then the bytes. */
    private static String exported(String value) {
        if (value.indexOf('\n') < 0) {
            return "=" + value;
        }
        byte[] length = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value.getBytes(StandardCharsets.UTF_8).length)
                .array();
        return "\n" + new String(length, StandardCharsets.ISO_8859_1) + value;
    }

    private static String json(JournalEntry entry) {
        return all(entry).entrySet().stream()
                .map(field -> Json.quote(field.getKey()) + ":" + Json.quote(field.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
