package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.TestMistakeException;
import io.github.servicehandler.testing.internal.files.ManagerScope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A command line parsed as getopt_long(3) does: options may appear anywhere before {@code --}. */
public final class CommandLineOptions {

    private final String program;
    private final List<String> flags = new ArrayList<>();
    private final Map<String, List<String>> values = new HashMap<>();
    private final List<String> words = new ArrayList<>();

    private CommandLineOptions(String program) {
        this.program = program;
    }

    /**
     * Parses a command line.
     *
     * @param flagNames the options without a value, such as {@code --user} and {@code -q}, each with its canonical name
     * @param valueNames the options with a value, each with its canonical name
     * @throws TestMistakeException if the command line contains any other option
     */
    static CommandLineOptions parse(List<String> argv, Map<String, String> flagNames, Map<String, String> valueNames) {
        return parse(argv, flagNames, valueNames, true);
    }

    /** Parses a command line whose first word starts another command, which keeps its own options. */
    static CommandLineOptions parseUpToFirstWord(
            List<String> argv, Map<String, String> flagNames, Map<String, String> valueNames) {
        return parse(argv, flagNames, valueNames, false);
    }

    private static CommandLineOptions parse(
            List<String> argv,
            Map<String, String> flagNames,
            Map<String, String> valueNames,
            boolean optionsAfterWords) {
        CommandLineOptions line = new CommandLineOptions(argv.get(0));
        for (int i = 1; i < argv.size(); i++) {
            String word = argv.get(i);
            if (word.equals("--") && (optionsAfterWords || line.words.isEmpty())) {
                line.words.addAll(argv.subList(i + 1, argv.size()));
                break;
            }
            boolean optionsEnded = !optionsAfterWords && !line.words.isEmpty();
            if (optionsEnded || !word.startsWith("-") || word.equals("-")) {
                line.words.add(word);
            } else {
                String rest = line.takeFlags(word, flagNames);
                if (!rest.isEmpty()) {
                    i += line.takeValue(rest, i + 1 < argv.size() ? argv.get(i + 1) : "", flagNames, valueNames);
                }
            }
        }
        return line;
    }

    /** Stores an option without a value, or several as in {@code -al}, and returns the part that is none. */
    private String takeFlags(String word, Map<String, String> flagNames) {
        String rest = word;
        while (!flagNames.containsKey(rest) && isBundle(rest, flagNames)) {
            flags.add(flagNames.getOrDefault(rest.substring(0, 2), ""));
            rest = "-" + rest.substring(2);
        }
        String name = flagNames.get(rest);
        if (name == null) {
            return rest;
        }
        flags.add(name);
        return "";
    }

    private static boolean isBundle(String word, Map<String, String> flagNames) {
        return !word.startsWith("--") && word.length() > 2 && flagNames.containsKey(word.substring(0, 2));
    }

    /** Stores the value of an option, and returns the number of further words that were consumed. */
    private int takeValue(String word, String next, Map<String, String> flagNames, Map<String, String> valueNames) {
        int equals = word.startsWith("--") ? word.indexOf('=') : -1;
        boolean attached = !word.startsWith("--") && word.length() > 2;
        String option = equals > 0 ? word.substring(0, equals) : attached ? word.substring(0, 2) : word;
        String name = valueNames.get(option);
        if (name == null) {
            throw new TestMistakeException("the fake's " + program + " does not support the option \"" + word
                    + "\"; it supports " + String.join(" ", new TreeSet<>(flagNames.keySet()))
                    + " without a value and " + String.join(" ", new TreeSet<>(valueNames.keySet()))
                    + " with a value");
        }
        put(name, equals > 0 ? word.substring(equals + 1) : attached ? word.substring(2) : next);
        return equals > 0 || attached ? 0 : 1;
    }

    private void put(String name, String value) {
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }

    /** Returns how often a flag was given. */
    int count(String flag) {
        return Collections.frequency(flags, flag);
    }

    /** Returns the flag among the given ones that was given last, or the fallback if none was given. */
    String last(List<String> candidates, String fallback) {
        return flags.stream().filter(candidates::contains).reduce(fallback, (earlier, later) -> later);
    }

    /** Returns the scope of the manager that the command line addresses; the files of all users need a user's. */
    ManagerScope scope() {
        return has("--user") || has("--global") ? ManagerScope.USER : ManagerScope.SYSTEM;
    }

    List<String> values(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Returns the last value of an option, or the fallback if the option is absent. */
    String value(String name, String fallback) {
        List<String> all = values(name);
        return all.isEmpty() ? fallback : all.get(all.size() - 1);
    }

    /** Returns the words that are neither options nor their values. */
    public List<String> words() {
        return words;
    }
}
