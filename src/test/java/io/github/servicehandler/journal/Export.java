package io.github.servicehandler.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writer of entries in journalctl's export format, which can also be read back. */
final class Export {

    private static final String PLACE = "s=00;i=%1$x;b=00;m=%1$x;t=2;x=3";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int entries;

    static String cursor(int number) {
        return PLACE.formatted(number);
    }

    /** Returns a cursor of another boot. */
    static String cursorOfBoot(String boot, int number) {
        return cursor(number).replace("b=00", "b=" + boot);
    }

    /** Begins an entry. Each entry has the next cursor. */
    Export entry(String... lines) {
        line("__CURSOR=" + cursor(++entries));
        for (String line : lines) {
            line(line);
        }
        return this;
    }

    Export line(String text) {
        bytes.writeBytes((text + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Export binary(String name, byte[] value) {
        line(name);
        bytes.writeBytes(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value.length)
                .array());
        bytes.writeBytes(value);
        return line("");
    }

    Export raw(byte[] any) {
        bytes.writeBytes(any);
        return this;
    }

    Export end() {
        return line("");
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** Returns one entry with these lines. */
    static JournalEntry of(String... lines) {
        return read(new Export().entry(lines).end().bytes(), new ArrayList<>()).get(0);
    }

    static List<JournalEntry> read(byte[] bytes, List<JournalWarning> warnings) {
        return read(bytes, warnings, ExportFormatReader.LIMIT);
    }

    static List<JournalEntry> read(byte[] bytes, List<JournalWarning> warnings, int limit) {
        return read(
                new ExportFormatReader(new ByteArrayInputStream(bytes), warnings::add, UnitAttribution.NONE, limit));
    }

    static List<JournalEntry> read(byte[] bytes, List<JournalWarning> warnings, UnitAttribution marks) {
        return read(new ExportFormatReader(
                new ByteArrayInputStream(bytes), warnings::add, marks, ExportFormatReader.LIMIT));
    }

    private static List<JournalEntry> read(ExportFormatReader reader) {
        List<JournalEntry> entries = new ArrayList<>();
        try {
            for (JournalEntry entry = reader.next(); entry != null; entry = reader.next()) {
                entries.add(entry);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return entries;
    }
}
