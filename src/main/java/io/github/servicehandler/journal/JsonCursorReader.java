package io.github.servicehandler.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reader of the cursors in journalctl's JSON output, which, unlike the export format, does not end at a bad field. */
final class JsonCursorReader {

    private static final Pattern CURSOR = Pattern.compile("\"__CURSOR\"\\s*:\\s*\"([^\"]{1,600})\"");

    private JsonCursorReader() {}

    /** Returns the first cursor that is not the given one; empty if there is none. */
    static Optional<JournalCursor> firstAfter(@Nullable JournalCursor after, InputStream json) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(json, UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher cursor = CURSOR.matcher(line);
            if (cursor.find() && (after == null || !after.isOfSameEntry(cursor.group(1)))) {
                return JournalCursor.isValid(cursor.group(1))
                        ? Optional.of(new JournalCursor(cursor.group(1)))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
