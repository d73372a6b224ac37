package io.github.servicehandler.testing.internal.process;

import io.github.servicehandler.internal.settings.SettingValues;
import io.github.servicehandler.testing.internal.files.UnitSettings;
import io.github.servicehandler.unit.SettingWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A parser of one line of an {@code Exec…=} setting, as systemd's config_parse_exec(). */
public final class ExecLine {

    private static final String UNSAFE = "\"'\\\u007f";
    private static final String UNSAFE_FROM_262 = UNSAFE + "*?[";
    private static final int FIRST_CHECKING_LENGTH = 252;
    private static final String SHELL = "/bin/sh";

    private final String value;
    private final UnitSettings settings;
    private final List<ExecCommand> commands = new ArrayList<>();
    private String mistake = "";
    private boolean isFatal;

    private ExecLine(String value, UnitSettings settings) {
        this.value = value;
        this.settings = settings;
    }

    /** Parses a line. Stops at the first mistake, and keeps the commands before it. */
    public static ExecLine parse(String value, UnitSettings settings) {
        ExecLine line = new ExecLine(value, settings);
        line.read();
        return line;
    }

    public List<ExecCommand> commands() {
        return commands;
    }

    /** Returns systemd's message about the first mistake, or an empty string if the line is valid. */
    public String mistake() {
        return mistake;
    }

    /** Returns whether the mistake makes systemd refuse the whole unit. */
    public boolean isFatal() {
        return isFatal;
    }

    private void read() {
        String quote = openQuote();
        List<List<String>> all = SettingWords.commands(value + quote);
        for (int i = 0; i < all.size() && mistake.isEmpty(); i++) {
            boolean isBroken = !quote.isEmpty() && i == all.size() - 1;
            List<String> words = all.get(i);
            if (isBroken && words.size() == 1) {
                mistake = unbalanced();
            } else {
                read(
                        ExecPrefix.of(words.get(0), settings.version()),
                        words.subList(1, words.size() - (isBroken ? 1 : 0)),
                        isBroken);
            }
        }
    }

    /** Returns the quote that is not closed, or an empty string. */
    private String openQuote() {
        for (String quote : List.of("", "\"", "'")) {
            try {
                SettingWords.commands(value + quote);
                return quote;
            } catch (IllegalArgumentException e) {
                // not this one
            }
        }
        throw new IllegalStateException("no quote closes " + value);
    }

    private String unbalanced() {
        return "Unbalanced quoting, ignoring: \"" + value + "\"";
    }

    /** Adds a command whose last word is missing if it is broken, unless there is a mistake in it. */
    private void read(ExecPrefix prefix, List<String> arguments, boolean isBroken) {
        mistake = add(prefix, arguments, isBroken, prefix.ignoresFailure() ? ", ignoring" : "");
        isFatal = !mistake.isEmpty() && !prefix.ignoresFailure();
    }

    private String add(ExecPrefix prefix, List<String> arguments, boolean isBroken, String note) {
        Optional<String> program = prefix.isShellLine() ? Optional.of(SHELL) : settings.resolve(prefix.rest());
        String complaint = program.map(path -> complaint(path, note)).orElseGet(() -> unresolved(prefix.rest(), note));
        if (!complaint.isEmpty()) {
            return complaint;
        }
        List<String> argv = begin(prefix, program.orElseThrow());
        for (String word : arguments) {
            Optional<String> argument = settings.resolve(word);
            if (argument.isEmpty()) {
                return unresolved(word, note);
            }
            argv.add(argument.get());
        }
        if (isBroken) {
            return unbalanced();
        }
        if (argv.isEmpty()) {
            return "Empty executable name or zeroeth argument" + note + ": " + value;
        }
        commands.add(new ExecCommand(
                SettingValues.simplifiedPath(program.orElseThrow()),
                argv,
                prefix.ignoresFailure(),
                prefix.isShellLine()));
        return "";
    }

    /** Returns the first words of a command: its name, and for the shell also what follows the prefix. */
    private static List<String> begin(ExecPrefix prefix, String program) {
        List<String> argv = new ArrayList<>();
        if (prefix.isShellLine()) {
            argv.add(prefix.namesItself() ? "-sh" : "sh");
            if (!prefix.rest().isEmpty()) {
                argv.add(prefix.rest());
            }
        } else if (!prefix.namesItself()) {
            argv.add(program);
        }
        return argv;
    }

    /** Returns whether the last component of a path is a directory's own name, or that of the one above. */
    private static boolean endsWithDots(String path) {
        return path.endsWith("/.") || path.endsWith("/..");
    }

    private static String unresolved(String word, String note) {
        return "Failed to resolve unit specifiers in " + word + note + ": Invalid slot";
    }

    /** Returns what is wrong with the path or name of a program, or an empty string. */
    private String complaint(String program, String note) {
        if (program.isEmpty()) {
            return "Empty path in command line" + note + ": '" + value + "'";
        }
        String unsafe = settings.version() < 262 ? UNSAFE : UNSAFE_FROM_262;
        if (program.chars().anyMatch(c -> c < ' ' || unsafe.indexOf(c) >= 0)) {
            return "Executable name contains special characters" + note + ": " + program;
        }
        if (program.endsWith("/") || (settings.version() >= 257 && endsWithDots(program))) {
            return "Executable path specifies a directory" + note + ": " + program;
        }
        boolean isName = !program.contains("/") && !program.equals(".") && !program.equals("..");
        boolean hasValidLength = settings.version() < FIRST_CHECKING_LENGTH || SettingValues.hasValidLength(program);
        return (isName || program.startsWith("/")) && hasValidLength
                ? ""
                : "Neither a valid executable name nor an absolute path" + note + ": " + program;
    }
}
