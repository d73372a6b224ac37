package io.github.servicehandler.unit;

import java.util.List;

/**
 * Conversion between words and the value of a setting such as {@code ExecStart=} or {@code Environment=}. See
 * systemd.service(5), "COMMAND LINES", and systemd.syntax(7), "QUOTING".
 */
public final class SettingWords {

    private SettingWords() {}

    /**
     * Splits a value into words as systemd does: at blanks, with quotes and backslash escapes resolved. Specifiers
     * ({@code %}) and variables ({@code $}) are not expanded.
     *
     * @param value the raw value of a setting
     * @return the words; bytes from escapes that are not valid UTF-8 become U+FFFD
     * @throws IllegalArgumentException if a quote is not closed
     */
    public static List<String> split(String value) {
        return new WordSplitter(value).words();
    }

    /**
     * Splits a value into commands at each {@code ;} that stands alone, and each command into words as
     * {@link #split(String)} does.
     *
     * @param value the raw value of an {@code Exec*=} setting
     * @return the commands, none of them empty; the first word of each includes its prefix characters, such as
     *     {@code -}
     * @throws IllegalArgumentException if a quote is not closed
     */
    public static List<List<String>> commands(String value) {
        return new WordSplitter(value).commands();
    }

    /**
     * Quotes a command so that the process receives exactly these words, including any quotes, blanks, {@code %} and
     * {@code $} in them.
     *
     * @param words the program, which is an absolute path or a name without slashes, and its arguments
     * @return the value for an {@code Exec*=} setting
     * @throws IllegalArgumentException if systemd could not pass on these words unchanged
     */
    public static String quote(List<String> words) {
        return WordQuoter.command(words);
    }
}
