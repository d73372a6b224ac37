package io.github.servicehandler.watchdog;

import io.github.servicehandler.command.Command;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The quotes around words of a rule file. */
final class RuleFileQuotes {

    private static final Pattern PLAIN = Pattern.compile(
            "(?:(?!\\.\\.)[^\\s\"(),#'$`~|&;<>\\p{Cc}\\p{Cf}\\p{Z}\u2018-\u201F\u00AB\u00BB\u2039\u203A])+");

    private RuleFileQuotes() {}

    /** Returns a text as one word of a rule file, in quotes if it needs them. */
    static String ifNeeded(String text) {
        return PLAIN.matcher(text).matches() ? text : around(text);
    }

    static String around(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    static String ifNeeded(List<String> texts) {
        return texts.stream().map(RuleFileQuotes::ifNeeded).collect(Collectors.joining(", "));
    }

    /**
     * Returns a command as words of a rule file. A command with environment variables or input, which a rule file
     * cannot have, is written as for a shell.
     */
    static String ifNeeded(Command command) {
        boolean isPlain = command.environment().isEmpty() && command.input().isEmpty();
        return isPlain ? ifNeeded(command.argv()) : command.toString();
    }
}
