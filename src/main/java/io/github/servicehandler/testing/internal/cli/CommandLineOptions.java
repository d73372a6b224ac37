package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.TestMistakeException;
import io.github.servicehandler.testing.internal.files.ManagerScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Takes a command line apart as getopt_long(3) does: options may stand anywhere before a {@code --}. */
public final class CommandLineOptions {

    private final String program;
    private final Set<String> flags = new HashSet<>();
    private final Map<String, List<String>> values = new HashMap<>();
    private final List<String> words = new ArrayList<>();

    private CommandLineOptions(String program) {
        this.program = program;
    }

    /**
     * Parses.
     *
     * @param flagNames the options without a value, such as {@code --user} and {@code -q}, each with its one full name
     * @param valueNames those with a value, likewise
     */
    static CommandLineOptions parse(List<String> argv, Map<String, String> flagNames, Map<String, String> valueNames) {
        return parse(argv, flagNames, valueNames, true);
    }

    /** Parses likewise, but what comes after the first word is another command's, options and all. */
    static CommandLineOptions parseUpToFirstWord(
            List<String> argv, Map<String, String> flagNames, Map<String, String> valueNames) {
        return parse(argv, flagNames, valueNames, false);
    }

    private static CommandLineOptions parse(
            List<String> argv, Map<String, String> flagNames, Map<String, String> valueNames, boolean permutes) {
        CommandLineOptions line = new CommandLineOptions(argv.get(0));
        for (int i = 1; i < argv.size(); i++) {
            String word = argv.get(i);
            if (word.equals("--") && (permutes || line.words.isEmpty())) {
                line.words.addAll(argv.subList(i + 1, argv.size()));
                break;
            }
            boolean over = !permutes && !line.words.isEmpty();
            if (over || !word.startsWith("-") || word.equals("-")) {
                line.words.add(word);
            } else if (flagNames.containsKey(word)) {
                line.flags.add(flagNames.get(word));
            } else {
                i += line.takeValue(word, i + 1 < argv.size() ? argv.get(i + 1) : "", flagNames, valueNames);
            }
        }
        return line;
    }

    /** Returns how many further words were used up. */
    private int takeValue(String word, String next, Map<String, String> flagNames, Map<String, String> valueNames) {
        int equals = word.startsWith("--") ? word.indexOf('=') : -1;
        boolean glued = !word.startsWith("--") && word.length() > 2;
        String option = equals > 0 ? word.substring(0, equals) : glued ? word.substring(0, 2) : word;
        String name = valueNames.get(option);
        if (name == null) {
            throw new TestMistakeException("the fake's " + program + " does not know the option " + word + "; it knows "
                    + String.join(" ", new TreeSet<>(flagNames.keySet())) + " and, with a value, "
                    + String.join(" ", new TreeSet<>(valueNames.keySet())));
        }
        put(name, equals > 0 ? word.substring(equals + 1) : glued ? word.substring(2) : next);
        return equals > 0 || glued ? 0 : 1;
    }

    private void put(String name, String value) {
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }

    /** Returns whose manager the command line asks for. */
    ManagerScope scope() {
        return has("--user") ? ManagerScope.USER : ManagerScope.SYSTEM;
    }

    List<String> values(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Returns the last value, or the default. */
    String value(String name, String fallback) {
        List<String> all = values(name);
        return all.isEmpty() ? fallback : all.get(all.size() - 1);
    }

    /** Returns what is no option. */
    public List<String> words() {
        return words;
    }
}
