package io.github.servicehandler.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.servicehandler.internal.text.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Map;

/** Writer of entries as JSON objects. */
final class EntryJson {

    private EntryJson() {}

    /** Returns the object that {@code journalctl --output=json --all} prints. */
    static String likeJournalctl(JournalEntry entry) {
        StringBuilder json = new StringBuilder();
        char separator = '{';
        for (Map.Entry<String, List<byte[]>> field : entry.rawFields().entrySet()) {
            json.append(separator);
            separator = ',';
            JsonText.appendQuoted(json, field.getKey());
            json.append(':');
            appendValues(json, field.getValue());
        }
        return json.append(json.isEmpty() ? "{}" : "}").toString();
    }

    private static void appendValues(StringBuilder json, List<byte[]> values) {
        if (values.size() == 1) {
            appendValue(json, values.get(0));
            return;
        }
        char separator = '[';
        for (byte[] value : values) {
            json.append(separator);
            separator = ',';
            appendValue(json, value);
        }
        json.append(']');
    }

    private static void appendValue(StringBuilder json, byte[] value) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
            if (text.codePoints().allMatch(EntryJson::isPrintable)) {
                JsonText.appendQuoted(json, text);
                return;
            }
        } catch (CharacterCodingException e) {
            // not text
        }
        appendBytes(json, value);
    }

    /** Returns whether journalctl accepts a character as part of a text. */
    private static boolean isPrintable(int c) {
        boolean isControl = Character.isISOControl(c) && c != '\t' && c != '\n';
        boolean isNoncharacter = (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe;
        return !isControl && !isNoncharacter;
    }

    private static void appendBytes(StringBuilder json, byte[] value) {
        char separator = '[';
        for (byte b : value) {
            json.append(separator).append(b & 0xff);
            separator = ',';
        }
        json.append(']');
    }

    /** Returns an object whose values are all strings. */
    static String flat(JournalEntry entry) {
        StringBuilder json = new StringBuilder();
        char separator = '{';
        for (Map.Entry<String, List<String>> field : entry.fields().entrySet()) {
            json.append(separator);
            separator = ',';
            JsonText.appendQuoted(json, field.getKey());
            json.append(':');
            JsonText.appendQuoted(json, String.join("\n", field.getValue()));
        }
        return json.append(json.isEmpty() ? "{}" : "}").toString();
    }
}
