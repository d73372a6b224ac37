package io.github.servicehandler.unit;

import io.github.servicehandler.internal.settings.SettingValues;
import io.github.servicehandler.unit.UnitFileProblem.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The check of a value of an {@code Exec*=} setting. */
final class CommandCheck {

    private static final int FIRST_REFUSING_PATTERNS = 262;
    private static final int FIRST_REFUSING_DOTS = 257;
    private static final int FIRST_WITH_SHELL_LINES = 258;

    private static final Set<String> PRIVILEGES = Set.of("+", "!", "!!");

    private final int version;

    CommandCheck(int version) {
        this.version = version;
    }

    /** Returns what is wrong with the first bad command of a value, or empty if all are valid. */
    Optional<ValueCheck.Complaint> complaint(String value) {
        String quote = openQuote(value);
        List<List<String>> commands = SettingWords.commands(value + quote);
        Optional<ValueCheck.Complaint> first =
                commands.stream().flatMap(words -> complaint(words).stream()).findFirst();
        return quote.isEmpty() ? first : Optional.of(unbalanced(commands.get(commands.size() - 1)));
    }

    /** Returns the quote that is not closed, or an empty text. */
    private static String openQuote(String value) {
        for (String quote : List.of("", "\"")) {
            try {
                SettingWords.commands(value + quote);
                return quote;
            } catch (IllegalArgumentException e) {
                // the other quote is open
            }
        }
        return "'";
    }

    /** Returns the complaint about a command whose last word has no end. It is ignored if that is the program. */
    private ValueCheck.Complaint unbalanced(List<String> words) {
        boolean ignored = words.size() == 1 || prefix(words.get(0)).contains("-");
        return new ValueCheck.Complaint(ignored ? Kind.BAD_VALUE : Kind.REFUSED_VALUE, "a quote is not closed");
    }

    private Optional<ValueCheck.Complaint> complaint(List<String> words) {
        String prefix = prefix(words.get(0));
        String program = words.get(0).substring(prefix.length());
        if (program.contains("%") || prefix.contains("|")) {
            return Optional.empty();
        }
        String advice = advice(program);
        if (!advice.isEmpty()) {
            return Optional.of(
                    new ValueCheck.Complaint(prefix.contains("-") ? Kind.BAD_VALUE : Kind.REFUSED_VALUE, advice));
        }
        return CommandLineMistake.isIn(program, words.size() - 1)
                ? Optional.of(new ValueCheck.Complaint(
                        Kind.COMMAND_LINE_AS_PROGRAM, "there is no program of this name; do not quote the whole line"))
                : Optional.empty();
    }

    /** Returns the characters before a program's name that say how to run it; each of them may occur once. */
    private String prefix(String word) {
        String once = version >= FIRST_WITH_SHELL_LINES ? "-@:|" : "-@:";
        String privileges = "";
        int end = 0;
        for (; end < word.length(); end++) {
            char c = word.charAt(end);
            if (once.indexOf(c) >= 0) {
                once = once.replace(String.valueOf(c), "");
            } else if (PRIVILEGES.contains(privileges + c)) {
                privileges += c;
            } else {
                break;
            }
        }
        return word.substring(0, end);
    }

    private String advice(String program) {
        if (program.isEmpty()) {
            return "a program is missing";
        }
        boolean pattern = program.chars().anyMatch(c -> "*?[".indexOf(c) >= 0);
        if (!UntrustedText.isSafe(program) || (pattern && version >= FIRST_REFUSING_PATTERNS)) {
            return "the name of a program cannot have quotes, backslashes, control characters"
                    + " or, since 262, one of *?[";
        }
        boolean dots = program.endsWith("/.") || program.endsWith("/..");
        if (program.endsWith("/") || (dots && version >= FIRST_REFUSING_DOTS)) {
            return "the program is a directory";
        }
        boolean name = !program.contains("/") && !program.equals(".") && !program.equals("..");
        return (name || program.startsWith("/")) && SettingValues.hasValidLength(program)
                ? ""
                : "a program must be an absolute path, or a name without slashes";
    }
}
