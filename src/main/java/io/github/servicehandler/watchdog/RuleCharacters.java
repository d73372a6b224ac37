package io.github.servicehandler.watchdog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A check for characters of a rule file that look like others. */
final class RuleCharacters {

    /** What stands for a quote or a blank in the texts of word processors, but not here. */
    private static final Pattern TYPOGRAPHIC = Pattern.compile("[\u2018-\u201F\u00AB\u00BB\u2039\u203A]");

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Z}]");

    private RuleCharacters() {}

    /** Refuses characters that look like a quote or a blank, but are none. */
    static void check(String word, int line, int column) {
        Matcher typographic = TYPOGRAPHIC.matcher(word);
        if (typographic.find()) {
            throw new RuleFileException(
                    line,
                    column + typographic.start(),
                    "the quote " + typographic.group()
                            + " is not a plain one; put a text in plain quotes, as in \"lost\"");
        }
        if (word.startsWith("'")) {
            throw new RuleFileException(
                    line, column, "put a text in double quotes, as in \"lost\", not in single ones");
        }
        Matcher invisible = INVISIBLE.matcher(word);
        if (invisible.find()) {
            throw new RuleFileException(
                    line,
                    column + invisible.start(),
                    String.format(
                            "invisible character U+%04X; delete it, or write a plain space",
                            (int) invisible.group().charAt(0)));
        }
    }
}
