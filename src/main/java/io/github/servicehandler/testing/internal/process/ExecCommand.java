package io.github.servicehandler.testing.internal.process;

import io.github.servicehandler.testing.internal.files.UnitSettings;
import io.github.servicehandler.unit.SettingWords;
import java.util.ArrayList;
import java.util.List;

/**
 * One command of an {@code Exec…=} setting.
 *
 * @param argv the program and its arguments, without the prefix characters
 * @param ignoresFailure whether the command is prefixed with a dash, so that its failure does not count
 */
public record ExecCommand(List<String> argv, boolean ignoresFailure) {

    private static final String PREFIXES = "-@:+!|";

    public static List<ExecCommand> all(UnitSettings settings, String key) {
        List<ExecCommand> commands = new ArrayList<>();
        for (String value : settings.raw("Service", key)) {
            if (isBalanced(value)) {
                SettingWords.commands(value).forEach(words -> commands.add(of(words, settings)));
            }
        }
        return commands;
    }

    /** Returns whether all quotes are closed; systemd ignores a line with an unclosed quote. */
    public static boolean isBalanced(String value) {
        try {
            SettingWords.commands(value);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static ExecCommand of(List<String> words, UnitSettings settings) {
        String first = words.get(0);
        int start = 0;
        while (start < first.length() && PREFIXES.indexOf(first.charAt(start)) >= 0) {
            start++;
        }
        String prefix = first.substring(0, start);
        List<String> argv = new ArrayList<>(words);
        argv.set(0, first.substring(start));
        if (prefix.contains("@") && argv.size() > 1) {
            argv.remove(1);
        }
        return new ExecCommand(argv.stream().map(settings::expand).toList(), prefix.contains("-"));
    }

    public String program() {
        return argv.get(0);
    }

    public String commandLine() {
        return String.join(" ", argv);
    }
}
